import { useMemo } from 'react'
import { useSight } from '../access/viewer-context.tsx'
import { figuresOf } from '../charts/matrix/figures-of.ts'
import { matrixQuestion } from '../charts/matrix/matrix-query.ts'
import { MatrixThumbnail } from '../charts/matrix/matrix-thumbnail.tsx'
import { usePairLists } from '../charts/matrix/use-companions.ts'
import { SectorMark } from '../controls/sector-mark.tsx'
import { useFormats } from '../format.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { useView } from '../release/use-view.ts'
import { useSelection } from '../selection/use-selection.ts'

/** So many pairs of each list stand on the sheet. */
const PAIRS = 5

/** What goes together: the matrix as a small picture, the largest and the strongest pairs in words. */
export function ReportPairs({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [selection] = useSelection()
  const { services: seen } = useSight()
  const { document, variables } = matrixQuestion(selection)
  const view = useView(document, variables)
  const lists = usePairLists(selection)
  const answer = view.kind === 'shown' ? view.data.usageMatrix : null
  const figures = useMemo(() => answer && figuresOf(answer, catalogue, seen), [answer, catalogue, seen])
  const [strongest] = lists?.strongest ?? []
  const names = (services: readonly { readonly code: string }[]) => services.map(({ code }) => catalogue.serviceName(code))
  const [a, b] = names(strongest?.services ?? [])
  return (
    <section className="report-pairs">
      <h2>{t('report.pairs.title')}</h2>
      <p>
        {a && b && strongest?.lift != null && <Rich text={t('report.pairs.strongest', { a, b, lift: formats.lift(strongest.lift) })} />}
      </p>
      <div className="report-pairs-body">
        <figure>
          {figures && answer ? (
            <MatrixThumbnail figures={figures} measure="both" order={answer.sector} grouped />
          ) : (
            <span className="matrix-thumbnail-space" />
          )}
          <figcaption className="small muted">{t('report.pairs.picture')}</figcaption>
        </figure>
        {(['most', 'strongest'] as const).map((kind) => (
          <div key={kind}>
            <h3>{t(`matrix.lists.${kind}`)}</h3>
            <ol>
              {lists?.[kind].slice(0, PAIRS).map(({ services, clients, lift }) => (
                <li key={services.map(({ code }) => code).join('.')}>
                  <span>
                    {services.map(({ code }) => (
                      <span key={code} className="report-name">
                        <SectorMark sector={catalogue.service(code)?.sector ?? 'HEALTH'} />
                        <span>{catalogue.service(code)?.shortName ?? code}</span>
                      </span>
                    ))}
                  </span>
                  <span className="num">
                    {clients.count === null
                      ? t('figure.withheld')
                      : t('figure.clients', { count: clients.count, figure: formats.figure(clients) })}
                    <span className="muted">{lift === null ? '' : `${formats.lift(lift)}\u00d7`}</span>
                  </span>
                </li>
              ))}
            </ol>
            {lists?.[kind].length === 0 && <p className="small muted">{t('matrix.lists.none')}</p>}
          </div>
        ))}
      </div>
    </section>
  )
}
