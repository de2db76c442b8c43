import { useQuery } from '@apollo/client/react'
import type { ReactNode } from 'react'
import { useFormats } from '../format.ts'
import type { SegmentDetailQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useChange } from '../segments/use-draft.ts'
import { useSelection } from '../selection/use-selection.ts'
import { wholeAnswer } from '../whole-answer.ts'
import { keyOf, OTHER, type Part, type Segmentation } from './adopted-words.ts'
import { CountButton } from './count-button.tsx'
import { COUNT_DETAIL, SEGMENT_DETAIL } from './detail-query.ts'
import { ChosenPart } from './part-choice.tsx'
import { usePollWhile } from './use-poll-while.ts'
import { VaultSilence } from './vault-silence.tsx'

export type DetailPart = NonNullable<SegmentDetailQuery['segmentDetail']['segment']>

interface DetailedProps {
  readonly segmentation: Segmentation
  readonly children: (part: Part, detail: DetailPart) => ReactNode
}

/** One segment after the other in detail, or the way to have it counted. */
export function Detailed({ segmentation, children }: DetailedProps) {
  return (
    <ChosenPart segmentation={segmentation}>{(part) => <OnePart key={keyOf(part)} {...{ segmentation, part, children }} />}</ChosenPart>
  )
}

function OnePart({ segmentation, part, children }: DetailedProps & { readonly part: Part }) {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const { scheme } = segmentation
  const segment = keyOf(part) === OTHER ? null : part.key
  const query = useQuery(SEGMENT_DETAIL, {
    variables: { scheme: scheme.id, segment, release: selection.release },
    fetchPolicy: 'no-cache',
  })
  const { error, refetch } = query
  const answer = wholeAnswer(query)
  const detail = answer?.segmentDetail
  usePollWhile(detail?.state === 'WAITING', query)
  if (!answer || !detail) return <p role="status">{error ? t('segments.problem.other') : t('segments.loading')}</p>
  if (detail.segment) return <>{children(part, detail.segment)}</>
  const budget = answer.evaluationBudget.find(({ scope }) => scope === scheme.scope)
  return (
    <section className="adopted-section adopted-first">
      <p role="status" className="detail-state">
        {detail.state === 'FIGURES' ? t('segments.loading') : t(`detail.state.${detail.state}`)}
      </p>
      {detail.state === 'NOT_COUNTED' &&
        (detail.mayCount ? (
          <CountDetail scheme={scheme.id} budget={budget} again={() => refetch()} />
        ) : (
          <p className="small">{t('detail.whoCounts')}</p>
        ))}
      {detail.state === 'WAITING' && <VaultSilence />}
    </section>
  )
}

interface CountDetailProps {
  readonly scheme: string
  readonly budget: SegmentDetailQuery['evaluationBudget'][number] | undefined
  readonly again: () => Promise<unknown>
}

function CountDetail({ scheme, budget, again }: CountDetailProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const count = useChange(COUNT_DETAIL, again)
  const { schemesLeft: left, schemesOf: of } = budget ?? {}
  if (left === 0) return <p className="small">{t('detail.state.SPENT')}</p>
  const cost = left == null || of == null ? t('detail.costUnknown') : t('detail.cost', { left: formats.count(left), of: formats.count(of) })
  return <CountButton label={t('detail.count')} {...{ cost, count }} onPress={() => void count.change({ scheme })} />
}
