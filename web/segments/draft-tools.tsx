import { useState } from 'react'
import { AdoptedLink } from '../adopted/adopted-link.tsx'
import { VaultSilence } from '../adopted/vault-silence.tsx'
import { useFormats } from '../format.ts'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Draft, inputOf, textIn } from './draft-model.ts'
import { ADOPT, CLOSE, CREATE, EVALUATE, SAVE } from './segments-query.ts'
import { useChange } from './use-draft.ts'
import type { useEdit } from './use-edit.ts'
import { WordsField } from './words-field.tsx'
import type { Writer } from './writer.ts'

interface DraftToolsProps {
  readonly draft: Draft
  readonly workroom: SegmentWorkroomQuery
  readonly writer: Writer
  readonly again: () => Promise<unknown>
  readonly go: (change: Readonly<Record<string, string | null>>) => void
  readonly edit: ReturnType<typeof useEdit>
  readonly readOnly: boolean
}

/** Beside a draft: sizes and what is left of estimates, saving, adopting, copying, closing. */
export function DraftTools({ draft, edit, workroom, writer, readOnly, again, go }: DraftToolsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  // A field is emptied of what was sent, not of what was typed while it was on its way.
  const save = useChange(SAVE, async ({ saveSegmentVersion }) => {
    await again()
    edit.saved(edit.content, saveSegmentVersion.version.number)
    setNote((now) => (now === note ? '' : now))
  })
  const evaluate = useChange(EVALUATE, again)
  const adopt = useChange(ADOPT, () => {
    setReason((now) => (now === reason ? '' : now))
    return again()
  })
  const copy = useChange(CREATE, ({ createSegmentDraft }) => go({ draft: createSegmentDraft.id, version: null, panel: null }))
  const close = useChange(CLOSE, again)
  const budget = workroom.evaluationBudget.find(({ scope }) => scope === draft.scope)
  const saveNow = () => save.change({ draft: draft.id, base: edit.base, content: inputOf(edit.content), note, as: writer.as })
  const evaluateNow = async () => {
    if (edit.dirty && !(await saveNow())) return
    const number = edit.dirty ? String(Number(edit.base) + 1) : draft.version.number
    await evaluate.change({ draft: draft.id, version: number, as: writer.as })
  }
  const inForce = draft.adopted.find(({ replacedAt }) => replacedAt === null)
  const { state } = draft.version.sizes
  const problem = save.problem ?? evaluate.problem ?? adopt.problem ?? copy.problem ?? close.problem
  return (
    <aside className="view-aside draft-tools">
      {state !== 'NOT_SHOWN' && (
        <section>
          <h2>{t('segments.sizesTitle')}</h2>
          <p className="budget">
            {budget ? (
              <Rich text={t('segments.budget', { left: formats.count(budget.left), of: formats.count(budget.of) })} />
            ) : (
              t('segments.budgetUnknown')
            )}
          </p>
          {(!budget || state === 'WAITING') && <VaultSilence />}
          {budget && (
            <svg className="budget-bar" width="100%" height="8" aria-hidden="true">
              <rect width="100%" height="8" className="budget-all" />
              <rect width={`${(100 * budget.left) / budget.of}%`} height="8" className="budget-left" />
            </svg>
          )}
          <p className="muted small">{t('segments.budgetText')}</p>
          {!readOnly && (
            <button
              type="button"
              className="btn primary"
              disabled={evaluate.busy || save.busy || edit.behind !== null}
              onClick={() => void evaluateNow()}
            >
              {t(edit.dirty ? 'segments.evaluateSave' : 'segments.evaluate')}
            </button>
          )}
          <p role="status" className="small">
            {evaluate.busy || state === 'WAITING'
              ? t('segments.evaluating')
              : edit.dirty && state === 'SIZES'
                ? t('segments.sizesStale')
                : state === 'NEVER_ASKED'
                  ? t('segments.sizesNever')
                  : state === 'SPENT'
                    ? t('segments.sizesSpent')
                    : state === 'NOT_POSSIBLE'
                      ? t('segments.sizesNotPossible')
                      : t('segments.sizesText')}
          </p>
        </section>
      )}
      {!readOnly && (
        <section>
          <WordsField label={t('segments.note')} value={note} onChange={setNote} />
          <button type="button" className="btn" disabled={!edit.dirty || save.busy || edit.behind !== null} onClick={() => void saveNow()}>
            {t('segments.save')}
          </button>
          {problem && (
            <p className="refused" role="alert">
              {problem}
            </p>
          )}
          <p className="muted small" role="status">
            {t('segments.versionOf', { version: draft.version.number })},{' '}
            {t('segments.by', { date: formats.day(draft.version.savedAt), name: draft.version.savedBy })}
          </p>
        </section>
      )}
      {inForce && (
        <section>
          <p className="adopted-mark">
            {t('segments.versionOf', { version: inForce.version })}.{' '}
            {t('segments.adopted', { date: formats.day(inForce.adoptedAt), name: inForce.adoptedBy })}{' '}
            <AdoptedLink id={inForce.id} title={textIn(draft.version.content.title, locale)} />
          </p>
        </section>
      )}
      {!readOnly && (
        <section>
          <h2>{t('segments.adopt')}</h2>
          <p className="muted small">{t('segments.adoptText')}</p>
          {budget?.schemesLeft != null && budget.schemesOf != null && (
            <p className="small adopt-left">
              {budget.schemesLeft === 0 ? (
                t('overTime.noneLeft')
              ) : (
                <Rich text={t('overTime.left', { left: formats.count(budget.schemesLeft), of: formats.count(budget.schemesOf) })} />
              )}
            </p>
          )}
          <WordsField label={t('segments.adoptWords')} value={reason} onChange={setReason} />
          <button
            type="button"
            className="btn"
            disabled={edit.dirty || adopt.busy}
            onClick={() => void adopt.change({ draft: draft.id, version: draft.version.number, text: reason, as: writer.as })}
          >
            {t('segments.adopt')}
          </button>
        </section>
      )}
      {writer.scopes.includes(draft.scope) && (
        <section className="draft-ends">
          <button
            type="button"
            className="linkb"
            onClick={() => void copy.change({ draft: draft.id, version: draft.version.number, as: writer.as })}
          >
            {t('segments.copy')}
          </button>
          {!draft.closedAt && (
            <button type="button" className="linkb" onClick={() => void close.change({ draft: draft.id, as: writer.as })}>
              {t('segments.close')}
            </button>
          )}
        </section>
      )}
    </aside>
  )
}
