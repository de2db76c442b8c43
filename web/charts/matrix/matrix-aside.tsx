import { memo } from 'react'
import { Rich } from '../../i18n/rich.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { MatrixFigures, MatrixMeasure } from './matrix-figures.ts'
import type { MatrixLayout } from './matrix-layout.ts'
import './matrix-aside.css'

/** How this picture is read and steered. */
export const MatrixReading = memo(function MatrixReading({ measure }: { readonly measure: MatrixMeasure }) {
  const { t } = useTranslation()
  return (
    <section className="matrix-reading">
      <h2>{t('matrix.read.title')}</h2>
      <p>
        <Rich text={t(`matrix.read.${measure}`)} />
      </p>
      <p className="muted" data-export="omit">
        {t('matrix.read.steer')}
      </p>
    </section>
  )
})

/** The framed blocks by letter, with their services in the order of the matrix. */
export const MatrixBlockList = memo(function MatrixBlockList({
  figures,
  layout,
}: {
  readonly figures: MatrixFigures
  readonly layout: MatrixLayout
}) {
  const { t } = useTranslation()
  return (
    <section>
      <h2>{t('matrix.blocks.title')}</h2>
      {layout.blocks.length === 0 && <p className="muted">{t('matrix.blocks.none')}</p>}
      <dl className="matrix-block-list">
        {layout.blocks.map((block) => (
          <div key={block.letter}>
            <dt>{block.letter}</dt>
            <dd>{block.services.map((index) => figures.services[index]?.shortName).join(', ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
})
