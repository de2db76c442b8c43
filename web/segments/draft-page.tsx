import { useEffect } from 'react'
import { Segments } from '../controls/segments.tsx'
import { fetchServiceList } from '../controls/service-picker.tsx'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { CardForms } from './card-forms.tsx'
import { CardPage } from './card-page.tsx'
import { CompareDrafts } from './compare-drafts.tsx'
import { type Content, type Draft, textIn, withText } from './draft-model.ts'
import { DraftTools } from './draft-tools.tsx'
import { Minutes } from './minutes.tsx'
import { NewerVersion } from './newer-version.tsx'
import { SegmentRows } from './segment-rows.tsx'
import { SizesTable } from './sizes-table.tsx'
import { Talk } from './talk.tsx'
import { useCheck } from './use-draft.ts'
import { useEdit } from './use-edit.ts'
import { useSaving } from './use-saving.ts'
import { Versions } from './versions.tsx'
import { WordsField } from './words-field.tsx'
import type { Writer } from './writer.ts'

const PANEL = oneOf(['rules', 'cards', 'talk', 'versions', 'compare', 'minutes'])
const PANELS = ['rules', 'cards', 'talk', 'versions', 'compare', 'minutes'] as const

interface DraftPageProps {
  readonly draft: Draft
  /** A version of the address: looked at, not written. */
  readonly version: string | null
  /** Key of a segment whose card is shown in place of the draft. */
  readonly card: string | null
  readonly workroom: SegmentWorkroomQuery
  readonly catalogue: Catalogue
  readonly writer: Writer
  readonly again: () => Promise<unknown>
  readonly go: (change: Readonly<Record<string, string | null>>) => void
}

/** One draft: written, sized, discussed, adopted. */
export function DraftPage({ draft, version, card, workroom, catalogue, writer, again, go }: DraftPageProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [panel, setPanel] = useViewParam('panel', PANEL)
  const newest = draft.versions[0]
  const past = version !== null && newest?.number !== draft.version.number
  const readOnly = past || draft.closedAt !== null || !writer.scopes.includes(draft.scope)
  const edit = useEdit(draft, readOnly)
  const check = useCheck(draft.scope, edit.content)
  const saving = useSaving(draft, edit, writer, again)
  useEffect(() => {
    if (!readOnly) fetchServiceList()
  }, [readOnly])
  const tools = panel === 'rules' || panel === 'cards'
  if (card)
    return <CardPage draft={edit.dirty ? asWritten(draft, edit.content, check) : draft} unsaved={edit.dirty} segment={card} go={go} />
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
      {!tools && <NewerVersion {...{ draft, edit, saving }} />}
      <div className={tools ? 'view-columns draft-columns' : 'draft-columns'}>
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
                unsaved={edit.dirty}
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
          {panel === 'compare' && <CompareDrafts {...{ draft, workroom, writer, go }} />}
          {panel === 'minutes' && <Minutes draft={draft} />}
        </div>
        {tools && <DraftTools {...{ draft, edit, saving, workroom, writer, readOnly, again, go }} />}
      </div>
    </>
  )
}

/** The draft as it would be if what is written were saved: sizes are of other rules. */
function asWritten(draft: Draft, content: Content, check: ReturnType<typeof useCheck>): Draft {
  const segments = content.segments.map((segment, at) => ({ ...segment, sentence: check?.rules[at]?.sentence ?? segment.sentence }))
  return { ...draft, version: { ...draft.version, content: { ...content, segments }, sizes: { ...draft.version.sizes, sizes: [] } } }
}
