import { type ClientIndex, clientIndex } from './client-index.ts'

/** One row of clients.csv, read. */
export interface ClientRow {
  /** Day number; kept in memory only, until the age group is known. */
  readonly birthDay: number
  /** 0 unknown, 1 male, 2 female. */
  readonly sex: number
  /** Position in the catalogue; for a municipality of another county −1 − its code. */
  readonly municipality: number
  /** Position in the catalogue; −1 unknown. */
  readonly centre: number
}

/** The clients of one import, in memory while it lasts. Clients of other counties have a number, so that their rows are known. */
export interface ClientTable {
  readonly index: ClientIndex
  add(identifier: { readonly bytes: Uint8Array; readonly from: number; readonly to: number }, row: ClientRow): number
  /** The row of a client; reads arrays, so it costs little. */
  row(client: number): ClientRow
  inCounty(client: number): boolean
  /** How many clients live in the county. */
  readonly inCountyCount: number
  /** Their numbers, ascending, in memory that threads can share. */
  clientsOfCounty(): Int32Array
}

/** Columns with room for `expected` clients, which grow when there are more. */
export function clientTable(expected: number): ClientTable {
  const index = clientIndex()
  let inCountyCount = 0
  let room = Math.max(1024, Math.ceil(expected))
  let birthDay = new Int32Array(room)
  let sex = new Uint8Array(room)
  let municipality = new Int16Array(room)
  let centre = new Int16Array(room)

  function grow(): void {
    room = Math.ceil(room * 1.5)
    const [b, s, m, c] = [birthDay, sex, municipality, centre]
    birthDay = new Int32Array(room)
    birthDay.set(b)
    sex = new Uint8Array(room)
    sex.set(s)
    municipality = new Int16Array(room)
    municipality.set(m)
    centre = new Int16Array(room)
    centre.set(c)
  }

  return {
    index,
    add({ bytes, from, to }, row) {
      const client = index.add(bytes, from, to)
      if (client >= room) grow()
      birthDay[client] = row.birthDay
      sex[client] = row.sex
      municipality[client] = row.municipality
      centre[client] = row.centre
      if (row.municipality >= 0) inCountyCount++
      return client
    },
    row: (client) => ({
      birthDay: at(birthDay, client),
      sex: at(sex, client),
      municipality: at(municipality, client),
      centre: at(centre, client),
    }),
    inCounty: (client) => at(municipality, client) >= 0,
    get inCountyCount() {
      return inCountyCount
    },
    clientsOfCounty() {
      const clients = new Int32Array(new SharedArrayBuffer(4 * inCountyCount))
      for (let client = 0, i = 0; client < index.size; client++) if (at(municipality, client) >= 0) clients[i++] = client
      return clients
    },
  }
}

function at(column: ArrayLike<number>, client: number): number {
  const value = column[client]
  if (value === undefined) throw new Error('a client number is one that the table gave')
  return value
}
