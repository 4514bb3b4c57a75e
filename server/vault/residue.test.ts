import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { as, connect, type Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { startPostgres } from '#server/postgres/launcher.ts'
import { burn } from './burn.ts'
import { openVault } from './open.ts'
import { person } from './owners.ts'
import type { Wrapped } from './ring.ts'
import { transactions } from './transact.ts'

const shelf = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir()

/** How often these bytes are in any file of a folder, the write-ahead log included. */
const timesIn = (folder: string, bytes: Buffer): number =>
  fs.readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => {
    if (!entry.isFile()) return sum
    const content = fs.readFileSync(path.join(entry.parentPath, entry.name))
    let [count, at] = [0, content.indexOf(bytes)]
    for (; at >= 0; at = content.indexOf(bytes, at + 1)) count++
    return sum + count
  }, 0)

test('PostgreSQL keeps copies of a deleted key; after the burn none of them opens anything', { timeout: 60_000 }, async () => {
  const folder = fs.mkdtempSync(path.join(shelf, 'preau-residue-'))
  fs.chmodSync(folder, 0o711)
  const [data, keys] = [path.join(folder, 'data'), path.join(folder, 'keys')]
  const postgres = await startPostgres(data, { autovacuum: 'off' })
  const connection = embedded(postgres, 'postgres')
  await migrate(connection)
  const [db, own, owner] = [connect(connection), transactions(connection), new pg.Client(connection.config('owner'))]
  await owner.connect()
  const { vault, ring } = await openVault({ folder: keys, transact: own.transact, clock: { now: () => new Date() } })
  const [school, pupil, marker] = [uuidv7(), uuidv7(), `Zoë-${uuidv7()}`]
  const actor = {
    schoolId: school,
    personId: uuidv7(),
    accountId: null,
    session: null,
    purpose: 'administration',
    requestId: uuidv7(),
    action: 'test',
  } as const
  const inSchool = <T>(run: (tx: Tx) => Promise<T>) => as(db, actor, run)

  const [sealed] = await inSchool((tx) =>
    vault.seal(tx, school, 'person', [{ id: pupil, owners: person(pupil), content: { display: marker } }]),
  )
  await owner.query('create table leftover (sealed bytea, clear text)')
  await owner.query('insert into leftover values ($1, $2)', [sealed, 'a word in clear'])
  const { wrapped, week } = (await owner.query('select wrapped, week from vault.key where owner_id = $1', [pupil])).rows[0]
  const bound: Wrapped = { schoolId: school, ownerId: pupil, version: 1 }
  expect(ring.unwrap(week, bound, wrapped)).toHaveLength(32)

  await inSchool((tx) => vault.destroy(tx, school, [person(pupil)]))
  await owner.query('vacuum full vault.key')
  await owner.query('checkpoint')
  expect(timesIn(data, Buffer.from('a word in clear')), 'the search finds what is there').toBeGreaterThan(0)
  expect(timesIn(data, sealed!), 'and finds the sealed row').toBeGreaterThan(0)
  expect(timesIn(data, wrapped), 'the deleted key is still in the log').toBeGreaterThan(0)
  expect(ring.unwrap(week, bound, wrapped), 'and before the burn it could be taken back').toHaveLength(32)

  const ringKeys = fs.readFileSync(path.join(keys, 'ring', `${week}.key`))
  await burn({
    ring,
    transact: own.transact,
    now: new Date(),
    sources: { email: [], username: [], external_id: [], class_key: [] },
  })
  expect(timesIn(data, wrapped)).toBeGreaterThan(0)
  expect(() => ring.unwrap(week, bound, wrapped)).toThrow('vault.ring_missing')
  for (const other of ring.weeks()) expect(() => ring.unwrap(other, bound, wrapped)).toThrow('vault.wrong_key')
  expect(timesIn(keys, ringKeys)).toBe(0)
  expect(timesIn(folder, Buffer.from(marker))).toBe(0)

  await Promise.all([db.end(), own.end(), owner.end()])
  await postgres.stop()
  fs.rmSync(folder, { recursive: true })
})
