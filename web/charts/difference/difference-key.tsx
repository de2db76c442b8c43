import { WithheldMark } from '../../controls/withheld.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'

/** What filled and hollow squares mean, smallest to largest. */
export function DifferenceKey() {
  const { t } = useTranslation()
  const side = [5, 8, 11, 15]
  return (
    <p className="compare-key">
      {(['more', 'less'] as const).map((kind) => (
        <span key={kind}>
          <svg width="76" height="18" aria-hidden="true">
            {side.map((size, index) => (
              <rect
                key={size}
                className={`${kind}${index + 1}`}
                x={10 + index * 19 - size / 2}
                y={9 - size / 2}
                width={size}
                height={size}
              />
            ))}
          </svg>
          {t(`compare.matrix.${kind}`)}
        </span>
      ))}
      <span>{t('compare.matrix.sizes')}</span>
      <span>
        <WithheldMark />
        {t('figure.withheld')}
      </span>
    </p>
  )
}
