import path from 'node:path'
import { PROJECT_ROOT } from '../../project-root.ts'

/** Folder of the catalogue that the program comes with: Central Ostrobothnia's. */
export const BUILT_IN_CATALOGUE = path.join(PROJECT_ROOT, 'prisma/catalogue')
