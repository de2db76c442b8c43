import { useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { SizeBar, sizeWords } from '../segments/size-bar.tsx'
import { sizeMarks } from '../segments/size-layout.ts'
import { keyOf, partName, type Segmentation, shareText } from './adopted-words.ts'
import { EstimateLine, EstimateTicks } from './estimate-line.tsx'
import { sizeAxis } from './size-axis.ts'
import { SizeTicks, SizeTrack } from './size-track.tsx'

/** Which segments the heavy users are in, and how much of each segment they are. */
export function HeavyUsers({ segmentation }: { readonly segmentation: Segmentation }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const { segments, all } = segmentation
  if (!all) return null
  const marks = sizeMarks(segments.map(({ heavyUsers }) => heavyUsers))
  const axis = sizeAxis(segments.map(({ heavyUsers }) => heavyUsers))
  return (
    <section className="adopted-section adopted-first">
      <h2>{t('adopted.heavyTitle')}</h2>
      <p className="muted">
        {t('adopted.heavyText', { size: sizeWords(all.heavyUsers, t, formats) })}{' '}
        <span className="adopted-against-key" aria-hidden="true" />
        {t('adopted.heavyAgainst', { share: shareText(all.heavyShare, t, formats) })}
      </p>
      <div className="adopted-row-axis">
        <span />
        <SizeTicks axis={axis} />
        <EstimateTicks />
      </div>
      <ul data-chart>
        {segments.map((part, at) => {
          const mark = marks[at]
          return (
            <li key={keyOf(part)} className="adopted-row">
              <h3>{partName(segmentation, part.key, t, locale)}</h3>
              <div>
                <span className="control-label">{t('adopted.heavySize')}</span>
                {mark && (
                  <SizeTrack axis={axis}>
                    <SizeBar size={part.heavyUsers} mark={mark} />
                  </SizeTrack>
                )}
              </div>
              <div>
                <span className="control-label">{t('adopted.heavyCoverage')}</span>
                <EstimateLine share={part.heavyCoverage} />
                <span className="control-label">{t('adopted.heavyShare')}</span>
                <EstimateLine share={part.heavyShare} against={all.heavyShare} />
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
