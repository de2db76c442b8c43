import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { exemptWords } from '../release/exempt-words.ts'
import { selectionWords } from '../selection/describe.ts'
import { BAR_FIELDS, valueWords } from '../selection/field-words.ts'
import type { Selection } from '../selection/selection.ts'
import type { Exportable } from './exportable.ts'

/** A line about the figures: what, and its value. */
export interface ExportNote {
  readonly label: string
  readonly value: string
}

/** Everything that a file says besides its figures: words in the reader's language. */
export interface ExportNotes {
  readonly lines: readonly ExportNote[]
  /** One line under a picture: where the figures come from and what hatching means. */
  readonly source: string
  /** What stands in the place of a withheld figure. */
  readonly withheld: string
  readonly atLeast: (count: string) => string
  /** Name of the sheet with these lines, and the heading over them. */
  readonly sheet: string
  readonly file: string
}

export interface NotesInput {
  readonly exportable: Exportable
  readonly selection: Selection
  readonly catalogue: Catalogue
  readonly link: string
}

/** Says what was selected, from which release, by which rules, and what withheld means. */
export function exportNotes(t: TFunction, formats: Formats, { exportable, selection, catalogue, link }: NotesInput): ExportNotes {
  const { release } = catalogue
  const threshold = formats.plain(release.policy.threshold)
  const lines: ExportNote[] = [
    { label: t('export.note.title'), value: exportable.title },
    { label: t('export.note.sentence'), value: exportable.sentence },
    { label: t('export.note.selection'), value: exportable.apart?.selection ?? selectionWords(t, selection, catalogue) },
    ...(exportable.apart ? [] : BAR_FIELDS)
      .filter((field) => field !== 'release')
      .map((field) => ({
        label: t(`field.${field}`),
        value: field === 'services' ? serviceNames(t, selection, catalogue) : valueWords(t, selection, field, { catalogue }),
      })),
    { label: t('export.note.release'), value: `${catalogue.label(release)} (${release.id})` },
    { label: t('export.note.published'), value: formats.day(release.publishedAt) },
    { label: t('export.note.window'), value: formats.dateRange(release.windowFrom, release.dataDate) },
    { label: t('export.note.dataDate'), value: formats.date(release.dataDate) },
    { label: t('export.note.hash'), value: release.contentHash },
    ...secondNotes(t, formats, exportable.second, catalogue),
    {
      label: t('export.note.threshold'),
      value: exportable.apart?.limit ?? joined(t('export.note.thresholdText', { threshold }), exemptWords(t, catalogue)),
    },
    {
      label: t('export.note.withheld', { withheld: formats.count(null) }),
      value: t('export.note.withheldText', { withheld: formats.count(null) }),
    },
    { label: t('export.note.sums'), value: t('export.note.sumsText') },
    { label: t('export.note.zero'), value: t('export.note.zeroText') },
    ...serviceRules(t, catalogue),
    { label: t('export.note.link'), value: link },
    ...(release.demo ? [{ label: t('export.note.demo'), value: t('app.demo') }] : []),
  ]
  return {
    lines,
    source: exportable.apart ? t('adopted.source', sourceOf(formats, catalogue)) : sourceWords(t, formats, catalogue),
    withheld: formats.count(null),
    atLeast: (count) => t('figure.atLeast', { count }),
    sheet: t('export.note.sheet'),
    file: `kooste-${exportable.name}-${slug(release.id)}`,
  }
}

/** Where figures come from, by which rule they are shown, and what hatching means: one line under a picture or a printed page. */
export const sourceWords = (t: TFunction, formats: Formats, catalogue: Catalogue): string =>
  joined(
    t('export.source', { ...sourceOf(formats, catalogue), threshold: formats.plain(catalogue.release.policy.threshold) }),
    exemptWords(t, catalogue),
  )

const sourceOf = (formats: Formats, { release, label }: Catalogue) => ({
  county: release.name,
  release: label(release),
  dates: formats.dateRange(release.windowFrom, release.dataDate),
})

/** Of a comparison: who B are, and in which release. */
function secondNotes(t: TFunction, formats: Formats, second: Exportable['second'], { label }: Catalogue): readonly ExportNote[] {
  if (!second) return []
  const { selection, release } = second
  return [
    { label: t('export.note.second'), value: selection },
    { label: t('export.note.secondRelease'), value: `${label(release)} (${release.id})` },
    { label: t('export.note.secondDate'), value: formats.date(release.dataDate) },
  ]
}

const joined = (...sentences: readonly string[]) => sentences.filter((sentence) => sentence !== '').join(' ')

function serviceNames(t: TFunction, selection: Selection, catalogue: Catalogue): string {
  return selection.services.length === 0 ? t('field.anyService') : selection.services.map(catalogue.serviceName).join(', ')
}

/** The rule of every service whose use takes more than one contact. */
function serviceRules(t: TFunction, { services }: Catalogue): ExportNote[] {
  return services.flatMap(({ name, useRule, useThreshold }) =>
    useRule === 'CONTACT_GT_N' && typeof useThreshold === 'number'
      ? [{ label: t('export.note.rule', { service: name }), value: t('rule.gt', { count: useThreshold }) }]
      : [],
  )
}

const slug = (id: string) => id.replace(/[^\w.-]+/g, '-')
