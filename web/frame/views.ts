import { type ComponentType, lazy } from 'react'

type Load = () => Promise<{ readonly default: ComponentType }>

export interface ViewRoute {
  /** Key of the view's words: `nav.<id>`. */
  readonly id: string
  readonly path: string
  /** Field that the viewer must be permitted. */
  readonly needs: string
  /** Needs the county as a whole, all ages of it. */
  readonly whole: boolean
  /** Fetches the view's code. */
  readonly load: () => Promise<void>
  /** The view itself once its code is here, before that one that waits for it: choose once for each mount. */
  readonly page: () => ComponentType
}

function view(id: string, path: string, needs: string, load: Load, whole = false): ViewRoute {
  const waiting = lazy(load)
  let loaded: ComponentType | null = null
  return {
    id,
    path,
    needs,
    whole,
    load: async () => {
      loaded = (await load()).default
    },
    page: () => loaded ?? waiting,
  }
}

/** All views in the order of the navigation; each is fetched when it is first opened. */
export const VIEWS: readonly ViewRoute[] = [
  view('overview', '/', 'Query.overview', async () => ({ default: (await import('../pages/overview-page.tsx')).OverviewPage })),
  view('counts', '/counts', 'Query.serviceCounts', async () => ({
    default: (await import('../pages/service-count-page.tsx')).ServiceCountPage,
  })),
  view('service', '/service', 'Query.coUsage', async () => ({ default: (await import('../pages/service-page.tsx')).ServicePage })),
  view('matrix', '/matrix', 'Query.usageMatrix', async () => ({ default: (await import('../pages/matrix-page.tsx')).MatrixPage })),
  view('combinations', '/combinations', 'Query.combinations', async () => ({
    default: (await import('../pages/combinations-page.tsx')).CombinationsPage,
  })),
  view('compare', '/compare', 'Query.overviewDifference', async () => ({
    default: (await import('../pages/compare-page.tsx')).ComparePage,
  })),
  view('segments', '/segments', 'Query.segmentDrafts', async () => ({
    default: (await import('../pages/segments-page.tsx')).SegmentsPage,
  })),
  view('lead', '/lead', 'Query.series', async () => ({ default: (await import('../pages/leadership-page.tsx')).LeadershipPage }), true),
  view('following', '/following', 'Query.series', async () => ({
    default: (await import('../pages/following-page.tsx')).FollowingPage,
  })),
  view('about', '/about', 'Query.release', async () => ({ default: (await import('../pages/about-page.tsx')).AboutPage })),
]
