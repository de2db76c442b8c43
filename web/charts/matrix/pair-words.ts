import type { TFunction } from 'i18next'
import type { Formats } from '../../format.ts'
import { isOutside, type MatrixFigures, type MatrixMeasure, matrixCell } from './matrix-figures.ts'

/** Sentences of a cell; those with `<b>` are drawn by `Rich`. */
export interface PairWords {
  /** Names of the one or two services. */
  readonly names: readonly string[]
  /** How many used both and what that means; or why nothing is shown: withheld, or outside the reader's rights. */
  readonly lead: string
  /** Of the clients of one service so many used the other: both ways, those that are published. */
  readonly directions: readonly string[]
  /** Short form for a tooltip. */
  readonly brief: string
  readonly briefDirections: readonly string[]
  readonly withheld: boolean
}

/** Says in words what the cell of two services (indexes) holds; lift of 0.8–1.2 is 'about as many'. */
export function pairWords(t: TFunction, formats: Formats, figures: MatrixFigures, row: number, column: number): PairWords {
  const a = figures.services[row]
  const b = figures.services[column]
  const count = figures.counts[row]?.[column] ?? null
  const figure = formats.figure({ count, atLeast: figures.atLeast[row]?.[column] ?? false })
  if (!a || !b) return { names: [], lead: '', directions: [], brief: '', briefDirections: [], withheld: true }
  if (row === column) {
    const known = count !== null
    return {
      names: [a.name],
      lead: known ? t('matrix.pair.service', { clients: capital(figure) }) : t('matrix.pair.withheld'),
      directions: [],
      brief: known ? t('matrix.pair.briefService', { clients: figure }) : t('matrix.pair.briefWithheld'),
      briefDirections: known ? [] : [t('matrix.pair.why')],
      withheld: !known,
    }
  }
  const names = [a.name, b.name]
  if (isOutside(figures, row, column))
    return {
      names,
      lead: t('matrix.pair.outside'),
      directions: [],
      brief: t('matrix.pair.briefOutside'),
      briefDirections: [],
      withheld: false,
    }
  if (count === null)
    return {
      names,
      lead: t('matrix.pair.withheld'),
      directions: [],
      brief: t('matrix.pair.briefWithheld'),
      briefDirections: [t('matrix.pair.why')],
      withheld: true,
    }
  const lift = figures.lifts[row]?.[column] ?? null
  const ways = [
    { from: a, to: b, share: figures.rowShares[row]?.[column] ?? null },
    { from: b, to: a, share: figures.rowShares[column]?.[row] ?? null },
  ].filter(({ share }) => share !== null)
  return {
    names,
    lead: `${t('matrix.pair.both', { clients: capital(figure) })} ${liftWords(t, formats, lift)}`.trim(),
    directions: ways.map(({ from, to, share }) => t('matrix.pair.direction', { a: from.name, b: to.name, share: formats.share(share) })),
    brief:
      lift === null
        ? t('matrix.pair.brief', { clients: figure })
        : t('matrix.pair.briefLift', { clients: figure, lift: formats.lift(lift) }),
    briefDirections: ways.map(({ from, to, share }) => `${from.shortName} → ${to.shortName} ${formats.share(share)}`),
    withheld: false,
  }
}

/** What a screen reader hears of a cell: the names, then what is drawn under `measure`. */
export function cellSpeech(
  t: TFunction,
  formats: Formats,
  figures: MatrixFigures,
  measure: MatrixMeasure,
  row: number,
  column: number,
): string {
  const { names, brief } = pairWords(t, formats, figures, row, column)
  const heading = names.join(t('matrix.pair.and'))
  const share = matrixCell(figures, 'share', row, column, true)
  const said = measure === 'share' && share.kind === 'share' ? `, ${t('matrix.pair.ofRow', { share: formats.share(share.value) })}` : ''
  return `${heading}: ${brief.replace(/<\/?b>/g, '')}${said}`
}

function liftWords(t: TFunction, formats: Formats, lift: number | null): string {
  if (lift === null) return ''
  const words = { lift: formats.lift(lift) }
  if (lift >= 1.3) return t('matrix.pair.more', words)
  return lift >= 0.8 ? t('matrix.pair.same', words) : t('matrix.pair.less', words)
}

const capital = (words: string) => words.charAt(0).toLocaleUpperCase() + words.slice(1)
