// A process that keeps a data folder and writes without a pause. It says a number only after its row was committed; the drill
// kills it, and the numbers it said must be in the table at the next start.
import pg from 'pg'
import { startPostgres } from '#server/postgres/launcher.ts'

const WRITERS = 8
const [folder = '', first = '0'] = process.argv.slice(2)

const postgres = await startPostgres(folder)
const { host, port, user } = postgres
const pool = new pg.Pool({ host, port, user, database: 'postgres', max: WRITERS }).on('error', () => undefined)
await pool.query('create table if not exists mark (id bigint primary key, words text not null)')
const { rows } = await pool.query<{ id: string }>('select id from mark')
process.send?.({ there: rows.map(({ id }) => Number(id)), pid: process.pid })

let next = Number(first)
let writing = true
const write = async () => {
  while (writing) {
    const id = next++
    const written = await pool.query('insert into mark values ($1, repeat($2, 100))', [id, `${id} `]).then(
      () => true,
      () => false, // the database is away: what was not acknowledged is not counted
    )
    if (written) process.stdout.write(`${id}\n`)
    else await new Promise((resolve) => setImmediate(resolve))
  }
}
const writers = Promise.all(Array.from({ length: WRITERS }, write))

process.on('message', async () => {
  writing = false
  await writers
  await pool.end()
  await postgres.stop()
  process.disconnect()
})
