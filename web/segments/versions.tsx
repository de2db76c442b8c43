import type { TFunction } from 'i18next'
import { useInstant } from '../access/instant.ts'
import { useLocale } from '../i18n/index.ts'
import type { Locale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Draft, type LocalText, textIn } from './draft-model.ts'

type LoggedVersion = Draft['versions'][number]
type Change = LoggedVersion['changes'][number]
type Names = ReadonlyMap<string, string>

/** One difference in words. */
export function changeWords(change: Change, names: Names, t: TFunction): string {
  return t(`segments.change.${change.kind}`, { name: names.get(change.segment ?? '') ?? change.segment ?? '' })
}

/** Names of segments by key. */
export const namesOf = (
  { content }: { readonly content: { readonly segments: readonly { readonly key: string; readonly name: LocalText }[] } },
  locale: Locale,
): Names => new Map(content.segments.map(({ key, name }) => [key, textIn(name, locale)]))

/** Names of a draft's segments by key, as they are now. */
export const useSegmentNames = (draft: Draft): Names => namesOf(draft.version, useLocale())

/** What a version changed, in words, with the names that segments had in it; a removed one has its name from the version before. */
export function useVersionChanges({ versions }: Draft): (version: LoggedVersion) => string {
  const { t } = useTranslation()
  const locale = useLocale()
  return (version) => {
    const before = versions.find(({ number }) => Number(number) === Number(version.number) - 1)
    const names = new Map([...(before ? namesOf(before, locale) : []), ...namesOf(version, locale)])
    return version.changes.map((change) => changeWords(change, names, t)).join('; ')
  }
}

/** Who changed what, newest first; each version can be looked at. */
export function Versions({ draft, go }: { readonly draft: Draft; readonly go: (change: Readonly<Record<string, string | null>>) => void }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const changesOf = useVersionChanges(draft)
  return (
    <ol className="log">
      {draft.versions.map((version) => (
        <li key={version.number}>
          <b>{t('segments.versionOf', { version: version.number })}</b>{' '}
          <span className="muted">{t('segments.by', { date: instant(version.savedAt), name: version.savedBy })}</span>
          {version.note && <p>{version.note}</p>}
          {version.changes.length > 0 && <p className="small">{changesOf(version)}</p>}
          <p>
            <button type="button" className="linkb small" onClick={() => go({ version: version.number, panel: null })}>
              {t('segments.look')}
              <span className="vh">: {t('segments.versionOf', { version: version.number })}</span>
            </button>
          </p>
        </li>
      ))}
    </ol>
  )
}
