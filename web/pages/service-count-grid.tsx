import { countClass } from '../charts/count-class.ts'
import { useFormats } from '../format.ts'
import type { ServiceCountsQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'

type Grid = ServiceCountsQuery['all']['grid']

/** From so many health and so many social services on, a client needs both. */
const BOTH = 2

/** Whether the grid reaches so far that there is a corner to mark. */
export const hasCorner = ({ health, social }: Pick<Grid, 'health' | 'social'>): boolean => health.length > BOTH && social.length > BOTH

/** Health × social services: figures in cells, the corner of those who need both marked. A table that looks like a heat map. */
export function ServiceCountGrid({ grid }: { readonly grid: Grid }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const social = grid.social.map((label, at) => ({ label, at })).reverse()
  return (
    <div className="count-grid">
      <span className="count-grid-y" aria-hidden="true">
        {t('counts.social')}
      </span>
      <table>
        <caption className="vh">{t('counts.gridTitle')}</caption>
        {hasCorner(grid) && (
          <thead>
            <tr>
              <td colSpan={1 + BOTH} />
              <td className="count-corner" colSpan={grid.health.length - BOTH}>
                {t('counts.corner', { health: BOTH, social: BOTH })}
              </td>
            </tr>
          </thead>
        )}
        <tbody>
          {social.map((row) => (
            <tr key={row.label}>
              <th scope="row">
                <span className="vh">{t('counts.social')} </span>
                {row.label}
              </th>
              {grid.health.map((health, column) => {
                const count = grid.counts[column]?.[row.at] ?? null
                const both = column >= BOTH && row.at >= BOTH
                const edge = `${both && column === BOTH ? ' edge-left' : ''}${both && row.at === BOTH ? ' edge-below' : ''}`
                return count === null ? (
                  <td key={health} className={`held-cell${edge}`} title={t('figure.why')}>
                    <span className="vh">{t('figure.withheld')}</span>
                  </td>
                ) : (
                  <td
                    key={health}
                    className={`class-${countClass(count)}${edge}`}
                    title={grid.atLeast[column]?.[row.at] ? t('atLeast.key') : undefined}
                  >
                    {formats.bound({ count, atLeast: grid.atLeast[column]?.[row.at] ?? false })}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {grid.health.map((label) => (
              <th key={label} scope="col">
                <span className="vh">{t('counts.health')} </span>
                {label}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      <span className="count-grid-x" aria-hidden="true">
        {t('counts.health')}
      </span>
    </div>
  )
}
