import { type ComponentType, lazy } from 'react'

/** A page about the portal itself, not about figures; named in the menu of the account. */
export interface OfficePage {
  /** Key of its words: `access.office.<id>`. */
  readonly id: string
  readonly path: string
  /** Fields of which one must be permitted. */
  readonly needs: readonly string[]
  readonly Page: ComponentType
}

/** Where whoever sees no figures begins: the first page of their work, not that of their own account. */
export const officeHome = (may: (field: string) => boolean): string | null =>
  OFFICE_PAGES.find(({ id, needs }) => id !== 'account' && needs.some(may))?.path ?? null

export const OFFICE_PAGES: readonly OfficePage[] = [
  {
    ...{ id: 'account', path: '/account', needs: ['Query.mySessions'] },
    Page: lazy(async () => ({ default: (await import('../pages/account-page.tsx')).AccountPage })),
  },
  {
    ...{ id: 'imports', path: '/imports', needs: ['Query.vaultOrders'] },
    Page: lazy(async () => ({ default: (await import('../administration/imports-page.tsx')).ImportsPage })),
  },
  {
    ...{ id: 'releases', path: '/releases', needs: ['Query.managedReleases'] },
    Page: lazy(async () => ({ default: (await import('../administration/releases-page.tsx')).ReleasesPage })),
  },
  {
    ...{ id: 'catalogue', path: '/catalogue', needs: ['Query.catalogueTables'] },
    Page: lazy(async () => ({ default: (await import('../administration/catalogue-page.tsx')).CataloguePage })),
  },
  {
    ...{ id: 'rights', path: '/rights', needs: ['Query.grants'] },
    Page: lazy(async () => ({ default: (await import('../pages/rights-page.tsx')).RightsPage })),
  },
  {
    ...{ id: 'audit', path: '/audit', needs: ['Query.auditEvents'] },
    Page: lazy(async () => ({ default: (await import('../pages/audit-page.tsx')).AuditPage })),
  },
]
