import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LISTED, type RunningPortal, runPortal } from './running-portal.ts'

describe("the operator's own server", () => {
  let portal: RunningPortal
  const told = async (where: string, method = 'GET') => {
    const reply = await fetch(`http://127.0.0.1:${portal.portal.managementPort()}${where}`, { method })
    return { status: reply.status, text: await reply.text() }
  }
  beforeAll(async () => {
    portal = await runPortal({ operations: 'listed', management: { host: '127.0.0.1', port: 0 } })
    const about = [...LISTED.values()].find(({ name }) => name === 'About')
    await portal.ask({ query: about?.text })
    await portal.ask({ query: 'query Made_up_by_a_caller { release { id } }' })
    for (const where of ['/matrix?municipality=101', '/service/S01', '/assets/made-up.js'])
      await portal.send('GET', where, { accept: 'text/html' })
  })
  afterAll(() => portal.close())

  it('says that the process lives and serves', async () => {
    expect(await told('/healthz')).toEqual({ status: 200, text: 'ok' })
    expect(await told('/readyz')).toEqual({ status: 200, text: 'ready' })
    expect((await told('/graphql')).status).toBe(404)
    expect((await told('/metrics', 'POST')).status).toBe(405)
  })

  it('is another port than that of readers, who are not told figures', async () => {
    expect(portal.portal.managementPort()).not.toBe(portal.port)
    const asked = await portal.send('GET', '/metrics', { accept: '*/*' })
    expect(asked.text).toContain('<title>Kooste</title>') // the page, which says that there is no such view
    expect(asked.text).not.toContain('kooste_')
  })

  it('tells Prometheus how the program does', async () => {
    const { text } = await told('/metrics')
    expect(text).toContain('kooste_ready 1')
    expect(text).toContain('kooste_releases 1')
    expect(text).toContain('kooste_operations_total{operation="About",status="2xx"} 1')
    expect(text).toContain('kooste_operations_total{operation="other",status="4xx"} 1')
    expect(text).toMatch(/kooste_request_seconds_count\{route="page",status="2xx"\} 3/)
    expect(text).toContain('kooste_process_cpu_seconds_total')
  })

  it('has no label from a selection, a service, a cell or a caller', async () => {
    const { text } = await told('/metrics')
    const labels = new Set(
      [...text.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name = '', value]) => (name === 'le' ? 'le' : `${name}=${value}`)),
    )
    const known = [
      /^le$/,
      /^route=(graphql|asset|page|health|other)$/,
      /^status=[1-5]xx$/,
      /^code=[A-Z_]+$/,
      new RegExp(`^operation=(other|${[...LISTED.values()].map(({ name }) => name).join('|')})$`),
      /^(space|kind|type|version|major|minor|patch)=/, // of the run-time's own figures
    ]
    for (const label of labels)
      expect(
        known.some((one) => one.test(label)),
        label,
      ).toBe(true)
    expect([...labels].join()).not.toMatch(/S01|101|made.up|Made_up/)
  })
})

describe('a portal without a release', () => {
  it('lives and is not ready', async () => {
    const portal = await runPortal({ management: { host: '127.0.0.1', port: 0 } })
    try {
      await portal.withdrawAll()
      const reply = await fetch(`http://127.0.0.1:${portal.portal.managementPort()}/readyz`)
      expect(reply.status).toBe(503)
      const text = await (await fetch(`http://127.0.0.1:${portal.portal.managementPort()}/metrics`)).text()
      expect(text).toContain('kooste_ready 0')
    } finally {
      await portal.close()
    }
  })
})

describe('a portal that stops', () => {
  it('says at once that it is not ready, while it answers who has asked', async () => {
    const portal = await runPortal({ management: { host: '127.0.0.1', port: 0 } })
    const port = portal.portal.managementPort()
    const held = portal.raw('GET /healthz HTTP/1.1\r\nhost: a\r\n', 5000) // a head that is not finished yet
    await new Promise((resolve) => setTimeout(resolve, 100))
    const stopping = portal.portal.stop()
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503)
    await Promise.all([stopping, held])
    await portal.close()
  })
})
