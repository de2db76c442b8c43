/** A small vocabulary for tests of the rule language. */
import type { Condition, Rule } from '../../server/segments/rule.ts'
import type { Vocabulary } from '../../server/segments/vocabulary.ts'

const words = (name: string) => ({ fi: `${name} fi`, sv: `${name} sv`, en: `${name} en` })

export const VOCABULARY: Vocabulary = {
  services: [
    { code: 'H1', sector: 'HEALTH', task: null, heavy: true, name: words('Reception') },
    { code: 'H2', sector: 'HEALTH', task: null, heavy: false, name: words('Ward') },
    { code: 'D1', sector: 'DENTAL', task: null, heavy: true, name: words('Dental') },
    { code: 'S1', sector: 'SOCIAL', task: 'FAMILIES', heavy: false, name: words('Family work') },
    { code: 'S2', sector: 'SOCIAL', task: 'FAMILIES', heavy: false, name: words('Guidance') },
    { code: 'S3', sector: 'SOCIAL', task: 'OLDER', heavy: false, name: words('Home care') },
    { code: 'S4', sector: 'SOCIAL', task: null, heavy: false, name: words('Advice') },
  ],
  heavyUser: { socialServices: 3, socialTasks: 2 },
}

export const all = (...services: readonly string[]): Condition => ({ kind: 'USES_ALL', services })
export const any = (...services: readonly string[]): Condition => ({ kind: 'USES_ANY', services })
export const heavyIn = (...services: readonly string[]): Condition => ({ kind: 'HEAVY_IN', services })
export const heavyUser: Condition = { kind: 'HEAVY_USER' }
export const tasks = (least: number): Condition => ({ kind: 'TASKS', least })
export const number = (of: 'ALL' | 'HEALTH' | 'SOCIAL', least: number | null, most: number | null = null): Condition => ({
  ...{ kind: 'SERVICES', of, least, most },
})
export const rule = (...alternatives: readonly (readonly Condition[])[]): Rule => ({ alternatives })
