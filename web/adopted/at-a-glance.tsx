import type { ShareAxis } from '../charts/share-axis.ts'
import { useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { textIn } from '../segments/draft-model.ts'
import { SizeBar } from '../segments/size-bar.tsx'
import { sizeMarks } from '../segments/size-layout.ts'
import { keyOf, type Part, partName, type Segmentation, shareText, timesText } from './adopted-words.ts'
import { ServiceTable } from './service-table.tsx'
import { sizeAxis } from './size-axis.ts'
import { SizeTicks, SizeTrack } from './size-track.tsx'

interface AtAGlanceProps {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** Every segment: who, how many, what marks it out; then services by segment. */
export function AtAGlance({ segmentation, catalogue }: AtAGlanceProps) {
  const sizes = segmentation.segments.map(({ clients }) => clients)
  const marks = sizeMarks(sizes)
  const axis = sizeAxis(sizes)
  return (
    <>
      <div className="adopted-row-axis">
        <span />
        <SizeTicks axis={axis} />
      </div>
      <ul className="adopted-rows" data-chart>
        {segmentation.segments.map((part, at) => {
          const mark = marks[at]
          return mark && <Row key={keyOf(part)} {...{ segmentation, catalogue, part, mark, axis }} />
        })}
      </ul>
      <ServiceTable segmentation={segmentation} catalogue={catalogue} />
    </>
  )
}

interface RowProps extends AtAGlanceProps {
  readonly part: Part
  readonly mark: ReturnType<typeof sizeMarks>[number]
  readonly axis: ShareAxis
}

function Row({ segmentation, catalogue, part, mark, axis }: RowProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const segment = segmentation.scheme.content.segments.find(({ key }) => key === part.key)
  return (
    <li className="adopted-row">
      <div>
        <h2>{partName(segmentation, part.key, t, locale)}</h2>
        <p className="small">{segment ? segment.sentence : t('adopted.otherRule')}</p>
        {segment?.proxy && (
          <details className="small muted">
            <summary>{t('adopted.proxy')}</summary>
            {textIn(segment.proxy, locale)}
          </details>
        )}
      </div>
      <div>
        <SizeTrack axis={axis}>
          <SizeBar size={part.clients} mark={mark} />
        </SizeTrack>
        <p className="adopted-share">{t('adopted.ofClients', { share: shareText(part.share, t, formats) })}</p>
      </div>
      <div>
        <h3 className="control-label">{t('adopted.marks')}</h3>
        {part.marks.length === 0 ? (
          <p className="small muted">{t('adopted.marksNone')}</p>
        ) : (
          <ul className="adopted-marks">
            {part.marks.map((code) => {
              const times = part.services.find(({ service }) => service === code)?.times
              return (
                times && (
                  <li key={code} className="small">
                    {t('adopted.mark', { service: catalogue.serviceName(code), times: timesText(times, t, formats) })}
                  </li>
                )
              )
            })}
          </ul>
        )}
      </div>
    </li>
  )
}
