import { expect, it } from 'vitest'
import { copyIn, copyOut } from '../../server/database/copy.ts'
import { onEachDatabase } from '../support/databases.ts'

onEachDatabase('COPY to the client', ({ portal }) => {
  it('hears every row, and leaves the connection fit for use', async () => {
    const connection = await (await portal()).pool.connect()
    const rows: string[] = []
    await copyOut(connection, 'COPY (SELECT generate_series(1, 50000)) TO STDOUT', (row) => void rows.push(row.toString().trim()))
    expect(rows).toHaveLength(50_000)
    expect(rows.at(-1)).toBe('50000')
    expect((await connection.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    connection.release()
  })

  it('throws what the server answers or the taker throws', async () => {
    const connection = await (await portal()).pool.connect()
    await expect(copyOut(connection, 'COPY (SELECT 1 / 0) TO STDOUT', () => {})).rejects.toThrow('division by zero')
    const taker = () => {
      throw new Error('no room')
    }
    await expect(copyOut(connection, 'COPY (SELECT 1) TO STDOUT', taker)).rejects.toThrow('no room')
    expect((await connection.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    connection.release()
  })

  it('stores what is sent, or nothing', async () => {
    const database = await portal()
    // The embedded database takes no COPY from its client.
    if (database.kind === 'embedded') return
    const connection = await database.pool.connect()
    await connection.query('CREATE TEMP TABLE number (n int)')
    const count = async () => (await connection.query('SELECT count(*)::int AS n FROM number')).rows[0]?.n
    const lines = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text))
    await copyIn(connection, 'COPY number FROM STDIN', lines('1\n2\n', '3\n'))
    expect(await count()).toBe(3)
    await expect(copyIn(connection, 'COPY number FROM STDIN', lines('4\n', 'five\n'))).rejects.toThrow('invalid input syntax')
    function* failing(): Generator<Buffer> {
      yield Buffer.from('6\n')
      throw new Error('the source is gone')
    }
    await expect(copyIn(connection, 'COPY number FROM STDIN', failing())).rejects.toThrow('the source is gone')
    await expect(copyIn(connection, 'COPY nothing FROM STDIN', lines('1\n'))).rejects.toThrow('does not exist')
    expect(await count()).toBe(3)
    connection.release()
  })
})
