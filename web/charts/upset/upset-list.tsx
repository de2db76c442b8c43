import { Chevron } from '../../controls/at-least.tsx'
import { SectorMark } from '../../controls/sector-mark.tsx'
import type { Formats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { colourClass } from '../matrix/matrix-colour.ts'
import type { UpsetCombination, UpsetService } from './upset-layout.ts'
import './upset.css'

interface UpsetListProps {
  readonly combinations: readonly UpsetCombination[]
  readonly service: (code: string) => UpsetService | undefined
  readonly formats: Formats
  readonly chosen: number | null
  readonly onChoose: (index: number) => void
}

/** The combinations on a phone: one below the other, names in full, bar on one scale. */
export function UpsetList({ combinations, service, formats, chosen, onChoose }: UpsetListProps) {
  const { t } = useTranslation()
  const most = Math.max(1, ...combinations.map(({ clients }) => clients.count ?? 0))
  return (
    <ol className="upset-list">
      {combinations.map(({ codes, clients, lift }, index) => {
        const length = `${(100 * (clients.count ?? 0)) / most}%`
        return (
          <li key={codes.join('.')}>
            <button type="button" aria-pressed={chosen === index} onClick={() => onChoose(index)}>
              {codes.map((code) => {
                const one = service(code)
                return one ? (
                  <span key={code} className="upset-list-name">
                    <SectorMark sector={one.sector} /> {one.name}
                  </span>
                ) : null
              })}
              <span className="upset-list-figures">
                <svg width="100%" height="10" overflow="visible" aria-hidden="true">
                  <rect className="upset-bar" width={length} height="10" />
                  {clients.atLeast && <Chevron x={length} y={5} towards="right" className="count" />}
                </svg>
                <span className="num">{formats.figure(clients)}</span>
                <span className="num">
                  {lift !== null && (
                    <>
                      <svg width="8" height="14" aria-hidden="true">
                        <rect className={colourClass('lift', lift)} width="8" height="14" />
                      </svg>
                      <span className="vh">{t('matrix.legend.lift')} </span>
                      {formats.lift(lift)}
                    </>
                  )}
                </span>
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
