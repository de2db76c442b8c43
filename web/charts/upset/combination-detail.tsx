import { SectorMark } from '../../controls/sector-mark.tsx'
import type { Formats } from '../../format.ts'
import { Rich } from '../../i18n/rich.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { UpsetCombination, UpsetService } from './upset-layout.ts'

interface CombinationDetailProps {
  readonly combination: UpsetCombination
  readonly service: (code: string) => UpsetService | undefined
  readonly formats: Formats
  /** Codes of the services that the selection already names. */
  readonly selected: readonly string[]
  readonly onSelect: (codes: readonly string[]) => void
  readonly onClose: () => void
}

/** A combination of three in words, and why only two of its services can become the selection: which two is the reader's choice. */
export function CombinationDetail({ combination, service, formats, selected, onSelect, onClose }: CombinationDetailProps) {
  const { t } = useTranslation()
  const { codes, clients, lift } = combination
  const name = (code: string) => service(code)?.name ?? code
  return (
    <section className="combination" aria-live="polite" aria-label={t('combinations.detail')}>
      <div className="combination-head">
        <h2>
          {codes.map((code) => {
            const one = service(code)
            return one ? (
              <span key={code}>
                <SectorMark sector={one.sector} /> {one.name}
              </span>
            ) : null
          })}
        </h2>
        <button type="button" className="combination-close" aria-label={t('combinations.close')} onClick={onClose}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="M2 2l10 10M12 2L2 12" />
          </svg>
        </button>
      </div>
      <p>
        <Rich
          text={t(clients.atLeast ? 'combinations.atLeast' : 'combinations.used', {
            clients: formats.count(clients.count),
            size: codes.length,
          })}
        />{' '}
        {lift !== null && (
          <Rich
            text={t(lift >= 1.3 ? 'combinations.more' : lift >= 0.8 ? 'combinations.same' : 'combinations.less', {
              lift: formats.lift(lift),
            })}
          />
        )}
      </p>
      <p className="muted">{t('combinations.onlyTwo')}</p>
      <p className="actions">
        {pairsOf(codes, selected).map(([a, b]) => (
          <button key={`${a}.${b}`} type="button" className="btn" onClick={() => onSelect([a, b])}>
            {t('combinations.pair', { a: name(a), b: name(b) })}
          </button>
        ))}
      </p>
    </section>
  )
}

/** The pairs in a combination but the one that is selected already. */
function pairsOf(codes: readonly string[], selected: readonly string[]): readonly (readonly [string, string])[] {
  return codes
    .flatMap((a, index) => codes.slice(index + 1).map((b) => [a, b] as const))
    .filter((pair) => !pair.every((code) => selected.includes(code)))
}
