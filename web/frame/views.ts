import { type ComponentType, lazy } from 'react'

type Load = () => Promise<{ readonly default: ComponentType }>

export interface ViewRoute {
  /** Key of the view's words: `nav.<id>`. */
  readonly id: string
  readonly path: string
  readonly load: Load
  readonly Page: ComponentType
}

const view = (id: string, path: string, load: Load): ViewRoute => ({ id, path, load, Page: lazy(load) })

const others = import.meta.glob<Readonly<Record<string, ComponentType>>>([
  '../pages/matrix-page.tsx',
  '../pages/combinations-page.tsx',
  '../pages/compare-page.tsx',
])
const other =
  (file: string, name: string): Load =>
  async () => {
    const page = (await others[`../pages/${file}.tsx`]?.())?.[name]
    if (!page) throw new Error(`no page ${name}`)
    return { default: page }
  }

/** All views in the order of the navigation; each is fetched when it is first opened. */
export const VIEWS: readonly ViewRoute[] = [
  view('overview', '/', async () => ({ default: (await import('../pages/overview-page.tsx')).OverviewPage })),
  view('counts', '/counts', async () => ({ default: (await import('../pages/service-count-page.tsx')).ServiceCountPage })),
  view('service', '/service', async () => ({ default: (await import('../pages/service-page.tsx')).ServicePage })),
  view('matrix', '/matrix', other('matrix-page', 'MatrixPage')),
  view('combinations', '/combinations', other('combinations-page', 'CombinationsPage')),
  view('compare', '/compare', other('compare-page', 'ComparePage')),
  view('lead', '/lead', async () => ({ default: (await import('../pages/leadership-page.tsx')).LeadershipPage })),
  view('about', '/about', async () => ({ default: (await import('../pages/about-page.tsx')).AboutPage })),
]
