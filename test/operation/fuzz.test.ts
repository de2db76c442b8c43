import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { random } from '../attack/fixture/random.ts'
import { leadingToFigures } from '../attack/trace/trace.ts'
import { type Fuzzed, fuzz } from './fuzz/fuzz.ts'
import { type FuzzedCounty, openFuzzedCounty } from './fuzz/fuzzed-county.ts'
import { questions } from './fuzz/questions.ts'

describe('six hundred and fifty questions made from the schema', () => {
  let county: FuzzedCounty
  let outcome: Fuzzed
  beforeAll(async () => {
    county = await openFuzzedCounty(['perturbed'])
    outcome = await fuzz({ ...county, size: 650, seed: 20261125 })
    console.info(JSON.stringify({ ...outcome, faults: outcome.faults.length }))
  }, 900_000)
  afterAll(() => county?.close())

  it('bring forth no crash, no answer of status 5xx, no internals and nothing that is not published', () => {
    expect(outcome.faults).toEqual([])
    expect(Object.keys(outcome.statuses).every((status) => Number(status) >= 200 && Number(status) < 500)).toBe(true)
  })
  it('are answered often enough to say something', () => {
    expect(outcome.asked).toBe(650)
    expect(outcome.answered).toBeGreaterThan(180)
    expect(outcome.refused).toBeGreaterThan(120)
    expect(outcome.traced).toBeGreaterThan(12_000)
    // Three in a hundred: a spoilt question may lose the words that say whose its figures are.
    expect(outcome.unnamed).toBeLessThan(18)
  })
  it('leave nothing in the log', () => {
    expect(county.log.filter((line) => !/^serving release [0-9a-f]{12}$/.test(line))).toEqual([])
  })
  it('would be found out by a single cell that is another than the published one', async () => {
    const cells = new Map(
      [...county.cells].map(([id, published]) => [id, new Map([...published].map(([name, n]) => [name, n === null ? null : n + 1]))]),
    )
    expect((await fuzz({ ...county, cells, size: 200, seed: 1 })).faults.length).toBeGreaterThan(0)
  })
})

it('leaves no field untraced that leads to a figure of a release', () => expect(leadingToFigures()).toEqual([]))

describe('the maker of questions', () => {
  it('makes the same questions of the same seed, and others of another', () => {
    const first = (seed: number) => {
      const next = questions(random(seed), ['a'])
      return Array.from({ length: 50 }, () => next().body)
    }
    expect(first(1)).toEqual(first(1))
    expect(first(1)).not.toEqual(first(2))
  })
})
