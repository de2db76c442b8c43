import type { TFunction } from 'i18next'
import { WithheldMark } from '../controls/withheld.tsx'
import { type Formats, useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { NoisySize, SizeMark } from './size-layout.ts'

/** As an answer of the server gives it: a withheld size is null, or not there. */
type ToldSize = Omit<NoisySize, 'size'> & { readonly size?: NoisySize['size'] | undefined }

/** 'noin 340 (310–370)', or that it is not shown. */
export const sizeWords = (size: ToldSize, t: TFunction, formats: Formats): string =>
  size.size == null
    ? t('segments.sizeWithheld')
    : t('segments.size', { size: formats.count(size.size), low: formats.count(size.low), high: formats.count(size.high) })

/** One size as a bar with the interval that holds the true one; hatched where it is withheld. */
export function SizeBar({ size, mark }: { readonly size: NoisySize; readonly mark: SizeMark }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <div className="size">
      <svg className="size-track" aria-hidden="true" height="18" width="100%">
        {mark.bar === null ? (
          <rect x="0" y="3" width={`${Math.max(mark.high, 1)}%`} height="12" fill="url(#withheld)" />
        ) : (
          <>
            <rect x="0" y="3" width={`${mark.bar}%`} height="12" className="size-fill" />
            <rect x={`${mark.low}%`} y="1" width={`${Math.max(0, mark.high - mark.low)}%`} height="16" className="size-interval" />
            <line x1={`${mark.low}%`} x2={`${mark.low}%`} y1="1" y2="17" className="size-end" />
            <line x1={`${mark.high}%`} x2={`${mark.high}%`} y1="1" y2="17" className="size-end" />
            <line x1={`${mark.low}%`} x2={`${mark.high}%`} y1="9" y2="9" className="size-end" />
          </>
        )}
      </svg>
      <span className="size-words n">
        {size.size === null && <WithheldMark />} {sizeWords(size, t, formats)}
      </span>
    </div>
  )
}
