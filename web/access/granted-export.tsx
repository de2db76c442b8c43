import { useQuery } from '@apollo/client/react'
import { ExportSlot } from '../frame/export-slot.tsx'
import { useVisit } from './viewer-context.tsx'
import { MAY_EXPORT } from './viewer-query.ts'

/** The export menu, for whoever may take figures of the release out. */
export function GrantedExport({ release }: { readonly release: string | null }) {
  const visit = useVisit()
  const { data } = useQuery(MAY_EXPORT, { variables: { release }, skip: release === null })
  const may = release === null ? visit.kind !== 'in' || visit.viewer.mayExport : (data?.viewer.mayExport ?? false)
  return may ? <ExportSlot /> : null
}
