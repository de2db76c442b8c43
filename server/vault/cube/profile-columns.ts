/** Profiles as a structure of arrays: clients with the same attributes, services and heavy services, counted together. */

export interface ProfileColumns {
  /** Number of profiles; every column but the lists has this length. */
  readonly length: number
  /** 0 unknown, 1 male, 2 female. */
  readonly sex: Uint8Array
  /** 0 for 0–17, 1 for 18–64, 2 for 65–79, 3 for 80+. */
  readonly age: Uint8Array
  /** Position in the catalogue. */
  readonly municipality: Int16Array
  /** Position in the catalogue; −1 unknown. */
  readonly centre: Int16Array
  /** 1 for heavy users. */
  readonly heavyUser: Uint8Array
  /** Number of clients. */
  readonly clients: Uint32Array
  /** Sum of their record keys mod 2^32. */
  readonly keySum: Uint32Array
  /** Services of profile p: `services[serviceStart[p]]` up to `services[serviceStart[p + 1] − 1]`, catalogue positions, ascending. */
  readonly serviceStart: Uint32Array
  readonly services: Int16Array
  /** The same for services heavy in. */
  readonly heavyStart: Uint32Array
  readonly heavyServices: Int16Array
}

/** One profile, as a row. */
export interface ProfileRow {
  readonly sex: number
  readonly age: number
  readonly municipality: number
  readonly centre: number
  readonly heavyUser: boolean
  readonly services: readonly number[]
  readonly heavyServices: readonly number[]
  readonly clients: number
  /** 0 … 2^32 − 1. */
  readonly keySum: number
}

/** Takes profiles one by one, without an object for each: `begin`, its services ascending, those heavy in, `end`. */
export interface ProfileBuilder {
  begin(sex: number, age: number, municipality: number, centre: number, heavyUser: number): void
  addService(position: number): void
  addHeavyService(position: number): void
  end(clients: number, keySum: number): void
  finish(): ProfileColumns
}

/** Columns that double as they fill. */
export function profileBuilder(): ProfileBuilder {
  let length = 0
  const sex = growing(Uint8Array)
  const age = growing(Uint8Array)
  const municipality = growing(Int16Array)
  const centre = growing(Int16Array)
  const heavyUser = growing(Uint8Array)
  const clients = growing(Uint32Array)
  const keySum = growing(Uint32Array)
  const serviceStart = growing(Uint32Array)
  const services = growing(Int16Array)
  const heavyStart = growing(Uint32Array)
  const heavyServices = growing(Int16Array)
  return {
    begin(s, a, m, c, h) {
      sex.push(s)
      age.push(a)
      municipality.push(m)
      centre.push(c)
      heavyUser.push(h)
      serviceStart.push(services.length())
      heavyStart.push(heavyServices.length())
    },
    addService: services.push,
    addHeavyService: heavyServices.push,
    end(n, keys) {
      length++
      clients.push(n)
      keySum.push(keys)
    },
    finish() {
      serviceStart.push(services.length())
      heavyStart.push(heavyServices.length())
      return {
        length,
        sex: sex.column(),
        age: age.column(),
        municipality: municipality.column(),
        centre: centre.column(),
        heavyUser: heavyUser.column(),
        clients: clients.column(),
        keySum: keySum.column(),
        serviceStart: serviceStart.column(),
        services: services.column(),
        heavyStart: heavyStart.column(),
        heavyServices: heavyServices.column(),
      }
    },
  }
}

/** Columns of the given rows. */
export function profileColumns(rows: Iterable<ProfileRow>): ProfileColumns {
  const builder = profileBuilder()
  for (const row of rows) {
    builder.begin(row.sex, row.age, row.municipality, row.centre, row.heavyUser ? 1 : 0)
    for (const service of row.services) builder.addService(service)
    for (const service of row.heavyServices) builder.addHeavyService(service)
    builder.end(row.clients, row.keySum)
  }
  return builder.finish()
}

interface Column {
  [index: number]: number
  readonly length: number
}

function growing<T extends Column & { set(from: T): void; subarray(from: number, to: number): T }>(type: new (length: number) => T) {
  let column = new type(1024)
  let used = 0
  return {
    push(value: number): void {
      if (used === column.length) {
        const larger = new type(column.length * 2)
        larger.set(column)
        column = larger
      }
      column[used++] = value
    },
    length: () => used,
    column: () => column.subarray(0, used),
  }
}
