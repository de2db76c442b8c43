import { WithheldMark } from '../../controls/withheld.tsx'
import { useFormats } from '../../format.ts'
import { Rich } from '../../i18n/rich.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Catalogue } from '../../release/catalogue.ts'
import { asChange, type DescribedSelection, wideningWords } from '../../selection/describe.ts'
import { useSelection } from '../../selection/use-selection.ts'
import { type CoveredSide, offeredWidening } from './offered-widening.ts'
import { useSecond } from './second-selection.ts'

interface CompareCoverageProps {
  readonly first: CoveredSide
  readonly second: CoveredSide
  readonly catalogue: Catalogue
  /** The sides are of two releases: one selection is not one group then. */
  readonly apart: boolean
}

/** What is withheld of both sides and why, with the smallest widening of each to press, unless it would leave nothing to compare. */
export function CompareCoverage({ first, second, catalogue, apart }: CompareCoverageProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [, update] = useSelection()
  const [other, setOther] = useSecond()
  const [a, b] = [first.coverage, second.coverage]
  if (a.shown >= a.of && b.shown >= b.of) return null
  const values = { shownA: a.shown, ofA: a.of, shownB: b.shown, ofB: b.of }
  const written = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formats.count(value)]))
  const widening = (letter: string, side: CoveredSide, beside: CoveredSide, choose: (wider: DescribedSelection) => void) => {
    const wider = offeredWidening(side, beside, apart)
    if (!wider) return null
    return (
      <span className="held-widen">
        {' '}
        {letter}:{' '}
        <Rich
          text={t('coverage.widen', {
            count: wider.gain,
            gain: formats.count(wider.gain),
            widening: wideningWords(t, side.selection, wider.selection, catalogue),
          })}
          link={(inner) => (
            <button type="button" className="linkb" onClick={() => choose(wider.selection)}>
              {inner}
            </button>
          )}
        />
      </span>
    )
  }
  return (
    <p className="held compare-held">
      <WithheldMark />
      <span>
        <Rich text={t('compare.coverage', written)} />
        {widening('A', first, second, (wider) => update(asChange(wider)))}
        {widening('B', second, first, (wider) => setOther({ ...other, ...asChange(wider) }))}
      </span>
    </p>
  )
}
