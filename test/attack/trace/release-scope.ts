import { RULES, SERVICES } from '../fixture/catalogue.ts'
import { text } from '../json.ts'
import type { Below, Expected } from './scope.ts'

/** Rules and limits are the catalogue's; numbers of figures of a certificate and rows of an import are checked for size. */
export function releaseScope(): Expected {
  const anything = (item: unknown, names: readonly string[], fits: (value: unknown) => boolean): ReadonlyMap<string, unknown> =>
    new Map(
      names.map((name) => [
        name,
        item !== null && typeof item === 'object' && fits(Reflect.get(item, name)) ? Reflect.get(item, name) : 'not a publishable number',
      ]),
    )
  const isFigureCount = (value: unknown) => value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0)
  const isRows = (value: unknown) => value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 5)
  const isPercent = (value: unknown) =>
    value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100)
  const below: Below = (_node, item, type) => {
    switch (type.name) {
      case 'ReleasePolicy':
        return { expected: new Map([['threshold', 5]]), below }
      case 'HeavyUserRules':
        return {
          expected: new Map(
            Object.entries({ topShare: RULES.topShare, socialServices: RULES.socialServices, socialTasks: RULES.socialTasks }),
          ),
          below,
        }
      case 'Service': {
        const service = SERVICES.find(({ code }) => code === text(item, 'code'))
        return {
          expected: new Map<string, unknown>([
            ['useThreshold', service?.threshold ?? null],
            ['heavyThreshold', service?.heavy === 'VISITS_OR_PROCEDURES' ? RULES.dentalVisits : null],
          ]),
          below,
        }
      }
      case 'Certificate':
        return {
          expected: anything(
            item,
            ['tables', 'cells', 'published', 'withheld', 'targets', 'solverCalls', 'narrowestInterval', 'proven'],
            isFigureCount,
          ),
          below,
        }
      case 'AuditedFamily':
        return { expected: anything(item, ['audited', 'of'], isFigureCount), below }
      case 'ImportedFile':
        return { expected: new Map([...anything(item, ['read'], isRows), ...anything(item, ['linkage'], isPercent)]), below }
      case 'ReasonCount':
        return { expected: anything(item, ['rows'], isRows), below }
      default:
        return { expected: new Map(), below }
    }
  }
  return { expected: new Map(), below }
}
