import type { Highs, Model } from 'highs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Program, SolverFailed, withSolver } from '../../../server/vault/guard/solver.ts'

/** Of the runs that follow, how many end without a status. */
const trouble = vi.hoisted(() => ({ runs: 0, presolved: [] as unknown[] }))

/** The solver as it is, but that some of its runs end without a status. */
vi.mock('highs', async (importOriginal) => {
  const original = await importOriginal<{ default: () => Promise<Highs> }>()
  const troubled = (highs: Highs, model: Model): Model =>
    new Proxy(model, {
      get(target, name) {
        if (name === 'getModelStatus' && trouble.runs > 0)
          return () => {
            trouble.runs--
            trouble.presolved.push(target.options.get('presolve'))
            return highs.constants.modelStatus.unknown
          }
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  return {
    ...original,
    async default() {
      const highs = await original.default()
      return new Proxy(highs, {
        get(target, name) {
          if (name === 'createModel') return (...data: Parameters<Highs['createModel']>) => troubled(target, target.createModel(...data))
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
    },
  }
})

afterEach(() => {
  trouble.runs = 0
  trouble.presolved.length = 0
})

/** Two columns up to 3, together at most 4; the second is cheaper. */
const PROGRAM: Program = {
  cost: Float64Array.of(2, 1),
  upper: Float64Array.of(3, 3),
  low: Float64Array.of(0),
  high: Float64Array.of(4),
  starts: Int32Array.of(0, 2),
  indices: Int32Array.of(0, 1),
  values: Float64Array.of(1, 1),
}
const BOTH = { indices: [0, 1], values: [1, 1] }

describe('a program that ends without a status', () => {
  it.each([0, 1])('has the same answer where %i runs did', async (runs) => {
    const answers = await withSolver(PROGRAM, (solver) => {
      const asked = [4, 5].map((low) => {
        trouble.runs = runs
        return solver.cheapest(BOTH, low)
      })
      expect(solver.calls()).toBe(2)
      return asked
    })
    expect(answers).toEqual([{ kind: 'found', cost: 5, columns: Float64Array.of(1, 3) }, { kind: 'impossible' }])
    expect(trouble.presolved).toEqual(runs === 0 ? [] : ['off', 'off'])
  })

  it('fails where the second attempt ends so too, and another program is solved', async () => {
    const failing = withSolver(PROGRAM, (solver) => {
      trouble.runs = 2
      return solver.cheapest(BOTH, 4)
    })
    await expect(failing).rejects.toBeInstanceOf(SolverFailed)
    expect(trouble.presolved).toEqual(['off', 'on'])
    expect((await withSolver(PROGRAM, (solver) => solver.cheapest(BOTH, 4))).kind).toBe('found')
  })
})
