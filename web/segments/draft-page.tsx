import { Segments } from '../controls/segments.tsx'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { CardForms } from './card-forms.tsx'
import { CompareDrafts } from './compare-drafts.tsx'
import { type Draft, textIn, withText } from './draft-model.ts'
import { DraftTools } from './draft-tools.tsx'
import { Minutes } from './minutes.tsx'
import { SegmentRows } from './segment-rows.tsx'
import { SizesTable } from './sizes-table.tsx'
import { Talk } from './talk.tsx'
import { useCheck } from './use-draft.ts'
import { useEdit } from './use-edit.ts'
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
          <DraftTools draft={draft} edit={edit} workroom={workroom} writer={writer} readOnly={readOnly} again={again} go={go} />
        )}
      </div>
    </>
  )
}
