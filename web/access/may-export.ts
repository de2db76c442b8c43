import { useMutation, useQuery } from '@apollo/client/react'
import { useAttempt } from '../frame/failure.tsx'
import type { ExportedView, ExportFormat } from '../generated/graphql.ts'
import { type Selection, toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { useVisit } from './viewer-context.tsx'
import { MAY_EXPORT, RECORD_EXPORT } from './viewer-query.ts'

/** Figures that leave together are of one view each. */
export interface Taken {
  readonly view: ExportedView
  /** With its release. */
  readonly selection: Selection
}

/** Takes something out once that is written down; says so where it is refused or fails. */
type Taking = (format: ExportFormat, take: () => unknown) => void

/** Whether figures of the release, null: the current one, may be taken out. */
export function useMayExport(release: string | null): boolean {
  const visit = useVisit()
  const { data } = useQuery(MAY_EXPORT, { variables: { release }, skip: release === null })
  return release === null ? visit.kind !== 'in' || visit.viewer.mayExport : (data?.viewer.mayExport ?? false)
}

/** Does something with figures of the selected release; null where they may not be taken out. */
export function useGrantedTaking(view: ExportedView): Taking | null {
  const [selection] = useSelection()
  return useTaking([{ view, selection }])
}

/** Does something with figures of several views; null where nobody may take figures of the selected release out. */
export function useTaking(taken: readonly Taken[]): Taking | null {
  const [{ release: shown }] = useSelection()
  const [record] = useMutation(RECORD_EXPORT)
  const attempt = useAttempt()
  const may = useMayExport(shown)
  if (!may) return null
  return (format, take) =>
    attempt(async () => {
      for (const { view, selection } of taken) {
        const { data } = await record({ variables: { view, format, selection: toInput(selection), release: selection.release } })
        if (data?.recordExport !== true) return false
      }
      return take()
    })
}

/** Prints the page once that is written down; null where figures may not be taken out. */
export function useGrantedPrint(view: ExportedView): (() => void) | null {
  const taking = useGrantedTaking(view)
  return taking && (() => taking('PRINT', () => window.print()))
}
