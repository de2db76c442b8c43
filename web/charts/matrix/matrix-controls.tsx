import { Segments } from '../../controls/segments.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Catalogue } from '../../release/catalogue.ts'
import type { MatrixMeasure, MatrixService } from './matrix-figures.ts'
import { MEASURES, ORDERS } from './matrix-params.ts'
import { PinControls } from './matrix-pins.tsx'

type MatrixOrder = (typeof ORDERS)[number]

interface MatrixControlsProps {
  readonly measure: MatrixMeasure
  readonly onMeasure: (measure: MatrixMeasure) => void
  readonly order: MatrixOrder
  readonly onOrder: (order: MatrixOrder) => void
  readonly services: readonly MatrixService[]
  readonly catalogue: Catalogue
  readonly pins: readonly string[]
  readonly onPins: (pins: readonly string[]) => void
}

/** What the colours say, how services are ordered, which are pinned. */
export function MatrixControls({ measure, onMeasure, order, onOrder, services, catalogue, pins, onPins }: MatrixControlsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Segments
        label={t('matrix.measure.label')}
        options={MEASURES.map((value) => ({ value, label: t(`matrix.measure.${value}`) }))}
        value={measure}
        onChange={onMeasure}
      />
      <Segments
        label={t('matrix.order.label')}
        options={ORDERS.map((value) => ({ value, label: t(`matrix.order.${value}`) }))}
        value={order}
        onChange={onOrder}
      />
      <PinControls services={services} catalogue={catalogue} pins={pins} onPins={onPins} />
    </>
  )
}
