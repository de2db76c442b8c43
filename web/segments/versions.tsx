import type { TFunction } from 'i18next'
import { useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Draft, textIn } from './draft-model.ts'

type Change = Draft['versions'][number]['changes'][number]

/** One difference in words. */
export function changeWords(change: Change, names: ReadonlyMap<string, string>, t: TFunction): string {
  return t(`segments.change.${change.kind}`, { name: names.get(change.segment ?? '') ?? change.segment ?? '' })
}

/** Names of a draft's segments by key, as they are now. */
export function useSegmentNames(draft: Draft): ReadonlyMap<string, string> {
  const locale = useLocale()
  return new Map(draft.version.content.segments.map(({ key, name }) => [key, textIn(name, locale)]))
}

/** Who changed what, newest first; each version can be looked at. */
export function Versions({ draft, go }: { readonly draft: Draft; readonly go: (change: Readonly<Record<string, string | null>>) => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const names = useSegmentNames(draft)
  return (
    <ol className="log">
      {draft.versions.map((version) => (
        <li key={version.number}>
          <b>{t('segments.versionOf', { version: version.number })}</b>{' '}
          <span className="muted">{t('segments.by', { date: formats.day(version.savedAt), name: version.savedBy })}</span>
          {version.note && <p>{version.note}</p>}
          {version.changes.length > 0 && (
            <p className="small">{version.changes.map((change) => changeWords(change, names, t)).join('; ')}</p>
          )}
          <button type="button" className="linkb small" onClick={() => go({ version: version.number, panel: null })}>
            {t('segments.look')}
            <span className="vh">: {t('segments.versionOf', { version: version.number })}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
