import { useInstant } from '../access/instant.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Draft } from './draft-model.ts'
import { NewerVersion } from './newer-version.tsx'
import { Refusal } from './refusal.tsx'
import type { useEdit } from './use-edit.ts'
import type { Saving } from './use-saving.ts'
import { WordsField } from './words-field.tsx'

interface DraftSaveProps {
  readonly draft: Draft
  readonly edit: ReturnType<typeof useEdit>
  readonly saving: Saving
  readonly problem: string | null
  /** Null where the viewer sees no sizes. */
  readonly evaluate: (() => Promise<void>) | null
  readonly busy: boolean
}

/** What is saved and what is not, and the buttons that save, estimate and drop. Always in reach: see `draft-tools` in segments.css. */
export function DraftSave({ draft, edit, saving, problem, evaluate, busy }: DraftSaveProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const { version } = draft
  const held = saving.busy || edit.behind !== null
  const [maySave, mayEvaluate] = [edit.dirty && !held, !held && !busy]
  return (
    <section className="draft-save" aria-label={t('segments.save')}>
      <p className="small" role="status">
        {edit.dirty ? (
          <b>{t('segments.unsaved')}</b>
        ) : (
          <span className="muted">
            {t('segments.versionOf', { version: version.number })},{' '}
            {t('segments.by', { date: instant(version.savedAt), name: version.savedBy })}
          </span>
        )}
      </p>
      <NewerVersion {...{ draft, edit, saving }} />
      {edit.dirty && <WordsField label={t('segments.note')} value={saving.note} onChange={saving.setNote} />}
      <p className="actions">
        {/* Not `disabled`: the button that was pressed keeps the focus while it saves. */}
        <button type="button" className="btn" aria-disabled={!maySave} onClick={() => maySave && void saving.save()}>
          {t('segments.save')}
        </button>
        {evaluate && (
          <button type="button" className="btn primary" aria-disabled={!mayEvaluate} onClick={() => mayEvaluate && void evaluate()}>
            {t(edit.dirty ? 'segments.evaluateSave' : 'segments.evaluate')}
          </button>
        )}
        {edit.dirty && !edit.behind && (
          <button type="button" className="linkb" onClick={edit.take}>
            {t('segments.discard')}
          </button>
        )}
      </p>
      <Refusal problem={problem} />
    </section>
  )
}
