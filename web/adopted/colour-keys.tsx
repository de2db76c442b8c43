import { colourClass } from '../charts/matrix/matrix-colour.ts'
import { ColourKey } from '../controls/colour-table.tsx'
import { WithheldMark } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import './colour-keys.css'

interface KeyProps {
  readonly label: string
  readonly className?: string
}

const SHARES = [0, 5, 10, 20, 35, 50, 75] as const
const TIMES = [0.3, 0.7, 1, 1.5, 3, 6, 10, 20] as const

/** The key of shares, with what is withheld. */
export function ShareKey({ label, className = '' }: KeyProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <ColourKey
      {...{ label, className }}
      from={formats.plain(0)}
      to={
        <>
          {formats.percent(100)} <WithheldMark /> {t('segments.sizeWithheld')}
        </>
      }
      colours={SHARES.map((share) => `share-${colourClass('share', share)}`)}
    />
  )
}

/** The key of how many times as often. */
export function TimesKey({ label }: KeyProps) {
  const { t } = useTranslation()
  return (
    <ColourKey
      label={label}
      from={t('adopted.less')}
      to={t('adopted.more')}
      colours={TIMES.map((times) => `times-${colourClass('lift', times)}`)}
    />
  )
}
