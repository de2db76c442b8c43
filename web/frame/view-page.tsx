import type { ReactNode } from 'react'
import type { ExportTable } from '../export/exportable.ts'
import { useHeldBack } from '../export/use-exportable.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { View } from '../release/use-view.ts'
import type { DescribedSelection } from '../selection/describe.ts'
import { type Coverage, CoverageLine } from './coverage-line.tsx'
import { EmptyMessage } from './empty-message.tsx'
import { ProblemMessage } from './problem-message.tsx'
import { Provenance } from './provenance.tsx'
import { SelectionNotices } from './selection-notices.tsx'
import { TableTwin } from './table-twin.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import { usePageTitle } from './use-page-title.ts'
import './view-page.css'

interface ViewPageProps {
  /** The question that the view answers. */
  readonly title: string
  /** One line above the title, e.g. the sector of a service. */
  readonly kicker?: ReactNode
  /** How the view's request stands: decides skeleton, dimming and messages. */
  readonly view: View<unknown>
  /** The final shape in grey; shown after 300 ms while there is nothing else. */
  readonly skeleton: ReactNode
  /** The generated sentence: what is seen, for how many. */
  readonly sentence?: ReactNode
  readonly coverage?: Coverage | null
  /** The selection of the answer: a widening is told from it, not from an address that has gone on. */
  readonly answered?: DescribedSelection
  /** What was covered are all combinations, of which the view draws the first. */
  readonly combinations?: boolean
  readonly controls?: ReactNode
  /** Beside the chart from 1100 px on, below it on narrower screens. */
  readonly aside?: ReactNode
  /** Every figure of the chart as tables; the same object that is exported. */
  readonly tables?: readonly ExportTable[]
  /** The whole width belongs to the chart; `aside` follows below. */
  readonly wide?: boolean
  /** Not one figure of the selection is shown: says so, with the way out, in place of the chart. */
  readonly empty?: boolean
  readonly children?: ReactNode
}

/** The scaffold of every view: question, sentence, what is withheld, provenance, chart, table twin, and all states between. */
export function ViewPage(props: ViewPageProps) {
  const {
    title,
    kicker,
    view,
    skeleton,
    sentence,
    coverage,
    answered,
    combinations = false,
    controls,
    aside,
    tables,
    wide = false,
    empty = false,
    children,
  } = props
  const { t } = useTranslation()
  usePageTitle(title)
  const shown = view.kind === 'shown'
  const stale = shown && !view.fresh
  useHeldBack(stale)
  const keptFocus = useKeptFocus()
  return (
    <div className="view wrap" {...keptFocus}>
      <div className="view-head">
        <div>
          {kicker && <div className="view-kicker">{kicker}</div>}
          <h1 id="view-title" tabIndex={-1}>
            {title}
          </h1>
          <SelectionNotices failed={view.kind === 'failed' || (shown && view.problem !== null)} />
          <div className={stale ? 'dimmable stale' : 'dimmable'}>
            {sentence && <p className="view-sentence">{sentence}</p>}
            {coverage && !empty && <CoverageLine coverage={coverage} answered={answered} combinations={combinations} />}
          </div>
        </div>
        <Provenance />
      </div>
      {view.kind === 'failed' && <ProblemMessage problem={view.problem} retry={view.retry} kept={false} />}
      {shown && view.problem && <ProblemMessage problem={view.problem} retry={view.retry} kept />}
      <p className="vh" role="status">
        {view.kind === 'loading' || (stale && !view.problem) ? t('state.loading') : ''}
      </p>
      {view.kind === 'loading' && (
        <div className="skeleton" aria-hidden="true">
          {skeleton}
        </div>
      )}
      {shown && (
        <div className={aside && !wide ? 'view-columns' : undefined} aria-busy={stale}>
          <div className={stale ? 'dimmable stale' : 'dimmable'}>
            {controls && <div className="view-controls">{controls}</div>}
            {empty ? <EmptyMessage coverage={coverage ?? null} answered={answered} /> : children}
            {tables && !empty && <TableTwin tables={tables} />}
          </div>
          {aside && <aside className={stale ? 'view-aside dimmable stale' : 'view-aside dimmable'}>{aside}</aside>}
        </div>
      )}
    </div>
  )
}
