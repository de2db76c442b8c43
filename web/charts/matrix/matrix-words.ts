import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { type Formats, useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Catalogue } from '../../release/catalogue.ts'
import { type DescribedSelection, placeWords, usesWords, whoWords } from '../../selection/describe.ts'
import type { MatrixWords } from './matrix-chart.tsx'
import type { MatrixFigures, MatrixMeasure } from './matrix-figures.ts'
import { cellSpeech } from './pair-words.ts'

/** The words of the chart in the reader's language; the same object until they change. */
export function useMatrixWords(figures: MatrixFigures, measure: MatrixMeasure): MatrixWords {
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo(
    () => ({
      label: t('matrix.label', { count: figures.services.length }),
      help: t('matrix.help'),
      role: t('matrix.role'),
      clients: t('matrix.clients'),
      sector: (sector) => t(`sector.${sector}`),
      count: (figure) => (figure.count === null ? '' : formats.bound(figure)),
      number: (kind, value, atLeast) =>
        kind === 'share' ? formats.plain(value) : kind === 'lift' ? formats.lift(value) : formats.bound({ count: value, atLeast }),
      speech: (row, column) => cellSpeech(t, formats, figures, measure, row, column),
      pinned: (index, on) => t(on ? 'matrix.pin.on' : 'matrix.pin.off', { name: figures.services[index]?.name }),
    }),
    [t, formats, figures, measure],
  )
}

/** Whose matrix this is. */
export interface MatrixSubject {
  readonly selection: DescribedSelection
  readonly clients: { readonly count?: number | null; readonly atLeast: boolean }
}

/** The sentence of the page: who, how many, what a cell is, on which date. */
export function matrixSentence({ selection, clients }: MatrixSubject, catalogue: Catalogue, t: TFunction, formats: Formats): string {
  const words = { who: whoWords(t, selection), place: placeWords(t, selection, catalogue), uses: usesWords(t, selection, catalogue) }
  const count = clients.count ?? null
  return [
    count === null
      ? t('sentence.whoWithheld', words)
      : t('sentence.who', { ...words, count, figure: formats.figure({ count, atLeast: clients.atLeast }) }),
    t('matrix.what'),
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ].join(' ')
}
