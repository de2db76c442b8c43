import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Server } from 'node:http'
import { Socket } from 'node:net'
import type { Request } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_VIEWER, type Viewer } from '../../server/portal/access/viewer.ts'
import { callerKey } from '../../server/portal/operation/caller.ts'
import { pointBudget } from '../../server/portal/operation/point-budget.ts'
import { codeOf, type RunningPortal, runPortal } from './running-portal.ts'

const person = (id: string): Viewer => ({ ...DEMO_VIEWER, kind: 'person', id })
const viewerOf = ({ headers }: Request) => (typeof headers['x-test-viewer'] === 'string' ? person(headers['x-test-viewer']) : null)
const as = (id: string) => ({ 'x-test-viewer': id })

describe('requests a minute', () => {
  let portal: RunningPortal
  beforeAll(async () => {
    portal = await runPortal({ requestsPerMinute: 5 }, viewerOf)
  })
  afterAll(() => portal.close())

  it('are counted for each viewer, also those that are refused, and told in a header', async () => {
    const replies = []
    for (let i = 0; i < 6; i++) replies.push(await portal.ask({ query: i === 2 ? '{ no }' : '{ release { id } }' }, as('a')))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 400, 200, 200, 429])
    const refused = replies[5]
    if (!refused) throw new Error('six were asked')
    expect(codeOf(refused)).toBe('RATE_LIMITED')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await portal.ask({ query: '{ release { id } }' }, as('b'))).status).toBe(200)
  })

  it('are counted by address where nobody is known, whatever the request says of where it comes from', async () => {
    const replies = []
    for (let i = 0; i < 6; i++) replies.push(await portal.ask({ query: '{ release { id } }' }, { 'true-client-ip': `203.0.113.${i}` }))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('are not what health and pages wait for', async () => {
    for (let i = 0; i < 8; i++) expect((await portal.send('GET', '/readyz', as('a'))).status).toBe(200)
    expect((await portal.send('GET', '/', { accept: 'text/html', ...as('a') })).status).toBe(200)
  })
})

describe('a caller', () => {
  const from = (ip: string): Request => Object({ ip, headers: {} })
  const nobody = () => null
  it('is one for a whole network of IPv6, so that a million addresses are one caller', () => {
    expect(callerKey(from('2001:db8:1:2::1'), nobody)).toBe(callerKey(from('2001:db8:1:2:ffff:ffff:ffff:ffff'), nobody))
    expect(callerKey(from('2001:db8:1:2::1'), nobody)).toBe(callerKey(from('2001:db8:1:3::1'), nobody))
    expect(callerKey(from('2001:db8:1:200::1'), nobody)).not.toBe(callerKey(from('2001:db8:1:100::1'), nobody))
  })
  it('is one for an IPv4 address, also written as IPv6', () => {
    expect(callerKey(from('203.0.113.7'), nobody)).not.toBe(callerKey(from('203.0.113.8'), nobody))
    expect(callerKey(from('::ffff:203.0.113.7'), nobody)).not.toBe(callerKey(from('::ffff:203.0.113.8'), nobody))
  })
  it('is the viewer from wherever the viewer comes, and nobody else under a made-up name', () => {
    expect(callerKey(from('203.0.113.7'), () => person('a'))).toBe(callerKey(from('203.0.113.8'), () => person('a')))
    expect(callerKey(from('203.0.113.7'), () => person('address 203.0.113.8'))).not.toBe(callerKey(from('203.0.113.8'), nobody))
  })
  it('is the address in demo mode, where everybody is one viewer', () => {
    expect(callerKey(from('203.0.113.7'), () => DEMO_VIEWER)).toBe(callerKey(from('203.0.113.7'), nobody))
  })
})

describe('points a minute', () => {
  it('are taken from the asking viewer until they do not suffice, and kept answers cost none', async () => {
    const portal = await runPortal({ pointsPerMinute: 700 })
    try {
      const matrix = { query: '{ usageMatrix { counts } }' }
      expect((await portal.ask(matrix)).status).toBe(200)
      for (let i = 0; i < 12; i++) expect((await portal.ask(matrix)).status).toBe(200)
      const replies = []
      for (let i = 0; i < 12; i++) replies.push(await portal.ask({ query: `{ a${i}: usageMatrix { counts } }` }))
      const limited = replies.filter(({ status }) => status === 429)
      expect(limited.length).toBeGreaterThan(3)
      for (const reply of limited) {
        expect(codeOf(reply)).toBe('RATE_LIMITED')
        expect(JSON.parse(reply.text).data).toBeUndefined()
      }
      expect(replies.map(({ status }) => status)).toEqual([...replies.map(({ status }) => status)].sort())
    } finally {
      await portal.close()
    }
  })

  it('begin anew with the minute, and one caller takes none from another', () => {
    let now = 0
    const budget = pointBudget(10, () => now)
    expect([budget.spend('a', 6), budget.spend('a', 6), budget.spend('a', 4), budget.spend('b', 10)]).toEqual([true, false, true, true])
    now = 60_000
    expect(budget.spend('a', 10)).toBe(true)
  })
})

describe('sign-ins of one address', () => {
  it('end at the limit, before anything is asked of the provider or written down', async () => {
    const running = await runPortal({ signInsPerMinute: 5 })
    try {
      const statuses: number[] = []
      for (let i = 0; i < 8; i++) statuses.push((await running.send('GET', '/auth/sign-in')).status)
      expect(statuses.slice(0, 5).every((status) => status !== 429)).toBe(true)
      expect(statuses.slice(5)).toEqual([429, 429, 429])
      expect((await running.send('GET', '/auth/callback?code=x')).status).toBe(429)
      expect((await running.send('GET', '/readyz')).status).toBe(200)
    } finally {
      await running.close()
    }
  })
})

describe('an upload of hours', () => {
  it('has all the time that it needs as long as something of it comes', async () => {
    const running = await runPortal()
    const limits: (number | undefined)[] = []
    const look = (message: unknown) => {
      if (!(message instanceof Object)) return
      if ('server' in message && message.server instanceof Server) limits.push(message.server.requestTimeout)
      if ('socket' in message && message.socket instanceof Socket) limits.push(message.socket.timeout)
    }
    // Node tells here what it will hold a request to: minutes are too long for a test.
    const begun = 'http.server.request.start'
    subscribe(begun, look)
    try {
      await running.send('PUT', '/uploads/x/clients.csv', {}, 'x')
      expect(limits).toEqual([0, 300_000])
    } finally {
      unsubscribe(begun, look)
      await running.close()
    }
  })
})
