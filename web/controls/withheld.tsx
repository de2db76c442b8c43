import { useTranslation } from '../i18n/use-translation.ts'
import './withheld.css'

/** id of the pattern in a page that has drawn `WithheldPatterns`: fill="url(#withheld)". */
export const WITHHELD_FILL = 'url(#withheld)'

/** The same for cells of three units in a small matrix: its lines are as far apart as those of a large one where it is a map. */
export const WITHHELD_SMALL_FILL = 'url(#withheld-small)'

/** The patterns of withheld figures, once a page; `withheld-key` is for signs in text (pitch 4). */
export function WithheldPatterns() {
  return (
    <svg width="0" height="0" className="withheld-patterns" aria-hidden="true">
      <defs>
        <WithheldPattern id="withheld" />
        <pattern id="withheld-small" width="2" height="2" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line y2="2" className="withheld-line-small" />
        </pattern>
        <pattern id="withheld-key" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line y2="4" className="withheld-line-strong" />
        </pattern>
      </defs>
    </svg>
  )
}

/** 45° lines, pitch 5, width 1.6: inside the `<defs>` of a chart that must stand alone. */
export function WithheldPattern({ id }: { readonly id: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line y2="5" className="withheld-line" />
    </pattern>
  )
}

/** The sign of a withheld figure beside words. */
export function WithheldMark() {
  return (
    <svg className="withheld-mark" width="28" height="14" aria-hidden="true">
      <rect x=".5" y=".5" width="27" height="13" fill="url(#withheld-key)" />
    </svg>
  )
}

/** A withheld figure that fills a cell of a coloured table, which says in words what it is. */
export const WithheldCell = () => (
  <svg className="withheld-cell-fill" width="100%" height="100%" aria-hidden="true">
    <rect width="100%" height="100%" fill={WITHHELD_FILL} />
  </svg>
)

/** A withheld figure where a number would stand: the sign for eyes, the words for screen readers. */
export function WithheldFigure() {
  const { t } = useTranslation()
  return (
    <span title={t('figure.why')}>
      <WithheldMark />
      <span className="vh">{t('figure.withheld')}</span>
    </span>
  )
}
