import { useMutation, useQuery } from '@apollo/client/react'
import type { ExportedView, ExportFormat } from '../generated/graphql.ts'
import { toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { useVisit } from './viewer-context.tsx'
import { MAY_EXPORT, RECORD_EXPORT } from './viewer-query.ts'

/** Whether figures of the release, null: the current one, may be taken out. */
export function useMayExport(release: string | null): boolean {
  const visit = useVisit()
  const { data } = useQuery(MAY_EXPORT, { variables: { release }, skip: release === null })
  return release === null ? visit.kind !== 'in' || visit.viewer.mayExport : (data?.viewer.mayExport ?? false)
}

/** Does something with figures of the selected release once that is written down; null where they may not be taken out. */
export function useGrantedTaking(view: ExportedView): ((format: ExportFormat, take: () => void) => void) | null {
  const [selection] = useSelection()
  const [record] = useMutation(RECORD_EXPORT)
  const may = useMayExport(selection.release)
  if (!may) return null
  return (format, take) =>
    void record({ variables: { view, format, selection: toInput(selection), release: selection.release } }).then(
      ({ data }) => data?.recordExport === true && take(),
      () => undefined,
    )
}

/** Prints the page once that is written down; null where figures may not be taken out. */
export function useGrantedPrint(view: ExportedView): (() => void) | null {
  const taking = useGrantedTaking(view)
  return taking && (() => taking('PRINT', () => window.print()))
}
