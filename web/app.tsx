import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { matchPath, Navigate, Route, Routes, useLocation } from 'react-router'
import { useGrantedSelection } from './access/granted-selection.ts'
import { useGrantedViews } from './access/granted-views.ts'
import { useLanguageSearch } from './access/language-search.ts'
import { ModeBanner } from './access/mode-banner.tsx'
import { NotGranted } from './access/not-granted.tsx'
import { OFFICE_PAGES, officeHome } from './access/office-pages.ts'
import { SignInPage } from './access/sign-in-page.tsx'
import { useSight, useVisit } from './access/viewer-context.tsx'
import { WithheldPatterns } from './controls/withheld.tsx'
import { ExportProvider } from './export/use-exportable.tsx'
import { FailureProvider } from './frame/failure.tsx'
import { Footer } from './frame/footer.tsx'
import { Header } from './frame/header.tsx'
import { Navigation } from './frame/navigation.tsx'
import { NotFound } from './frame/not-found.tsx'
import { PageBoundary } from './frame/page-boundary.tsx'
import { PaperHead } from './frame/paper-head.tsx'
import { RowsSkeleton } from './frame/rows-skeleton.tsx'
import { useAddressLanguage } from './frame/use-address-language.ts'
import { REPORT_NEEDS, VIEWS, type ViewRoute } from './frame/views.ts'
import { useTranslation } from './i18n/use-translation.ts'
import './frame/view-page.css'
import { CatalogueProvider } from './release/catalogue-context.tsx'
import { SelectionBar } from './selection/selection-bar.tsx'
import { WorkshopBar } from './workshop/workshop-bar.tsx'
import { useWorkshop, WorkshopProvider } from './workshop/workshop-context.tsx'

const AdoptedPage = lazy(async () => ({ default: (await import('./pages/adopted-page.tsx')).AdoptedPage }))
const ReportPage = lazy(async () => ({ default: (await import('./report/report-page.tsx')).ReportPage }))
const WorkshopPage = lazy(async () => ({ default: (await import('./pages/workshop-page.tsx')).WorkshopPage }))

/** The frame with the view of the address in it. */
export function App() {
  const visit = useVisit()
  if (visit.kind === 'out') return <SignedOut />
  return (
    <CatalogueProvider>
      <ExportProvider>
        <FailureProvider>
          <WorkshopProvider>
            <Frame />
          </WorkshopProvider>
        </FailureProvider>
      </ExportProvider>
    </CatalogueProvider>
  )
}

/** Nothing but the way in. */
function SignedOut() {
  return (
    <FailureProvider>
      <WorkshopProvider>
        <Header />
        <main id="main">
          <SignInPage />
        </main>
      </WorkshopProvider>
    </FailureProvider>
  )
}

function Frame() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const { on } = useWorkshop()
  const views = useGrantedViews()
  const sight = useSight()
  const office = OFFICE_PAGES.find((page) => page.path === pathname)
  const figures = sight.may('Query.overview') && !office
  const right = useGrantedSelection() || !figures
  const home = sight.may('Query.overview') ? null : officeHome(sight.may)
  const language = useLanguageSearch()
  useNewPage(pathname)
  useAddressLanguage()
  return (
    <>
      <WithheldPatterns />
      <ModeBanner />
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      {on ? (
        <WorkshopBar />
      ) : (
        <>
          <Header />
          <Navigation />
          {figures && isView(pathname) && !pathname.startsWith('/segments') && <SelectionBar />}
        </>
      )}
      <PaperHead />
      <main id="main">
        <PageBoundary key={pathname}>
          <Suspense fallback={<PageWaiting />}>
            {right && (
              <Routes>
                {views.map((view) => (
                  <Route key={view.path} path={view.path} element={<View key={view.path} view={view} />} />
                ))}
                {OFFICE_PAGES.filter(({ needs }) => needs.some(sight.may)).map(({ path, Page }) => (
                  <Route key={path} path={path} element={<Page />} />
                ))}
                {['/sign-in', '/signed-out'].map((path) => (
                  <Route key={path} path={path} element={<Navigate to="/" replace />} />
                ))}
                {home && <Route path="/" element={<Navigate to={{ pathname: home, search: language }} replace />} />}
                {[...VIEWS, ...OFFICE_PAGES].map(({ path }) => (
                  <Route key={`no ${path}`} path={path} element={<NotGranted />} />
                ))}
                <Route path="/report" element={REPORT_NEEDS.every(sight.may) ? <ReportPage /> : <NotGranted />} />
                <Route path="/segments/figures" element={sight.may('Query.segmentation') ? <AdoptedPage /> : <NotGranted />} />
                <Route path="/workshop" element={<WorkshopPage />} />
                <Route path="*" element={<NotFound />} />
              </Routes>
            )}
          </Suspense>
        </PageBoundary>
      </main>
      {!on && <Footer />}
    </>
  )
}

/** Whether an address has a page of figures. */
const isView = (pathname: string) => [...VIEWS.map(({ path }) => path), '/report', '/workshop'].some((path) => matchPath(path, pathname))

/** A view; what was fetched beforehand is shown at once, without a wait between. */
function View({ view }: { readonly view: ViewRoute }) {
  const [Page] = useState(() => view.page())
  return <Page />
}

/** A view whose code is still on its way: the shape of most views, after 300 ms. */
function PageWaiting() {
  return (
    <div className="view wrap page-waiting">
      <div className="skeleton" aria-hidden="true">
        <RowsSkeleton rows={16} aside />
      </div>
    </div>
  )
}

/** A new view begins at its top, with the question in focus for screen readers. */
function useNewPage(pathname: string): void {
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    window.scrollTo(0, 0)
    return focusTitle()
  }, [pathname])
}

/** Holds focus on the question while the view comes, for at most three seconds, and never against the reader. */
function focusTitle(): () => void {
  const until = performance.now() + 3000
  let frame = 0
  const stop = () => {
    cancelAnimationFrame(frame)
    window.removeEventListener('keydown', stop)
    window.removeEventListener('pointerdown', stop)
  }
  const hold = () => {
    const { activeElement } = document
    const lost = !activeElement || activeElement === document.body || !document.getElementById('main')?.contains(activeElement)
    if (lost) document.getElementById('view-title')?.focus({ preventScroll: true })
    if (performance.now() < until) frame = requestAnimationFrame(hold)
    else stop()
  }
  window.addEventListener('keydown', stop)
  window.addEventListener('pointerdown', stop)
  frame = requestAnimationFrame(hold)
  return stop
}
