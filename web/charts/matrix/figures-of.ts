import type { Catalogue } from '../../release/catalogue.ts'
import type { MatrixFigures, MatrixService } from './matrix-figures.ts'

/** A matrix as the server answers it. */
export interface MatrixAnswer extends Omit<MatrixFigures, 'services'> {
  readonly services: readonly { readonly code: string }[]
}

/** Gives the services of an answer their names; `seen`: those whose rows the reader sees, null for all. */
export function figuresOf(
  { services, counts, atLeast, lifts, rowShares }: MatrixAnswer,
  catalogue: Catalogue,
  seen: readonly string[] | null,
): MatrixFigures {
  return { services: services.map(({ code }) => serviceOf(code, catalogue)), counts, atLeast, lifts, rowShares, seen }
}

/** A service of the catalogue as the matrix draws it; one that it lacks is called by its code. */
export function serviceOf(code: string, catalogue: Catalogue): MatrixService {
  const service = catalogue.service(code)
  if (!service) return { code, slug: code, sector: 'HEALTH', task: null, name: code, shortName: code }
  const { slug, sector, task, name, shortName } = service
  return { code, slug, sector, task: task?.slug ?? null, name, shortName }
}
