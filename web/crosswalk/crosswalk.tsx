import { useQuery } from '@apollo/client/react'
import { usePollWhile } from '../adopted/use-poll-while.ts'
import { VaultSilence } from '../adopted/vault-silence.tsx'
import { useFormats } from '../format.ts'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Draft, textIn } from '../segments/draft-model.ts'
import { useChange } from '../segments/use-draft.ts'
import type { Writer } from '../segments/writer.ts'
import { wholeAnswer } from '../whole-answer.ts'
import { CROSSWALK, EVALUATE_CROSSWALK } from './crosswalk-query.ts'
import { CrosswalkTable } from './crosswalk-table.tsx'
import './crosswalk.css'

interface CrosswalkProps {
  readonly from: Draft
  readonly to: Draft
  readonly workroom: SegmentWorkroomQuery
  readonly writer: Writer
}

/** How the segments of two drafts meet: asked for on purpose, since it spends one of the estimates that everybody shares. */
export function Crosswalk({ from, to, workroom, writer }: CrosswalkProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const sides = { fromDraft: from.id, fromVersion: from.version.number, toDraft: to.id, toVersion: to.version.number }
  const query = useQuery(CROSSWALK, { variables: sides, fetchPolicy: 'no-cache' })
  const evaluate = useChange(EVALUATE_CROSSWALK, () => query.refetch())
  const crosswalk = wholeAnswer(query)?.schemeCrosswalk
  const state = crosswalk?.state
  usePollWhile(state === 'WAITING', query)
  const budget = workroom.evaluationBudget.find(({ scope }) => scope === from.scope)
  const names = { from: textIn(from.version.content.title, locale), to: textIn(to.version.content.title, locale) }
  const mayAsk = writer.scopes.includes(from.scope) && (state === 'NEVER_ASKED' || state === 'SPENT' || state === 'NOT_POSSIBLE')
  if (!crosswalk || state === 'NOT_SHOWN') return null
  return (
    <section className="crosswalk">
      <h2>{t('crosswalk.title')}</h2>
      {state === 'CROSSWALK' ? (
        <CrosswalkTable from={from} to={to} crosswalk={crosswalk} names={names} />
      ) : (
        <>
          <p className="crosswalk-text">{t('crosswalk.text', names)}</p>
          {mayAsk && (
            <p>
              <button
                type="button"
                className="btn primary"
                disabled={evaluate.busy || budget?.left === 0}
                onClick={() => void evaluate.change({ ...sides, as: writer.as })}
              >
                {t('crosswalk.evaluate')}
              </button>
            </p>
          )}
          <p role="status" className="small">
            {evaluate.busy || state === 'WAITING' ? (
              t('segments.evaluating')
            ) : state === 'SAME' ? (
              t('crosswalk.same')
            ) : state === 'SPENT' || budget?.left === 0 ? (
              t('segments.sizesSpent')
            ) : state === 'NOT_POSSIBLE' ? (
              t('crosswalk.notPossible')
            ) : budget ? (
              <Rich text={t('crosswalk.cost', { left: formats.count(budget.left), of: formats.count(budget.of) })} />
            ) : (
              t('segments.budgetUnknown')
            )}
          </p>
          {state === 'WAITING' && <VaultSilence />}
          {evaluate.problem && (
            <p className="refused" role="alert">
              {evaluate.problem}
            </p>
          )}
        </>
      )}
    </section>
  )
}
