import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyText, readKey, signerOf } from '#ledger/notes.ts'
import { verify } from '#ledger/verify.ts'
import { addCheckpoint, watch } from '#ledger/witness.ts'
import { askWitnesses } from '#ledger/witnesses.ts'
import { embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { type Postgres, startPostgres } from '#server/postgres/launcher.ts'
import { type LedgerWorld, ledgerWorld, origin, seed } from '#tests/ledger/ledger-world.ts'
import { newHome } from './house.ts'

const townHall = signerOf('town.example/witness', Buffer.alloc(32, 9), 4)
const { home, leave } = newHome('sequencer')
let postgres: Postgres
let world: LedgerWorld
beforeAll(async () => {
  postgres = await startPostgres(home)
  const client = new pg.Client({ host: postgres.host, port: postgres.port, user: 'preau', database: 'postgres' })
  await client.connect()
  await client.query('create database ledger')
  await client.end()
  const connection = embedded(postgres, 'ledger')
  await migrate(connection)
  world = await ledgerWorld(connection)
  for (const pool of [world.pool, world.owner]) pool.on('error', () => undefined) // PostgreSQL stops at the end of the drill
  await watch(world.pool, keyText(signerOf(origin, seed)))
  const row = [townHall.name, keyText(townHall), 'https://town.example']
  await world.pool.query('insert into ledger.witness (name, key, url) values ($1, $2, $3)', row)
})
afterAll(async () => {
  await world.end()
  await postgres.stop()
  leave()
})

/** Where it is killed: what it does there, the statement, and which time that statement comes. */
const points: [string, string, number][] = [
  ['taking its turn', 'pg_try_advisory_xact_lock', 1],
  ['reading the facts', 'ledger\\.leaf_hash', 1],
  ['writing tiles', 'insert into ledger\\.tile', 1],
  ['noting tags', 'insert into ledger\\.subject_day', 1],
  ['writing the batch', 'insert into ledger\\.batch', 1],
  ['moving the head', 'update ledger\\.log', 1],
  ['telling streams and jobs', 'pg_notify', 1],
  ['committing', '^commit$', 1],
  ['signing', 'insert into ledger\\.checkpoint', 1],
  ['publishing', 'delete from ledger\\.checkpoint', 1],
  ['the witness’s remembering', 'update ledger\\.watched_log', 1],
  ['the witness’s commit', '^commit$', 2],
  ['keeping the cosignature', 'ledger\\.checkpoint set witnessed', 1],
  ['noting what the witness said', 'update ledger\\.witness', 1],
]
/** Before the statement is sent, once it is sent, once it is answered; in an ordinary run each point has one of the three. */
const moments = ['before', 'sent', 'after'] as const
const momentsOf = (nth: number) => (process.env['PREAU_FULL'] ? moments : [moments[nth % 3]!])

const killedAt = async (statement: string, nth: number, when: string) => {
  const config = JSON.stringify(world.connection.config('preau_sequencer'))
  const file = path.join(import.meta.dirname, 'killed-sequencer-process.ts')
  const child = spawn(process.execPath, [file, config, seed.toString('hex'), statement, `${nth}`, when], { stdio: 'inherit' })
  const [, signal] = await once(child, 'exit')
  return signal
}
const verified = async () => {
  const client = await world.owner.connect()
  try {
    const keys = { keyOf: () => signerOf(origin, seed), witnesses: [readKey(keyText(townHall))] }
    return await verify(client, { ...keys, unlinked: 0, hasEnded: () => false })
  } finally {
    client.release()
  }
}

test.each(points.map((point, at) => [...point, at] as const))(
  'killed while %s: nothing is lost, nothing twice, nothing signed that is not there, and the witness goes on',
  async (_, statement, nth, at) => {
    for (const when of momentsOf(at)) {
      const ids = await world.write(Array.from({ length: 3 }, () => world.reads(randomUUID())))
      expect([when, await killedAt(statement, nth, when)]).toEqual([when, 'SIGKILL'])
      const found = await verified()
      expect(found.findings).toEqual([])
      await world.settle()
      const ask = (_url: string, body: string) => addCheckpoint({ pool: world.pool, signer: townHall, clock: world.clock }, body)
      expect(await askWitnesses(world.pool, world.clock, ask)).toEqual([{ name: townHall.name, outcome: 'cosigned' }])
      const after = await verified()
      const { rows } = await world.owner.query<{ n: number }>('select count(*)::int as n from ledger.fact')
      expect(after).toMatchObject({ ok: true, findings: [], logs: [{ size: rows[0]!.n, waiting: 0 }] })
      const { rows: entries } = await world.owner.query<{ n: number }>(
        'select count(*)::int as n from ledger.subject_day, unnest(facts) as fact where fact = any ($1::uuid[])',
        [ids],
      )
      expect(entries[0]!.n).toBe(ids.length)
    }
  },
)
