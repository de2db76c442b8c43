import { Link, useLocation, useNavigate } from 'react-router'
import { useGrantedViews } from '../access/granted-views.ts'
import { usePassing } from '../controls/use-passing.ts'
import { useOffered } from '../export/use-exportable.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { carried } from '../selection/carried.ts'
import { SelectionSheet } from '../selection/selection-sheet.tsx'
import { useLink } from '../selection/use-copy-link.ts'
import { useSelection } from '../selection/use-selection.ts'
import { useWorkshop } from './workshop-context.tsx'
import './workshop.css'

/** All that is left of the frame in workshop mode: the view, the selection, save a step, the steps, leave. */
export function WorkshopBar() {
  const { t } = useTranslation()
  const { stop, steps, setSteps } = useWorkshop()
  const [selection, update] = useSelection()
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const views = useGrantedViews()
  const link = useLink()
  const { exportable: shown, held } = useOffered()
  const [saved, setSaved] = usePassing()
  const save = () => {
    const url = new URL(link())
    const title = shown?.title ?? document.getElementById('view-title')?.textContent ?? ''
    const step = { id: crypto.randomUUID(), href: url.pathname + url.search, title, sentence: shown?.sentence ?? '', note: '' }
    setSteps((now) => [...now, step])
    setSaved(true)
  }
  return (
    <section className="workshop-bar" aria-label={t('workshop.name')}>
      <div className="wrap">
        <select
          className="field workshop-view"
          aria-label={t('nav.label')}
          value={views.find((view) => view.path === pathname)?.path ?? ''}
          onChange={(event) => navigate({ pathname: event.target.value, search: carried(search) })}
        >
          {views.every((view) => view.path !== pathname) && <option value="">{t('workshop.steps')}</option>}
          {views.map((view) => (
            <option key={view.id} value={view.path}>
              {t(`nav.${view.id}`)}
            </option>
          ))}
        </select>
        {/* A scheme has its own clients. */}
        {!pathname.startsWith('/segments') && <SelectionSheet selection={selection} update={update} />}
        <button type="button" className="btn" disabled={held} onClick={save}>
          {t(saved ? 'workshop.saved' : 'workshop.save')}
        </button>
        <span className="vh" role="status">
          {saved ? t('workshop.saved') : ''}
        </span>
        <Link to={{ pathname: '/workshop', search: carried(search) }}>{t('workshop.stepsOf', { count: steps.length })}</Link>
        <button type="button" className="linkb" onClick={stop}>
          {t('workshop.leave')}
        </button>
      </div>
    </section>
  )
}
