interface Use {
  readonly service: string
  readonly share?: object | null
}

interface WithServices {
  readonly services: readonly Use[]
}

interface Told<T extends WithServices> {
  /** Uses of all clients of which something is shown, with their places in every list. */
  readonly told: readonly { readonly use: T['services'][number]; readonly row: number }[]
  /** Codes of services of which neither a segment nor all clients show a share. */
  readonly folded: readonly string[]
}

/** Which services have a row of their own: those of which some column shows a share. */
export function toldServices<T extends WithServices>(all: T, segments: readonly WithServices[]): Told<T> {
  const uses = all.services.map((use, row) => ({ use, row, told: [all, ...segments].some(({ services }) => services[row]?.share) }))
  return { told: uses.filter(({ told }) => told), folded: uses.filter(({ told }) => !told).map(({ use }) => use.service) }
}
