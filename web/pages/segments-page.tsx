import { useQuery } from '@apollo/client/react'
import { useCallback, useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { usePageTitle } from '../frame/use-page-title.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { textIn } from '../segments/draft-model.ts'
import { DraftPage } from '../segments/draft-page.tsx'
import { problemWords } from '../segments/problem-words.ts'
import { SegmentList } from '../segments/segment-list.tsx'
import { WORKROOM } from '../segments/segments-query.ts'
import { LOOK_EVERY, useDraft } from '../segments/use-draft.ts'
import { WordsField } from '../segments/words-field.tsx'
import { useWriter, type Writer } from '../segments/writer.ts'
import '../segments/segments.css'

/** Segmentit: how does a group divide the clients? */
export function SegmentsPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const { data, error } = useQuery(WORKROOM, { fetchPolicy: 'no-cache', pollInterval: LOOK_EVERY })
  const writer = useWriter(data?.segmentWriter)
  const changed = useCallback((now: URLSearchParams, change: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(now)
    for (const [name, value] of Object.entries(change)) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    return next
  }, [])
  const go = (change: Readonly<Record<string, string | null>>) => setParams((now) => changed(now, change))
  const hrefOf = (draft: string, more: Readonly<Record<string, string>> = {}) => `?${changed(params, { draft, ...more })}`
  const draft = params.get('draft')
  useOtherDraft(draft)
  if (draft && data) return <OneDraft key={draft} id={draft} workroom={data} writer={writer} go={go} />
  return (
    <div className="view wrap segments-page">
      <Title words={t('segments.title')} />
      <p className="view-sentence">{t('segments.lede')}</p>
      <WriterField writer={writer} />
      {data ? (
        <SegmentList workroom={data} writer={writer} hrefOf={hrefOf} open={(id) => go({ draft: id })} />
      ) : (
        <p role="status" className="muted">
          {error ? problemWords(error, t) : t('segments.loading')}
        </p>
      )}
    </div>
  )
}

/** Another draft, or the list again, begins at its top and with its title in focus. */
function useOtherDraft(draft: string | null): void {
  const before = useRef(draft)
  useEffect(() => {
    if (before.current === draft) return
    before.current = draft
    window.scrollTo(0, 0)
    document.getElementById('view-title')?.focus({ preventScroll: true })
  }, [draft])
}

interface OneDraftProps {
  readonly id: string
  readonly workroom: Parameters<typeof SegmentList>[0]['workroom']
  readonly writer: Writer
  readonly go: (change: Readonly<Record<string, string | null>>) => void
}

function OneDraft({ id, workroom, writer, go }: OneDraftProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [params] = useSearchParams()
  const { catalogue } = useCatalogueState()
  const version = params.get('version')
  const { draft, failed, again } = useDraft(id, version)
  const card = params.get('card')
  return (
    <div className="view wrap segments-page">
      <Title words={draft ? textIn(draft.version.content.title, locale) : t('segments.title')} />
      {draft && (
        <p className="view-sentence">
          {t(`segments.scope.${draft.scope}`)}. {textIn(draft.version.content.purpose, locale)}
        </p>
      )}
      {!card && <WriterField writer={writer} />}
      {!draft || !catalogue ? (
        <>
          <p role="status" className="muted">
            {failed ? t('segments.problem.other') : t('segments.loading')}
          </p>
          {failed && (
            <p>
              <button type="button" className="linkb" onClick={() => go({ draft: null, version: null, panel: null, card: null })}>
                {t('segments.back')}
              </button>
            </p>
          )}
        </>
      ) : (
        <DraftPage {...{ draft, version, card, workroom, catalogue, writer, again, go }} />
      )}
    </div>
  )
}

function Title({ words }: { readonly words: string }) {
  usePageTitle(words)
  return (
    <h1 id="view-title" tabIndex={-1}>
      {words}
    </h1>
  )
}

function WriterField({ writer }: { readonly writer: Writer }) {
  const { t } = useTranslation()
  if (!writer.choosesName) return null
  return (
    <div className="writer">
      <WordsField label={`${t('segments.who')}. ${t('segments.whoHint')}`} value={writer.name} onChange={writer.rename} />
    </div>
  )
}
