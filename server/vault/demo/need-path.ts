import { AGE, FIRST_SERVICE, GENERAL, type NeedModel } from './need-model.ts'
import { normalQuantile } from './normal.ts'
import type { RandomStream } from './random.ts'
import { A_YEAR_BACK, NEEDS } from './residents.ts'

/** How far a need is the same a year earlier: a person's need in general, and that of one service. */
const GENERAL_STAYS = 0.97
const SERVICE_STAYS = 0.94

/**
 * A resident's needs in year `back` (0: the year of the data date), rows as in the model. Called year by year from 0 on; each
 * year's chance follows from the one after it, so that the newest year does not depend on those before.
 */
export function needPath(rows: number, random: RandomStream) {
  const chance = new Float64Array(rows)
  return (number: number, back: number, ageRank: number, model: NeedModel, needs: Float64Array): void => {
    random.seek(number, NEEDS + back * A_YEAR_BACK)
    chance[AGE] = normalQuantileOf(ageRank)
    for (let i = GENERAL; i < chance.length; i++) {
      const stays = back === 0 ? 0 : i < FIRST_SERVICE ? GENERAL_STAYS : SERVICE_STAYS
      chance[i] = back === 0 ? random.normal() : stays * (chance[i] ?? 0) + Math.sqrt(1 - stays * stays) * random.normal()
    }
    for (let i = 0; i < needs.length; i++) {
      const row = model.factor[i]
      let sum = 0
      if (row) for (let k = 0; k <= i; k++) sum += (row[k] ?? 0) * (chance[k] ?? 0)
      needs[i] = sum
    }
  }
}

const QUANTILES = Float64Array.from({ length: 1_024 }, (_, i) => normalQuantile((i + 0.5) / 1_024))
const normalQuantileOf = (rank: number): number => QUANTILES[Math.min(1_023, Math.floor(rank * 1_024))] ?? 0
