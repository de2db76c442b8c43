import { inspect } from 'node:util'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { openCounts, SealBroken, sealCounts } from '../../server/vault/cube/open-counts.ts'

const SECRET = 31_337
const sealed = sealCounts({ base: Uint32Array.of(SECRET), named: SECRET })
const secret = new RegExp(`${SECRET}|${SECRET.toString(16)}`)

describe('sealed counts', () => {
  it('open for the guard', () => expect(openCounts(sealed).named).toBe(SECRET))

  it('are not written as JSON, alone or inside another value', () => {
    expect(() => JSON.stringify(sealed)).toThrow(SealBroken)
    expect(() => JSON.stringify({ data: [sealed] })).toThrow(SealBroken)
  })

  it('spread, copy and list to nothing', () => {
    expect({ ...sealed }).toEqual({})
    expect(Object.assign({}, sealed)).toEqual({})
    expect(Reflect.ownKeys(sealed)).toEqual([])
    expect(Object.entries(sealed)).toEqual([])
    expect(Object.getOwnPropertyDescriptors(sealed)).toEqual({})
  })

  it('do not show in logs, whatever is asked of them', () => {
    expect(inspect(sealed)).toBe('[sealed]')
    expect(inspect({ deep: [sealed] }, { depth: null, showHidden: true, getters: true })).toBe('{ deep: [ [sealed], [length]: 1 ] }')
    expect(inspect(sealed, { customInspect: false, showHidden: true, depth: null })).not.toMatch(secret)
    expect(`${sealed}`).toBe('[sealed]')
    expect(String(sealed)).toBe('[sealed]')
  })

  it('are not numbers', () => {
    expect(() => Number(sealed)).toThrow(SealBroken)
    expect(() => Math.max(...[sealed].map(Number))).toThrow(SealBroken)
  })

  it('do not travel to another thread', () => {
    expect(inspect(structuredClone(sealed))).not.toMatch(secret)
    const { port1, port2 } = new MessageChannel()
    port1.postMessage(sealed)
    expect(Reflect.ownKeys(receiveMessageOnPort(port2)?.message)).toEqual([])
    port1.close()
  })

  it('cannot be changed or opened by a look-alike', () => {
    expect(Object.isFrozen(sealed)).toBe(true)
    const twin = Object.create(Object.getPrototypeOf(sealed))
    expect(() => openCounts(twin)).toThrow(TypeError)
  })

  it('say nothing of themselves in the error', () => {
    expect(new SealBroken().message).not.toMatch(/\d/)
  })
})
