import { useState } from 'react'
import { AdoptedLink } from '../adopted/adopted-link.tsx'
import { VaultSilence } from '../adopted/vault-silence.tsx'
import { Segments } from '../controls/segments.tsx'
import { useFormats } from '../format.ts'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { CardForms } from './card-forms.tsx'
import { CompareDrafts } from './compare-drafts.tsx'
import { type Content, type Draft, inputOf, textIn, withText } from './draft-model.ts'
import { Minutes } from './minutes.tsx'
import { SegmentRows } from './segment-rows.tsx'
import { ADOPT, CLOSE, CREATE, EVALUATE, SAVE } from './segments-query.ts'
import { SizesTable } from './sizes-table.tsx'
import { Talk } from './talk.tsx'
import { useChange, useCheck } from './use-draft.ts'
import { Versions } from './versions.tsx'
import { WordsField } from './words-field.tsx'
import type { Writer } from './writer.ts'

const PANEL = oneOf(['rules', 'cards', 'talk', 'versions', 'compare', 'minutes'])
const PANELS = ['rules', 'cards', 'talk', 'versions', 'compare', 'minutes'] as const

interface DraftPageProps {
  readonly draft: Draft
  /** A version of the address: looked at, not written. */
  readonly version: string | null
  readonly workroom: SegmentWorkroomQuery
  readonly catalogue: Catalogue
  readonly writer: Writer
  readonly again: () => Promise<unknown>
  readonly go: (change: Readonly<Record<string, string | null>>) => void
}

/** One draft: written, sized, discussed, adopted. */
export function DraftPage({ draft, version, workroom, catalogue, writer, again, go }: DraftPageProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [panel, setPanel] = useViewParam('panel', PANEL)
  const newest = draft.versions[0]
  const past = version !== null && newest?.number !== draft.version.number
  const readOnly = past || draft.closedAt !== null || !writer.scopes.includes(draft.scope)
  const edit = useEdit(draft, readOnly)
  const check = useCheck(draft.scope, edit.content)
  return (
    <>
      <div className="draft-head">
        <button type="button" className="linkb" onClick={() => go({ draft: null, version: null, panel: null })}>
          ← {t('segments.back')}
        </button>
        <Segments
          label={t('segments.view.label')}
          quiet
          options={PANELS.map((value) => ({ value, label: t(`segments.view.${value}`) }))}
          value={panel}
          onChange={setPanel}
        />
      </div>
      {past && newest && (
        <p className="message">
          {t('segments.readonly', { version: draft.version.number, newest: newest.number })}{' '}
          <button type="button" className="linkb" onClick={() => go({ version: null })}>
            {t('segments.toNewest')}
          </button>
        </p>
      )}
      {draft.closedAt && <p className="message">{t('segments.isClosed')}</p>}
      {!draft.closedAt && !past && readOnly && <p className="message">{t('segments.mayNot')}</p>}
      {edit.behind && (
        <div className="message warn" role="status">
          <p>
            {t('segments.newer', { name: edit.behind.savedBy, version: edit.behind.number })} {t('segments.newerMine')}
          </p>
          <p className="actions">
            <button type="button" className="btn" onClick={edit.take}>
              {t('segments.newerTake')}
            </button>
            <button type="button" className="btn" onClick={edit.keep}>
              {t('segments.newerKeep')}
            </button>
          </p>
        </div>
      )}
      <div className={panel === 'rules' || panel === 'cards' ? 'view-columns draft-columns' : 'draft-columns'}>
        <div>
          {panel === 'rules' && (
            <>
              {!readOnly && (
                <div className="draft-title">
                  <WordsField
                    label={t('segments.titleField')}
                    value={textIn(edit.content.title, locale)}
                    onChange={(written) => edit.set({ ...edit.content, title: withText(edit.content.title, locale, written) })}
                  />
                  <WordsField
                    long
                    label={t('segments.purpose')}
                    value={textIn(edit.content.purpose, locale)}
                    onChange={(written) => edit.set({ ...edit.content, purpose: withText(edit.content.purpose, locale, written) })}
                  />
                  <p className="muted small">{t('segments.languageHint')}</p>
                </div>
              )}
              <h2 className="vh">{t('segments.view.rules')}</h2>
              <SegmentRows
                content={edit.content}
                check={check}
                sizes={edit.dirty ? [] : draft.version.sizes.sizes}
                catalogue={catalogue}
                readOnly={readOnly}
                onChange={edit.set}
              />
              <SizesTable content={edit.content} sizes={edit.dirty ? [] : draft.version.sizes.sizes} />
            </>
          )}
          {panel === 'cards' && <CardForms content={edit.content} readOnly={readOnly} onChange={edit.set} go={go} />}
          {panel === 'talk' && (
            <Talk draft={draft} writer={writer} readOnly={draft.closedAt !== null || !writer.scopes.includes(draft.scope)} again={again} />
          )}
          {panel === 'versions' && <Versions draft={draft} go={go} />}
          {panel === 'compare' && <CompareDrafts draft={draft} workroom={workroom} writer={writer} />}
          {panel === 'minutes' && <Minutes draft={draft} />}
        </div>
        {(panel === 'rules' || panel === 'cards') && (
          <Tools draft={draft} edit={edit} workroom={workroom} writer={writer} readOnly={readOnly} again={again} go={go} />
        )}
      </div>
    </>
  )
}

/** What is being written, on top of which version, and what others saved meanwhile. */
function useEdit(draft: Draft, readOnly: boolean) {
  const { version } = draft
  const [base, setBase] = useState({ number: version.number, content: version.content as Content })
  const [written, setWritten] = useState<Content | null>(null)
  const dirty = written !== null && !readOnly
  if (base.number !== version.number && !dirty) setBase({ number: version.number, content: version.content })
  const behind = dirty && base.number !== version.number ? version : null
  return {
    base: base.number,
    content: dirty ? written : (version.content as Content),
    dirty,
    behind,
    set: setWritten,
    saved: () => setWritten(null),
    take: () => {
      setWritten(null)
      setBase({ number: version.number, content: version.content })
    },
    keep: () => setBase({ number: version.number, content: version.content }),
  }
}

interface ToolsProps extends Pick<DraftPageProps, 'draft' | 'workroom' | 'writer' | 'again' | 'go'> {
  readonly edit: ReturnType<typeof useEdit>
  readonly readOnly: boolean
}

function Tools({ draft, edit, workroom, writer, readOnly, again, go }: ToolsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  const save = useChange(SAVE, async () => {
    await again()
    edit.saved()
    setNote('')
  })
  const evaluate = useChange(EVALUATE, again)
  const adopt = useChange(ADOPT, () => {
    setReason('')
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
            {t('segments.by', { date: formats.date(draft.version.savedAt), name: draft.version.savedBy })}
          </p>
        </section>
      )}
      {inForce && (
        <section>
          <p className="adopted-mark">
            {t('segments.versionOf', { version: inForce.version })}.{' '}
            {t('segments.adopted', { date: formats.date(inForce.adoptedAt), name: inForce.adoptedBy })}{' '}
            <AdoptedLink id={inForce.id} title={textIn(draft.version.content.title, locale)} />
          </p>
        </section>
      )}
      {!readOnly && (
        <section>
          <h2>{t('segments.adopt')}</h2>
          <p className="muted small">{t('segments.adoptText')}</p>
          {budget?.schemesLeft != null && budget.schemesOf != null && (
            <p className="small">
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
