/** A small catalogue for tests of the import. */
import type { Catalogue } from '../../../server/vault/catalogue/catalogue.ts'

const name = { fi: 'x', sv: 'x', en: 'x' }

/** Municipalities 001 and 002, centre C1 in 001, services GP (any contact), ER (more than 5), DENT (oral care), HOME (decision). */
export const CATALOGUE: Catalogue = {
  county: { code: 'T', name, topShare: 0.1, socialServices: 3, socialTasks: 2 },
  serviceTasks: [{ slug: 'OLD', name }],
  services: [
    {
      code: 'GP',
      slug: 'gp',
      sector: 'HEALTH',
      task: null,
      name,
      short: name,
      use: { kind: 'CONTACT_ANY' },
      heavy: { kind: 'TOP_DECILE' },
    },
    {
      ...{ code: 'ER', slug: 'er', sector: 'HEALTH', task: null, name, short: name, heavy: { kind: 'TOP_DECILE' } },
      use: { kind: 'CONTACT_GT_N', threshold: 5 },
    },
    {
      ...{ code: 'DENT', slug: 'dent', sector: 'DENTAL', task: null, name, short: name, use: { kind: 'CONTACT_ANY' } },
      heavy: { kind: 'VISITS_OR_PROCEDURES', threshold: 6 },
    },
    { code: 'HOME', slug: 'home', sector: 'SOCIAL', task: 'OLD', name, short: name, use: { kind: 'DECISION_IN_FORCE' }, heavy: null },
  ],
  municipalities: [
    { code: '001', name },
    { code: '002', name },
  ],
  centres: [{ code: 'C1', municipality: '001', name }],
  procedures: ['EBB10', 'SDC50'],
}
