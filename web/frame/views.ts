import type { ApolloClient } from '@apollo/client'
import { type ComponentType, lazy } from 'react'
import { askAhead } from '../release/question.ts'
import type { Selection } from '../selection/selection.ts'

interface Loaded {
  readonly default: ComponentType
  /** Fetches what the view will ask first, where the selection alone decides it. */
  readonly ahead?: (client: ApolloClient, selection: Selection) => Promise<void>
}

export interface ViewRoute {
  /** Key of the view's words: `nav.<id>`. */
  readonly id: string
  readonly path: string
  /** Field that the viewer must be permitted. */
  readonly needs: string
  /** Needs the county as a whole, all ages of it. */
  readonly whole: boolean
  /** Fetches the view's code. */
  readonly load: () => Promise<Loaded>
  /** The view itself once its code is here, before that one that waits for it: choose once for each mount. */
  readonly page: () => ComponentType
}

function view(id: string, path: string, needs: string, load: () => Promise<Loaded>, whole = false): ViewRoute {
  const waiting = lazy(load)
  let loaded: Loaded | null = null
  return {
    id,
    path,
    needs,
    whole,
    load: async () => {
      loaded = await load()
      return loaded
    },
    page: () => loaded?.default ?? waiting,
  }
}

const overview = async () => {
  const [{ OverviewPage }, { overviewQuestion }] = await Promise.all([
    import('../pages/overview-page.tsx'),
    import('../pages/overview-query.ts'),
  ])
  return { default: OverviewPage, ahead: (client: ApolloClient, selection: Selection) => askAhead(client, overviewQuestion(selection)) }
}
const counts = async () => {
  const [{ ServiceCountPage }, { serviceCountQuestion }] = await Promise.all([
    import('../pages/service-count-page.tsx'),
    import('../pages/service-count-query.ts'),
  ])
  return {
    default: ServiceCountPage,
    ahead: (client: ApolloClient, selection: Selection) => askAhead(client, serviceCountQuestion(selection)),
  }
}
const matrix = async () => {
  const [{ MatrixPage }, { matrixQuestion }] = await Promise.all([
    import('../pages/matrix-page.tsx'),
    import('../charts/matrix/matrix-query.ts'),
  ])
  return { default: MatrixPage, ahead: (client: ApolloClient, selection: Selection) => askAhead(client, matrixQuestion(selection)) }
}

/** All views in the order of the navigation; each is fetched when it is first opened. */
export const VIEWS: readonly ViewRoute[] = [
  view('overview', '/', 'Query.overview', overview),
  view('counts', '/counts', 'Query.serviceCounts', counts),
  view('service', '/service', 'Query.coUsage', async () => ({ default: (await import('../pages/service-page.tsx')).ServicePage })),
  view('matrix', '/matrix', 'Query.usageMatrix', matrix),
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

/** Fields of the one-page report, which is reached from the overview. */
export const REPORT_NEEDS: readonly string[] = ['Query.overview', 'Query.serviceCounts', 'Query.usageMatrix', 'Query.combinations']
