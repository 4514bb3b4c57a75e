import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '#kernel/session.ts'
import { actions } from '#server/registry.ts'
import { openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'
import { Aborted, type Actor, reading, SessionEnded, type Tx } from './db.ts'
import { uuidv7 } from './ids.ts'

let world: World
let amal: Person
let session: Buffer
beforeAll(async () => {
  world = await openWorld()
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  session = digestOf((await signInAgain(world, amal)).token)
})
afterAll(() => world.close())

const as = (more: Partial<Actor> = {}): Actor => ({
  ...{ schoolId: world.schoolId, personId: amal.id, accountId: amal.accountId, session },
  ...{ purpose: 'self', requestId: uuidv7(), action: 'person.me', ...more },
})
const whoAsks = (tx: Tx) => sql<{ id: string }>`select id from person where id = app.person_id()`.execute(tx)

/** How many packets left while something was done. */
const packetsOf = async (work: () => Promise<unknown>) => {
  const pool = world.installation.db.requests
  let packets = 0
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>
  Object.assign(pool, {
    connect: async () => {
      const client = await connect()
      const query = client.query.bind(client) as (...words: unknown[]) => unknown
      const counted = (...words: unknown[]) => {
        packets++
        return query(...words)
      }
      return Object.assign(client, { query: counted })
    },
  })
  await work().finally(() => Object.assign(pool, { connect }))
  return packets
}

test('whoever asks everything at once is answered in one packet; each later question has one of its own, as the same person', async () => {
  const { db } = world.installation
  const once = await packetsOf(() => reading(db, as(), (tx) => Promise.all([whoAsks(tx), whoAsks(tx)])))
  const later = await packetsOf(() =>
    reading(db, as(), async (tx) => {
      await whoAsks(tx)
      const { rows } = await whoAsks(tx)
      expect(rows).toEqual([{ id: amal.id }])
    }),
  )
  expect([once, later]).toEqual([1, 2])
})

test('a session that is over reads nothing, and a later packet asks for it again', async () => {
  const { db } = world.installation
  const { token } = await signInAgain(world, amal)
  const other = digestOf(token)
  const ends = () => world.owner.query('update directory.session set ended_at = now() where token_digest = $1', [other])
  const read = reading(db, as({ session: other }), async (tx) => {
    const { rows } = await whoAsks(tx)
    await ends()
    return { rows, after: (await whoAsks(tx)).rows }
  })
  await expect(read).rejects.toThrow(SessionEnded)
  await expect(reading(db, as({ session: other }), whoAsks)).rejects.toThrow(SessionEnded)
})

test('an error that somebody swallowed is none of the answers; the connection serves the next', async () => {
  const { db } = world.installation
  const wrong = (tx: Tx) => sql`select 1 / 0`.execute(tx)
  await expect(reading(db, as(), (tx) => wrong(tx).catch(() => 'nothing'))).rejects.toThrow(Aborted)
  await expect(reading(db, as(), wrong)).rejects.toMatchObject({ code: '22012' })
  for (let again = 0; again < 12; again++) expect((await reading(db, as(), whoAsks)).rows).toEqual([{ id: amal.id }])
})

test('only a reading of somebody signed in that is no fact is over in one packet', () => {
  const told = actions.flatMap(({ endpoint }) => (endpoint.atOnce ? [endpoint] : []))
  expect(told.length).toBeGreaterThan(0)
  for (const { name, method, reads, access } of told) expect([method, reads, access], name).toEqual(['GET', 'plain', 'session'])
})

test('a handle that was kept speaks for nobody', async () => {
  const kept = await reading(world.installation.db, as(), async (tx) => tx)
  await expect(whoAsks(kept)).rejects.toThrow('has ended')
})
