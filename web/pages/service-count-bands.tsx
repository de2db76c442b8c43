import { isOpen } from '../charts/open-share.ts'
import { WithheldMark } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import type { ServiceCountsQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { figureOf } from './service-count-bins.ts'
import './service-count.css'

/** Clients with 0–1, 2–3, 4 and more services as one strip. */
export function ServiceCountBands({ bands }: { readonly bands: ServiceCountsQuery['all']['bands'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <ul className="bands" aria-label={t('counts.bandsLabel')}>
      {bands.map((band, at) => (
        <li
          key={band.from}
          className={band.share == null && band.clients.count == null ? 'band held-band' : `band band-${at}`}
          style={{ flexGrow: band.share ?? 4 }}
        >
          <b className="n">
            {isOpen(band.share ?? null, figureOf(band.clients)) ? (
              formats.bound(figureOf(band.clients))
            ) : band.share == null ? (
              <WithheldMark />
            ) : (
              formats.share(band.share)
            )}
          </b>
          <span>{band.to == null ? t('counts.bandOpen', { from: band.from }) : t('counts.band', { label: band.label })}</span>
        </li>
      ))}
    </ul>
  )
}
