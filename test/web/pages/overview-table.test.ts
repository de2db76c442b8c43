import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { overviewTable } from '../../../web/pages/overview-table.ts'

it('the table of the overview keeps all clients in their column while heavy users are on screen', () => {
  const figure = (count: number) => ({ count, atLeast: false })
  const row = { code: 'H01', name: 'Päivystys', sector: 'HEALTH', moreThan: null, allShare: 4, heavyShare: 20, gap: 16 } as const
  const { columns, rows } = overviewTable(
    [{ ...row, clients: figure(60), allClients: figure(300), heavyClients: figure(60) }],
    createInstance().t,
  )
  const at = (id: string) => rows[0]?.[columns.findIndex((column) => column.id === id)]
  expect([at('clients'), at('share'), at('heavyClients'), at('heavyShare')]).toEqual([figure(300), 4, figure(60), 20])
})
