import type { Vocabulary } from '../../segments/vocabulary.ts'
import { parseRules } from '../release/stored.ts'
import type { CataloguedRelease } from '../schema/context.ts'

type OfRules = Pick<CataloguedRelease['release'], 'rules'>
type Catalogued = { readonly release: OfRules } & Pick<CataloguedRelease, 'services'>

const known = new WeakMap<Catalogued, Vocabulary>()

/** What rules may speak of, by the catalogue of a release. */
export function vocabularyOf(reader: Catalogued): Vocabulary {
  const found = known.get(reader)
  if (found) return found
  const { socialServices, socialTasks } = parseRules(reader.release.rules)
  const vocabulary: Vocabulary = {
    services: reader.services.map((service) => ({
      code: service.code,
      sector: service.sector,
      task: service.useRule === 'DECISION_IN_FORCE' ? service.taskSlug : null,
      heavy: service.heavyRule !== null,
      name: { fi: service.nameFi, sv: service.nameSv, en: service.nameEn },
    })),
    heavyUser: { socialServices, socialTasks },
  }
  known.set(reader, vocabulary)
  return vocabulary
}
