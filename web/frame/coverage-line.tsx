import { WithheldMark } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { asChange, type DescribedSelection, wideningWords } from '../selection/describe.ts'
import { useSelection } from '../selection/use-selection.ts'

/** How many figures of a view are shown, and the smallest step that would show more; as the server answers. */
export interface Coverage {
  readonly shown: number
  readonly of: number
  readonly widening?: { readonly selection: DescribedSelection; readonly gain: number } | null
}

interface CoverageLineProps {
  readonly coverage: Coverage
  /** The selection that was covered; without it that of the address. */
  readonly answered: DescribedSelection | undefined
  /** More was counted than the view draws: all combinations, of which it shows the first. */
  readonly combinations?: boolean
}

/** What is withheld and why, in plain words, with one widening to press. */
export function CoverageLine({ coverage, answered, combinations = false }: CoverageLineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { catalogue } = useCatalogueState()
  const [selection, update] = useSelection()
  const { shown, of, widening } = coverage
  if (!catalogue || of === 0) return null
  if (shown >= of) return <p className="held muted">{t('coverage.all', { count: of, of: formats.count(of) })}</p>
  return (
    <p className="held">
      <WithheldMark />
      <span>
        <Rich
          text={t(combinations ? 'coverage.combinations' : 'coverage.some', {
            count: of,
            of: formats.count(of),
            shown: formats.count(shown),
          })}
        />{' '}
        {widening && (
          <span className="held-widen">
            <Rich
              text={t('coverage.widen', {
                count: widening.gain,
                gain: formats.count(widening.gain),
                widening: wideningWords(t, answered ?? selection, widening.selection, catalogue),
              })}
              link={(inner) => (
                <button type="button" className="linkb" onClick={() => update(asChange(widening.selection))}>
                  {inner}
                </button>
              )}
            />
          </span>
        )}
      </span>
    </p>
  )
}
