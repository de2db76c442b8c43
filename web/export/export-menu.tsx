import { useMutation } from '@apollo/client/react'
import { type ReactNode, useState } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components'
import { useLocation, useNavigate } from 'react-router'
import { RECORD_EXPORT } from '../access/viewer-query.ts'
import { copyText } from '../controls/copy-text.ts'
import { useFormats } from '../format.ts'
import { useAttempt } from '../frame/failure.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { carried } from '../selection/carried.ts'
import { toInput } from '../selection/selection.ts'
import { useLink } from '../selection/use-copy-link.ts'
import { useSelection } from '../selection/use-selection.ts'
import { csvText } from './csv.ts'
import { download } from './download.ts'
import { type ExportNotes, exportNotes } from './export-notes.ts'
import type { Exportable } from './exportable.ts'
import { exportedView } from './exported-view.ts'
import { jsonStat } from './json-stat.ts'
import { useOffered } from './use-exportable.tsx'
import './export-menu.css'

const KINDS = ['xlsx', 'csv', 'json', 'png', 'svg', 'report', 'print', 'link'] as const
type ExportKind = (typeof KINDS)[number]

const FORMATS = { xlsx: 'XLSX', csv: 'CSV', json: 'JSON', png: 'PNG', svg: 'SVG', print: 'PRINT' } as const

/** What is on screen as files, on paper or as a link. Every file says its selection, release, rules and limit. */
export function ExportMenu() {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const link = useLink()
  const navigate = useNavigate()
  const { search } = useLocation()
  const [selection] = useSelection()
  const { catalogue } = useCatalogueState()
  const { exportable, held } = useOffered()
  const [said, say] = useState('')
  const attempt = useAttempt()

  const [record] = useMutation(RECORD_EXPORT)

  /** Whether it may leave, written down. */
  const leave = async (kind: keyof typeof FORMATS): Promise<boolean> => {
    const view = exportedView(window.location.pathname)
    const { data } = await record({
      variables: { view, format: FORMATS[kind], selection: toInput(selection), release: selection.release },
    })
    return data?.recordExport === true
  }

  const run = async (kind: ExportKind) => {
    if (kind === 'report') return navigate({ pathname: '/report', search: carried(search) })
    if (kind === 'print') return (await leave(kind)) && window.print()
    if (kind === 'link') return (await copyText(link())) && say(t('selection.copied'))
    if (!exportable || !catalogue) return
    const notes = exportNotes(t, formats, { exportable, selection, catalogue, link: link() })
    const file = await fileOf(kind, exportable, notes)
    if (!file || !(await leave(kind))) return false
    download(`${notes.file}.${kind}`, file)
    say(t('export.done', { file: `${notes.file}.${kind}` }))
  }

  const fileOf = async (
    kind: Exclude<ExportKind, 'report' | 'print' | 'link'>,
    from: Exportable,
    notes: ExportNotes,
  ): Promise<Blob | null> => {
    const chart = chartOf(from)
    const words = { title: from.title, sentence: from.sentence, source: notes.source }
    switch (kind) {
      case 'csv':
        return new Blob([csvText(from.tables, notes, locale)], { type: 'text/csv;charset=utf-8' })
      case 'json':
        return new Blob([`${JSON.stringify(jsonStat(from, notes, catalogue?.release.publishedAt ?? ''), null, 1)}\n`], {
          type: 'application/json',
        })
      case 'xlsx':
        return (await import('./xlsx-file.ts')).xlsxFile(from.tables, notes)
      case 'png':
        return chart && (await import('./picture-files.ts')).pngFile(chart, words)
      case 'svg':
        return chart && (await import('./picture-files.ts')).svgFile(chart, words)
      default:
        return kind satisfies never
    }
  }

  const onAction = (key: React.Key) => {
    const kind = KINDS.find((candidate) => candidate === key)
    if (kind) attempt(() => run(kind), exportable && kind !== 'print' && kind !== 'link' ? t('export.failed') : undefined)
  }
  return (
    <>
      <MenuTrigger>
        <Button className="btn export-open">{t('selection.export')}</Button>
        <Popover placement="bottom end" offset={6} className="surface export-popover">
          <Items exportable={exportable} held={held} onAction={onAction} />
          <p className="export-note">{t('export.inside')}</p>
        </Popover>
      </MenuTrigger>
      <span className="vh" role="status">
        {said}
      </span>
    </>
  )
}

interface ItemsProps {
  readonly exportable: Exportable | null
  /** What is on screen is not what the address asks for: not to be written down as that, on paper neither. */
  readonly held: boolean
  readonly onAction: (key: React.Key) => void
}

/** Made anew each time the menu opens: only then is it known whether the page shows a chart. */
function Items({ exportable, held, onAction }: ItemsProps) {
  const { t } = useTranslation()
  const [hasChart] = useState(() => exportable !== null && chartOf(exportable) !== null)
  const disabled = exportable ? (hasChart ? [] : ['png', 'svg']) : ['xlsx', 'csv', 'json', 'png', 'svg', ...(held ? ['print'] : [])]
  return (
    <Menu aria-label={t('export.menu')} className="export-menu" disabledKeys={disabled} onAction={onAction}>
      <Part title={t('export.tables')} kinds={['xlsx', 'csv', 'json']} />
      <Part title={t('export.chart')} kinds={['png', 'svg']} />
      <Part title={t('export.page')} kinds={['report', 'print', 'link']} />
    </Menu>
  )
}

function Part({ title, kinds }: { readonly title: string; readonly kinds: readonly ExportKind[] }): ReactNode {
  const { t } = useTranslation()
  return (
    <MenuSection>
      <Header className="export-head">{title}</Header>
      {kinds.map((kind) => (
        <MenuItem key={kind} id={kind} className="export-item" textValue={t(`export.kind.${kind}`)}>
          <Text slot="label">{t(`export.kind.${kind}`)}</Text>
          <Text slot="description">{t(`export.hint.${kind}`)}</Text>
        </MenuItem>
      ))}
    </MenuSection>
  )
}

/** The chart that the page names, else the part of the page that is marked as one, else what the page shows under its head. */
function chartOf({ chart }: Exportable): Element | null {
  if (chart) return chart()
  return document.querySelector('main [data-chart]') ?? document.querySelector('main .view > [aria-busy] > .dimmable')
}
