import { AdoptedLink } from '../adopted/adopted-link.tsx'
import { VaultSilence } from '../adopted/vault-silence.tsx'
import { ForReason } from '../controls/for-reason.tsx'
import { useFormats } from '../format.ts'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Draft, textIn } from './draft-model.ts'
import { DraftSave } from './draft-save.tsx'
import { Refusal } from './refusal.tsx'
import { ADOPT, CLOSE, CREATE, EVALUATE } from './segments-query.ts'
import { useChange } from './use-draft.ts'
import type { useEdit } from './use-edit.ts'
import type { Saving } from './use-saving.ts'
import type { Writer } from './writer.ts'

interface DraftToolsProps {
  readonly draft: Draft
  readonly workroom: SegmentWorkroomQuery
  readonly writer: Writer
  readonly again: () => Promise<unknown>
  readonly go: (change: Readonly<Record<string, string | null>>) => void
  readonly edit: ReturnType<typeof useEdit>
  readonly saving: Saving
  readonly readOnly: boolean
}

/** Beside a draft: saving, sizes and what is left of estimates, adopting, copying, closing. */
export function DraftTools({ draft, edit, saving, workroom, writer, readOnly, again, go }: DraftToolsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const evaluate = useChange(EVALUATE, again)
  const adopt = useChange(ADOPT, again)
  const copy = useChange(CREATE, ({ createSegmentDraft }) => go({ draft: createSegmentDraft.id, version: null, panel: null }))
  const close = useChange(CLOSE, again)
  const budget = workroom.evaluationBudget.find(({ scope }) => scope === draft.scope)
  const { state } = draft.version.sizes
  const evaluateNow = async () => {
    const version = edit.dirty ? await saving.save() : draft.version.number
    if (version) await evaluate.change({ draft: draft.id, version, as: writer.as })
  }
  const inForce = draft.adopted.find(({ replacedAt }) => replacedAt === null)
  const ends = adopt.problem ?? copy.problem ?? close.problem
  return (
    <aside className="view-aside draft-tools">
      {!readOnly && (
        <DraftSave
          {...{ draft, edit, saving }}
          problem={saving.problem ?? evaluate.problem}
          evaluate={state === 'NOT_SHOWN' ? null : evaluateNow}
          busy={evaluate.busy}
        />
      )}
      <section>
        <h2>{t('segments.sizesTitle')}</h2>
        {state === 'NOT_SHOWN' ? (
          <p className="muted small">{t('segments.sizesNotShown')}</p>
        ) : (
          <>
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
            <p className="muted small">{t('segments.budgetText')}</p>
          </>
        )}
      </section>
      {inForce && (
        <section>
          <p className="adopted-mark">
            {t('segments.versionOf', { version: inForce.version })}.{' '}
            {t('segments.adopted', { date: formats.day(inForce.adoptedAt), name: inForce.adoptedBy })}{' '}
            <AdoptedLink id={inForce.id} title={textIn(draft.version.content.title, locale)} />
          </p>
        </section>
      )}
      {!readOnly && inForce?.version !== draft.version.number && (
        <section>
          <h2>{t('segments.adoptTitle', { version: draft.version.number })}</h2>
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
          {edit.dirty && <p className="small">{t('segments.adoptSaved')}</p>}
          <ForReason
            act={t('segments.adopt')}
            sure={t('segments.adoptSure', { scope: t(`segments.scope.${draft.scope}`) })}
            leave={t('segments.adoptLeave')}
            reason={t('segments.adoptWords')}
            disabled={edit.dirty || adopt.busy}
            carryOut={(text) => adopt.change({ draft: draft.id, version: draft.version.number, text, as: writer.as })}
          />
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
            <ForReason
              act={t('segments.close')}
              sure={t('segments.closeSure')}
              leave={t('segments.closeLeave')}
              disabled={close.busy}
              carryOut={() => close.change({ draft: draft.id, as: writer.as })}
            />
          )}
          <Refusal problem={ends} />
        </section>
      )}
    </aside>
  )
}
