import type { ExportedView } from '../generated/graphql.ts'

const VIEWS: Readonly<Record<string, ExportedView>> = {
  '/': 'OVERVIEW',
  '/counts': 'COUNTS',
  '/service': 'SERVICE',
  '/matrix': 'MATRIX',
  '/combinations': 'COMBINATIONS',
  '/compare': 'COMPARE',
  '/lead': 'LEADERSHIP',
  '/following': 'FOLLOWING',
  '/report': 'REPORT',
  '/segments/figures': 'SEGMENTS',
}

/** A page as the audit log calls it. */
export const exportedView = (path: string): ExportedView => VIEWS[path] ?? 'OTHER'
