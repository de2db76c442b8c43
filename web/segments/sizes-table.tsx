import { useMemo } from 'react'
import type { ExportTable } from '../export/exportable.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Content, textIn } from './draft-model.ts'
import type { NoisySize } from './size-layout.ts'

/** The sizes as a table: withheld as withheld. */
export function SizesTable({ content, sizes }: { readonly content: Content; readonly sizes: readonly NoisySize[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const table = useMemo(
    (): ExportTable => ({
      name: t('segments.sizesTitle'),
      columns: [
        { id: 'segment', label: t('segments.column.segment'), kind: 'dimension' },
        ...(['size', 'low', 'high'] as const).map(
          (id) => ({ id, label: t(`segments.column.${id}`), kind: 'measure', unit: 'clients' }) as const,
        ),
      ],
      rows: sizes.map(({ size, low, high }, at) => {
        const segment = content.segments[at]
        return [segment ? textIn(segment.name, locale) : t('segments.other'), size, low, high]
      }),
    }),
    [content, sizes, t, locale],
  )
  return sizes.length === 0 ? null : <TableTwin tables={[table]} />
}
