import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY, demandThreshold, parsePolicy } from '../../../server/vault/guard/policy.ts'

const SERVICES = ['GP', 'EMR']

describe('a policy', () => {
  it('is exact with a threshold of five unless something else is set', () => {
    expect(parsePolicy({}, SERVICES)).toEqual({ kind: 'policy', policy: DEFAULT_POLICY })
    expect(DEFAULT_POLICY).toEqual({ kind: 'exact', k: 5, complementExempt: [] })
  })

  it.each([4, 0, -5, 4.999, 5.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the threshold %s', (k) => {
    expect(parsePolicy({ k }, SERVICES)).toEqual({ kind: 'refused', reason: expect.stringContaining('at least 5') })
    expect(parsePolicy({ kind: 'perturbed', k }, SERVICES)).toMatchObject({ kind: 'refused' })
    expect(() => demandThreshold({ kind: 'exact', k, complementExempt: [] })).toThrow(/threshold/)
  })

  it('takes a higher threshold', () => {
    expect(parsePolicy({ k: 10 }, SERVICES)).toMatchObject({ policy: { k: 10 } })
    expect(() => demandThreshold({ ...DEFAULT_POLICY, k: 10 })).not.toThrow()
  })

  it('exempts named services, each once, in one order', () => {
    expect(parsePolicy({ complementExempt: ['GP', 'EMR', 'GP'] }, SERVICES)).toMatchObject({ policy: { complementExempt: ['EMR', 'GP'] } })
    expect(parsePolicy({ complementExempt: ['XX'] }, SERVICES)).toEqual({ kind: 'refused', reason: expect.stringContaining('XX') })
  })

  it('may perturb, with D 8, V 2, js 4 and drill-down from ten', () => {
    expect(parsePolicy({ kind: 'perturbed' }, SERVICES)).toEqual({
      kind: 'policy',
      policy: { kind: 'perturbed', k: 5, d: 8, v: 2, js: 4, drillDown: 10 },
    })
  })

  it.each([{ d: 0 }, { d: 1.5 }, { v: 0 }, { v: Number.NaN }, { js: -1 }, { drillDown: 4 }, { complementExempt: ['GP'] }])(
    'refuses to perturb by %o',
    (settings) => expect(parsePolicy({ kind: 'perturbed', ...settings }, SERVICES)).toMatchObject({ kind: 'refused' }),
  )

  it('is of a kind that is known', () => expect(parsePolicy({ kind: 'none' }, SERVICES)).toMatchObject({ kind: 'refused' }))
})
