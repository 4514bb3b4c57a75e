import { randomUUID } from 'node:crypto'
import { as } from '#kernel/db.ts'
import { keyText, signerOf } from '#ledger/notes.ts'
import { gatherFile } from '#ledger/offline/gathering.ts'
import { record } from '#ledger/record.ts'
import { makeRoster } from '#ledger/roster.ts'
import { snapshotOf } from '#ledger/snapshots.ts'
import { addCheckpoint, watch } from '#ledger/witness.ts'
import { askWitnesses } from '#ledger/witnesses.ts'
import { ledgerWorld, origin, seed } from './ledger-world.ts'
import { words } from './parent-words.ts'

const townHall = signerOf('town.example/witness', Buffer.alloc(32, 9), 4)

/** Two children whom a teacher read about, a third whom nobody did, two days with their rosters, a witness, and files of it all. */
export const parentWorld = async (reads = 40, now = new Date('2026-11-21T11:00:00Z')) => {
  const [amal, noor, quiet] = [randomUUID(), randomUUID(), randomUUID()]
  const world = await ledgerWorld()
  const { schoolId, keys, pool, owner } = world
  const inSchool = <T>(_school: string, run: Parameters<typeof as<T>>[2]) => as(world.db, world.actor(schoolId), run)
  const year = await keys.epoch(undefined as never, schoolId, 'audit-stub', '2026-08-24')
  await owner.query(
    `insert into vault.epoch (school_id, id, retention_class, from_on) values ($1, $2, 'audit-stub', '2026-08-24')`,
    [schoolId, year.id],
  )
  const facts = Array.from({ length: reads }, (_, nth) =>
    world.reads(nth % 3 ? noor : amal, nth % 2 ? ['contact'] : ['contact', 'health']),
  )
  await world.write(facts, { now })
  await inSchool(schoolId, async (tx) => {
    const subject = await snapshotOf(tx, keys, schoolId, randomUUID(), [amal, noor], now)
    await record(tx, keys, world.context({ now }), [{ event: 'class.list_read', payload: { classId: randomUUID() }, subject }])
  })
  await world.settle()
  for (const day of ['2026-11-20', '2026-11-21'])
    await makeRoster(pool, keys, inSchool, { schoolId, day, yearDay: 9732 }, async (payload) => {
      const [id] = await world.write([{ event: 'ledger.roster_made', payload }], { now, day: '2026-11-22' })
      return id!
    })
  await world.settle()
  await watch(pool, keyText(signerOf(origin, seed)))
  await pool.query('insert into ledger.witness (name, key, url) values ($1, $2, $3)', [
    townHall.name,
    keyText(townHall),
    'https://town.example',
  ])
  const clock = { now: () => now }
  await askWitnesses(pool, clock, async (_url, body) => addCheckpoint({ pool, signer: townHall, clock }, body))
  const shared = {
    schoolId,
    from: '2026-11-20',
    to: '2026-11-21',
    madeAt: now,
    epoch: 1,
    logKey: keyText(signerOf(origin, seed)),
    witnessKeys: [keyText(townHall)],
    words,
  }
  const fileOf = (childId: string) =>
    inSchool(schoolId, (tx) =>
      gatherFile(
        { tx, pool, keys },
        { ...shared, childId, shown: () => ({ who: 'Rosa Lind, teacher', isOwn: false, withId: true }) },
      ),
    )
  return { world, fileOf, amal, noor, now, witness: townHall.name, file: await fileOf(amal), quietFile: await fileOf(quiet) }
}
export type ParentWorld = Awaited<ReturnType<typeof parentWorld>>
