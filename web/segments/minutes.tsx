import type { TFunction } from 'i18next'
import { useInstant } from '../access/instant.ts'
import { useGrantedTaking } from '../access/may-export.ts'
import { download } from '../export/download.ts'
import { type Formats, useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import type { Locale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Draft, textIn } from './draft-model.ts'
import { sizeWords } from './size-bar.tsx'
import { useVersionChanges } from './versions.tsx'

interface Entry {
  readonly at: string
  readonly by: string
  readonly what: string
}

/**
 * The log of a draft as minutes: who took part, the scheme, what happened in order. To print or to take away, which is written
 * down; whoever may not take figures out has minutes without sizes.
 */
export function Minutes({ draft }: { readonly draft: Draft }) {
  const taking = useGrantedTaking('MINUTES')
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const instant = useInstant()
  const changesOf = useVersionChanges(draft)
  const entries = entriesOf(draft, changesOf, t)
  const people = [...new Set(entries.map(({ by }) => by))]
  const title = t('segments.minutesTitle', { title: textIn(draft.version.content.title, locale) })
  const sizes = taking ? draft.version.sizes.sizes : []
  const others = sizes[draft.version.content.segments.length]
  const text = minutesText({ title, people, entries, draft, sizes, locale, instant }, t, formats)
  const leave = taking ?? ((_, take) => take())
  const save = () =>
    download(`kooste-${t('segments.minutesFile')}-${draft.version.number}.txt`, new Blob([text], { type: 'text/plain;charset=utf-8' }))
  return (
    <article className="minutes">
      <p className="actions">
        <button type="button" className="btn" onClick={() => leave('PRINT', () => window.print())}>
          {t('segments.print')}
        </button>
        <button type="button" className="btn" onClick={() => leave('TEXT', save)}>
          {t('segments.export')}
        </button>
      </p>
      <h2>{title}</h2>
      <h3>{t('segments.minutesPeople')}</h3>
      <p>{people.join(', ')}</p>
      <h3>{t('segments.minutesScheme', { version: draft.version.number })}</h3>
      <ol className="minutes-scheme">
        {draft.version.content.segments.map((segment, at) => {
          const size = sizes[at]
          return (
            <li key={segment.key}>
              <b>{textIn(segment.name, locale)}</b>
              {size && <span className="n"> · {sizeWords(size, t, formats)}</span>}
              <br />
              {segment.sentence}
            </li>
          )
        })}
      </ol>
      {others && (
        <p>
          <b>{t('segments.other')}</b> <span className="n">· {sizeWords(others, t, formats)}</span>
        </p>
      )}
      <h3>{t('segments.minutesLog')}</h3>
      <ol className="log">
        {entries.map((entry) => (
          <li key={`${entry.at} ${entry.by} ${entry.what}`}>
            <span className="muted">{instant(entry.at)}</span> <b>{entry.by}</b> {entry.what}
          </li>
        ))}
      </ol>
    </article>
  )
}

function entriesOf(draft: Draft, changesOf: ReturnType<typeof useVersionChanges>, t: TFunction): readonly Entry[] {
  return [
    { at: draft.createdAt, by: draft.createdBy, what: t('segments.minutesBegan') },
    ...draft.versions
      .filter(({ number }) => number !== '1')
      .map((version) => ({
        at: version.savedAt,
        by: version.savedBy,
        what: [
          t('segments.minutesSaved', { version: version.number }),
          ...(version.note ? [version.note] : []),
          ...(version.changes.length > 0 ? [changesOf(version)] : []),
        ].join(': '),
      })),
    ...draft.comments.map(({ at, by, text }) => ({ at, by, what: t('segments.minutesCommented', { text }) })),
    ...draft.votes.map(({ at, by, choice, version }) => ({
      ...{ at, by, what: t('segments.minutesVoted', { choice: t(`segments.vote.${choice}`).toLowerCase(), version }) },
    })),
    ...draft.decisions.map(({ at, by, kind, text, version }) => ({
      ...{
        at,
        by,
        what: `${t(`segments.decisionKind.${kind}`)} (${t('segments.versionOf', { version }).toLowerCase()})${text ? `: ${text}` : ''}`,
      },
    })),
  ].sort((a, b) => a.at.localeCompare(b.at))
}

interface MinutesOf {
  readonly title: string
  readonly people: readonly string[]
  readonly entries: readonly Entry[]
  readonly draft: Draft
  /** By segment; empty where they are left out. */
  readonly sizes: Draft['version']['sizes']['sizes']
  readonly locale: Locale
  readonly instant: ReturnType<typeof useInstant>
}

function minutesText({ title, people, entries, draft, sizes, locale, instant }: MinutesOf, t: TFunction, formats: Formats): string {
  const segments = draft.version.content.segments.map((segment, at) => {
    const size = sizes[at]
    return `${at + 1}. ${textIn(segment.name, locale)}${size ? ` (${sizeWords(size, t, formats)})` : ''}: ${segment.sentence}`
  })
  const others = sizes[draft.version.content.segments.length]
  const log = entries.map(({ at, by, what }) => `${instant(at)} ${by} ${what}`)
  return [
    title,
    '',
    `${t('segments.minutesPeople')}: ${people.join(', ')}`,
    '',
    t('segments.minutesScheme', { version: draft.version.number }),
    ...segments,
    ...(others ? [`${t('segments.other')} (${sizeWords(others, t, formats)})`] : []),
    '',
    t('segments.minutesLog'),
    ...log,
    '',
  ].join('\n')
}
