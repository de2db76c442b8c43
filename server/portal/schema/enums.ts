/** Enumerations of the contract. */
import { COHORTS } from '../../release/lattice.ts'
import { AGE_GROUPS, SEX_VALUES } from '../release/selection.ts'
import { builder } from './builder.ts'

export const USE_RULES = ['CONTACT_ANY', 'CONTACT_GT_N', 'DECISION_IN_FORCE'] as const
export const HEAVY_RULES = ['TOP_DECILE', 'VISITS_OR_PROCEDURES'] as const

export const AgeGroupEnum = builder.enumType('AgeGroup', { values: AGE_GROUPS })
export const SexEnum = builder.enumType('Sex', { values: SEX_VALUES })
export const CohortEnum = builder.enumType('Cohort', { values: COHORTS })
export const SectorEnum = builder.enumType('Sector', { values: ['HEALTH', 'SOCIAL', 'DENTAL'] as const })
export const LocaleEnum = builder.enumType('Locale', { values: ['FI', 'SV', 'EN'] as const })
export const MatrixOrderEnum = builder.enumType('MatrixOrder', { values: ['SECTOR', 'SIZE', 'SIMILARITY'] as const })
export const CombinationOrderEnum = builder.enumType('CombinationOrder', { values: ['CLIENTS', 'LIFT', 'LOWEST_LIFT'] as const })
export const UseRuleEnum = builder.enumType('UseRule', { values: USE_RULES })
export const HeavyRuleEnum = builder.enumType('HeavyRule', { values: HEAVY_RULES })
export const PolicyKindEnum = builder.enumType('PolicyKind', { values: ['EXACT', 'PERTURBED'] as const })
export const GroupDimensionEnum = builder.enumType('GroupDimension', { values: ['AGE', 'SEX', 'COHORT', 'MUNICIPALITY'] as const })
