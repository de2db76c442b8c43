import { useFormats } from '../format.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { CoUseRow } from './service-rows.ts'

interface ReadingProps {
  /** Code of the chosen service. */
  readonly service: string
  readonly row: CoUseRow
  readonly catalogue: Catalogue
}

/** A pair in sentences that can be quoted: how many, how many times as many as if unrelated, both directions, and why one of them is missing. */
export function CoUseReading({ service, row, catalogue }: ReadingProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const name = catalogue.serviceName(service)
  if (row.clients.count === null) return <p>{t('figure.why')}</p>
  const figure = formats.figure(row.clients)
  const whole = row.lift !== null && row.shareOfService !== null && row.shareOfOther !== null
  return (
    <>
      <p>
        <Rich
          text={
            row.lift === null
              ? t('pair.count', { count: row.clients.count, figure })
              : t('pair.lift', { count: row.clients.count, figure, lift: formats.lift(row.lift) })
          }
        />
      </p>
      {row.shareOfService !== null && (
        <p>
          <Rich text={t('pair.direction', { a: name, b: row.name, share: formats.share(row.shareOfService) })} />
        </p>
      )}
      {row.shareOfOther !== null && (
        <p>
          <Rich text={t('pair.direction', { a: row.name, b: name, share: formats.share(row.shareOfOther) })} />
        </p>
      )}
      {!whole && <p className="muted">{t(row.clients.atLeast ? 'pair.restOpen' : 'pair.restWithheld')}</p>}
    </>
  )
}
