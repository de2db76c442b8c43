import { memo, useDeferredValue } from 'react'
import { usePressed } from '../../controls/use-pressed.ts'
import { useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { AgeGroup } from '../../selection/selection.ts'
import type { MatrixFigures, MatrixMeasure } from './matrix-figures.ts'
import { MatrixThumbnail } from './matrix-thumbnail.tsx'
import './matrix-ages.css'

/** The matrix of one age group. */
export interface AgeMatrix {
  readonly age: AgeGroup
  readonly clients: { readonly count: number | null; readonly atLeast: boolean }
  readonly figures: MatrixFigures
}

interface MatrixAgesProps {
  /** Null while they are fetched: frames of the final size. */
  readonly ages: readonly AgeMatrix[] | null
  readonly measure: MatrixMeasure
  readonly order: readonly string[]
  readonly grouped: boolean
  readonly chosen: AgeGroup | null
  /** Null: no longer one age. */
  readonly onChoose: (age: AgeGroup | null) => void
}

export const MATRIX_AGE_GROUPS = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const satisfies readonly AgeGroup[]

/** Small multiples of the four age groups, same order and scale: they are the switch between ages. */
export const MatrixAges = memo(function MatrixAges({ ages, chosen, onChoose, ...look }: MatrixAgesProps) {
  // The large matrix answers first; the small ones follow when there is time.
  const measure = useDeferredValue(look.measure)
  const order = useDeferredValue(look.order)
  const grouped = useDeferredValue(look.grouped)
  const [pressed, press] = usePressed(chosen, onChoose)
  const { t } = useTranslation()
  const formats = useFormats()
  const clientsOf = (clients: AgeMatrix['clients']) =>
    clients.count === null ? t('figure.withheld') : t('matrix.clientsOf', { clients: formats.figure(clients) })
  return (
    <fieldset className="matrix-ages" aria-label={t('matrix.ages')}>
      {MATRIX_AGE_GROUPS.map((age) => {
        const matrix = ages?.find((candidate) => candidate.age === age)
        return (
          <button key={age} type="button" aria-pressed={pressed === age} onClick={() => press(pressed === age ? null : age)}>
            <span className="matrix-age">{t(`age.${age}`)}</span>
            <span className="matrix-age-clients">{matrix ? clientsOf(matrix.clients) : '\u00a0'}</span>
            {matrix ? (
              <MatrixThumbnail figures={matrix.figures} measure={measure} order={order} grouped={grouped} />
            ) : (
              <span className="matrix-thumbnail-space" />
            )}
          </button>
        )
      })}
    </fieldset>
  )
})
