import { useMemo } from 'react'
import { colourClass } from '../charts/matrix/matrix-colour.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { apartOf, groupName, type Part, partName, type Segmentation, shareText } from './adopted-words.ts'
import { ShareKey } from './colour-keys.tsx'
import { areaTable } from './detail-tables.ts'
import { Detailed, type DetailPart } from './detailed.tsx'
import { EstimateGrid, type GridCell } from './estimate-grid.tsx'
import './detail.css'

interface AreasProps {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** Where the clients of one segment live: municipalities and centres by sex and age. */
export function Areas({ segmentation, catalogue }: AreasProps) {
  return <Detailed segmentation={segmentation}>{(part, detail) => <ByPlace {...{ segmentation, catalogue, part, detail }} />}</Detailed>
}

interface ByPlaceProps extends AreasProps {
  readonly part: Part
  readonly detail: DetailPart
}

const LISTS = ['municipalities', 'centres'] as const

function ByPlace({ segmentation, catalogue, part, detail }: ByPlaceProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const title = t('detail.areasTitle', { name: partName(segmentation, part.key, t, locale) })
  const tables = useMemo(() => LISTS.map((list) => areaTable(list, detail[list], catalogue, t)), [detail, catalogue, t])
  useExportable(
    useMemo(
      () => ({ name: 'segment-areas', title, sentence: t('detail.areasText'), tables, apart: apartOf(segmentation, t) }),
      [title, tables, segmentation, t],
    ),
  )
  return (
    <>
      <section className="adopted-section adopted-first">
        <h2>{title}</h2>
        <p className="muted">{t('detail.areasText')}</p>
        <ShareKey label={t('detail.keyArea')} />
        <div className="detail-areas">
          {LISTS.map(
            (list) =>
              detail[list].length > 0 && (
                <section key={list} data-chart>
                  <h3>{t(`detail.${list}`)}</h3>
                  <PlaceGrid label={t(`detail.${list}`)} cells={detail[list]} catalogue={catalogue} />
                </section>
              ),
          )}
        </div>
      </section>
      <TableTwin tables={tables} />
    </>
  )
}

interface PlaceGridProps {
  readonly label: string
  /** Place after place, each with the same groups. */
  readonly cells: DetailPart['municipalities']
  readonly catalogue: Catalogue
}

function PlaceGrid({ label, cells, catalogue }: PlaceGridProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const places = [...new Set(cells.map(({ place }) => place))]
  const groups = cells.filter(({ place }) => place === places[0])
  const cell = ({ row, column }: { readonly row: number; readonly column: number }): GridCell => {
    const found = cells[row * groups.length + column]
    if (!found) return { text: null, colour: undefined, words: '' }
    const { clients, share } = found
    const said = { place: catalogue.placeName(found.place), group: groupName(found, t) }
    if (clients.size == null)
      return { text: null, colour: undefined, words: t('detail.cellWithheld', { ...said, high: formats.count(clients.high) }) }
    const size = formats.count(clients.size)
    if (!share) return { text: size, colour: undefined, words: t('detail.cellShareless', { ...said, size }) }
    return {
      ...{ text: size, colour: `share-${colourClass('share', share.value)}` },
      words: t('detail.cell', { ...said, size, share: shareText(share, t, formats) }),
    }
  }
  return (
    <EstimateGrid
      label={label}
      rows={places.map((place) => ({ key: place, label: catalogue.placeName(place) }))}
      columns={groups.map((group) => ({ key: `${group.sex} ${group.age}`, label: groupName(group, t) }))}
      cell={cell}
    />
  )
}
