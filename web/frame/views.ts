import { type ComponentType, lazy } from 'react'

type Load = () => Promise<{ readonly default: ComponentType }>

export interface ViewRoute {
  /** Key of the view's words: `nav.<id>`. */
  readonly id: string
  readonly path: string
  /** Fetches the view's code. */
  readonly load: () => Promise<void>
  /** The view itself once its code is here, before that one that waits for it: choose once for each mount. */
  readonly page: () => ComponentType
}

function view(id: string, path: string, load: Load): ViewRoute {
  const waiting = lazy(load)
  let loaded: ComponentType | null = null
  return {
    id,
    path,
    load: async () => {
      loaded = (await load()).default
    },
    page: () => loaded ?? waiting,
  }
}

/** All views in the order of the navigation; each is fetched when it is first opened. */
export const VIEWS: readonly ViewRoute[] = [
  view('overview', '/', async () => ({ default: (await import('../pages/overview-page.tsx')).OverviewPage })),
  view('counts', '/counts', async () => ({ default: (await import('../pages/service-count-page.tsx')).ServiceCountPage })),
  view('service', '/service', async () => ({ default: (await import('../pages/service-page.tsx')).ServicePage })),
  view('matrix', '/matrix', async () => ({ default: (await import('../pages/matrix-page.tsx')).MatrixPage })),
  view('combinations', '/combinations', async () => ({ default: (await import('../pages/combinations-page.tsx')).CombinationsPage })),
  view('compare', '/compare', async () => ({ default: (await import('../pages/compare-page.tsx')).ComparePage })),
  view('segments', '/segments', async () => ({ default: (await import('../pages/segments-page.tsx')).SegmentsPage })),
  view('lead', '/lead', async () => ({ default: (await import('../pages/leadership-page.tsx')).LeadershipPage })),
  view('about', '/about', async () => ({ default: (await import('../pages/about-page.tsx')).AboutPage })),
]
