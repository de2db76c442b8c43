import { isOpen } from '../charts/open-share.ts'
import { WithheldFigure } from '../controls/withheld.tsx'
import { figureOf, useFormats } from '../format.ts'
import type { ServiceCountsQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type BandFigures, bandLengths } from './service-count-strip.ts'
import './service-count.css'

interface BandsProps {
  readonly bands: ServiceCountsQuery['all']['bands']
  /** All clients of the selection, where shown. */
  readonly clients: number | null
}

/** Clients with 0–1, 2–3, 4 and more services as one strip: in shares, or all in clients where a share is not known. */
export function ServiceCountBands({ bands, clients }: BandsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const figures = bands.map((band) => ({ share: band.share ?? null, clients: figureOf(band.clients) }))
  const lengths = bandLengths(figures, clients)
  const counted = figures.some((figure) => isOpen(figure.share, figure.clients))
  const shown = (figure: BandFigures | undefined) => {
    if (counted && figure?.clients.count != null)
      return t('figure.clients', { count: figure.clients.count, figure: formats.figure(figure.clients) })
    return figure?.share == null ? <WithheldFigure /> : formats.share(figure.share)
  }
  return (
    <div className="bands">
      <div className="bands-strip" aria-hidden="true">
        {lengths.map(({ drawn, open }, at) => (
          <span key={bands[at]?.from} style={{ flexGrow: drawn + open }}>
            <i className={`band-${at}`} style={{ width: `${(100 * drawn) / (drawn + open || 1)}%` }} />
            <i className="withheld-area" />
          </span>
        ))}
      </div>
      <ul aria-label={t('counts.bandsLabel')}>
        {bands.map((band, at) => (
          <li key={band.from} style={{ flexGrow: (lengths[at]?.drawn ?? 0) + (lengths[at]?.open ?? 0) }}>
            <b className={counted ? 'n counted' : 'n'}>{shown(figures[at])}</b>
            <span>
              <i className={`band-key band-${at}`} aria-hidden="true" />
              {band.to == null ? t('counts.bandOpen', { from: band.from }) : t('counts.band', { label: band.label })}
              {counted && figures[at]?.share != null && `, ${formats.share(figures[at].share)}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
