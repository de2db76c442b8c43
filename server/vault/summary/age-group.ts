import { civilDate, dayOf } from './day.ts'

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

/** Age group on a day, by birth day; made once for many clients. */
export function ageGroupsOn(onDay: number): (birthDay: number) => AgeGroup {
  const [adult, old, oldest] = [latestBirth(18, onDay), latestBirth(65, onDay), latestBirth(80, onDay)]
  return (birthDay) => {
    if (birthDay > adult) return 0
    if (birthDay > old) return 1
    return birthDay > oldest ? 2 : 3
  }
}

/** The last day on which a person can be born who is so many years old on a day. */
function latestBirth(years: number, onDay: number): number {
  const { year, month, day } = civilDate(onDay)
  const birth = dayOf(year - years, month, day) ?? dayOf(year - years, 2, 28)
  if (birth === null) throw new Error('28 February exists in every year')
  return birth
}
