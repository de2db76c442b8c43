import { ExportSlot } from '../frame/export-slot.tsx'
import { useMayExport } from './may-export.ts'

/** The export menu, for whoever may take figures of the release out. */
export function GrantedExport({ release }: { readonly release: string | null }) {
  return useMayExport(release) ? <ExportSlot /> : null
}
