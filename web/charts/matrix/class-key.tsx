import { SectorMark } from '../../controls/sector-mark.tsx'
import type { Sector } from '../../controls/sector-shape.ts'
import { WithheldMark } from '../../controls/withheld.tsx'
import { useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { classLimits, colourClass, isSmallClass } from './matrix-colour.ts'
import { ScaleCorner } from './scale-corner.tsx'
import './class-key.css'

interface ClassKeyProps {
  readonly kinds: readonly (keyof typeof classLimits)[]
  /** Low lift is a small square, as in the large matrix; where cells touch it fills its cell. */
  readonly apart: boolean
  readonly sectors: readonly Sector[]
}

/** What the colours of a small matrix mean, its hatching, and the signs of its rails. */
export function ClassKey({ kinds, apart, sectors }: ClassKeyProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <div className="class-key">
      {kinds.map((kind) => (
        <div key={kind}>
          <p>
            {kinds.length > 1 && <ScaleCorner kind={kind} />}
            {t(`matrix.legend.${kind}`)}
          </p>
          <div className="class-key-scale">
            {classLimits[kind].map((limit) => {
              const name = colourClass(kind, limit)
              const small = isSmallClass(name)
              return (
                <span key={limit}>
                  <svg width="100%" height="12" aria-hidden="true">
                    {small && apart ? (
                      <rect className={name} x="50%" width="7" height="7" transform="translate(-3.5 2.5)" />
                    ) : (
                      <rect className={small ? 'l2' : name} width="100%" height="12" />
                    )}
                  </svg>
                  {formats.plain(limit)}
                </span>
              )
            })}
          </div>
        </div>
      ))}
      <p className="class-key-signs">
        <span>
          <WithheldMark />
          {t('figure.withheld')}
        </span>
        {sectors.map((sector) => (
          <span key={sector}>
            <SectorMark sector={sector} />
            {t(`sector.${sector}`)}
          </span>
        ))}
      </p>
    </div>
  )
}
