import { civilDate } from './day.ts'

/** 0: 0–17, 1: 18–64, 2: 65–79, 3: 80 and over. */
export type AgeGroup = 0 | 1 | 2 | 3

/**
 * Age in whole years on a day. A person born on 29 February is a year older on 1 March of a common year (as PostgreSQL's
 * `age` counts).
 */
export function ageAt(birthDay: number, onDay: number): number {
  const birth = civilDate(birthDay)
  const on = civilDate(onDay)
  const hadBirthday = on.month > birth.month || (on.month === birth.month && on.day >= birth.day)
  return on.year - birth.year - (hadBirthday ? 0 : 1)
}

/** Age group of a person of so many whole years. */
export function ageGroupOf(years: number): AgeGroup {
  if (years < 18) return 0
  if (years < 65) return 1
  return years < 80 ? 2 : 3
}
