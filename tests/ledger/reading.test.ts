import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { cutEnded } from '#ledger/cutting.ts'
import { entriesOf, unlinkEntries } from '#ledger/entries.ts'
import { signerOf } from '#ledger/notes.ts'
import { keepPosition, positionOf, type Told, tellFrom } from '#ledger/outbox.ts'
import { record } from '#ledger/record.ts'
import { snapshotOf } from '#ledger/snapshots.ts'
import { verify } from '#ledger/verify.ts'
import { type LedgerWorld, ledgerWorld, seed } from './ledger-world.ts'

let world: LedgerWorld
const [amal, noor, sami, guardian] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const classAudience = randomUUID()
beforeAll(async () => {
  world = await ledgerWorld()
  await as(world.db, world.actor(world.schoolId), (tx) =>
    world.keys.epoch(tx, world.schoolId, 'audit-stub', '2026-08-24').then(
      async ({ id }) =>
        // The keyring of the tests keeps its epochs in memory; the days on which years began are asked of the vault's table.
        void (await world.owner.query(
          `insert into vault.epoch (school_id, id, retention_class, from_on) values ($1, $2, 'audit-stub', '2026-08-24')`,
          [world.schoolId, id],
        )),
    ),
  )
})
afterAll(async () => void (await world.end()))

const inSchool = <T>(schoolId: string, run: Parameters<typeof as<T>>[2]) =>
  as(world.db, world.actor(schoolId === nobody ? null : schoolId), run)
const fileOf = (id: string, wards: string[] = []) =>
  inSchool(world.schoolId, (tx) =>
    entriesOf(tx, world.keys, { schoolId: world.schoolId, kind: 'person', id, from: '2026-11-01', to: '2026-11-30', wards }),
  )
const readList = (members: string[]) =>
  inSchool(world.schoolId, async (tx) => {
    const subject = await snapshotOf(tx, world.keys, world.schoolId, classAudience, members, new Date())
    await record(tx, world.keys, world.context(), [
      { event: 'class.list_read', payload: { classId: randomUUID() }, subject, audienceId: classAudience },
    ])
    return subject.id
  })
const allTold = async () => {
  const told: Told[] = []
  for (let from = { epoch: 1, index: 0 }; ; ) {
    const { facts, next } = await tellFrom(world.pool, world.keys, inSchool, from, 3)
    if (!facts.length) return told
    told.push(...facts)
    from = next
  }
}
const verified = async (unlinked: number) => {
  const client = await world.owner.connect()
  try {
    return await verify(client, { keyOf: (name) => signerOf(name, seed), witnesses: [], unlinked, hasEnded: () => false })
  } finally {
    client.release()
  }
}

test('a child’s file holds the reads of the child and of the lists with the child on them, and nobody else’s', async () => {
  await world.write([world.reads(amal, ['contact', 'health']), world.reads(noor)])
  const first = await readList([amal, noor])
  expect(await readList([noor, amal])).toBe(first)
  await readList([noor, sami])
  await world.write(
    [{ event: 'person.read', payload: { kinds: ['file'] }, subject: { kind: 'person', id: amal }, on: 'actor' }],
    {
      actor: { personId: guardian, accountId: null, roles: ['guardian'] },
      purpose: 'self',
    },
  )
  await world.settle()
  const file = await fileOf(amal)
  expect(file.map(({ event, index, snapshotId }) => ({ event, index, list: snapshotId === first }))).toEqual([
    { event: 'person.read', index: 0, list: false },
    { event: 'class.list_read', index: 2, list: true },
    { event: 'class.list_read', index: 3, list: true },
  ])
  expect(file[0]).toMatchObject({
    stub: { actor: world.rosa, roles: 1 << 4, subject: amal },
    detail: { payload: { kinds: ['contact', 'health'] } },
    day: '2026-11-21',
  })
  expect((await fileOf(sami)).length).toBe(1)
})

test('a guardian’s own reads stand in the guardian’s file, sealed for both', async () => {
  expect(await fileOf(guardian, [noor, amal])).toMatchObject([
    { event: 'person.read', purpose: 10, stub: { actor: guardian, subject: amal }, detail: { payload: { kinds: ['file'] } } },
  ])
  expect(await fileOf(guardian)).toMatchObject([{ event: 'person.read', stub: null, detail: null }])
})

test('streams and jobs are told every fact once, in the order of the log, with what it says', async () => {
  const told = await allTold()
  expect(told.map(({ index }) => index)).toEqual(told.map((_, index) => index))
  expect(told.map(({ event, stub, isErased }) => [event, stub?.subject, isErased])).toEqual([
    ['person.read', amal, false],
    ['person.read', noor, false],
    ['class.list_read', expect.any(String), false],
    ['class.list_read', expect.any(String), false],
    ['class.list_read', expect.any(String), false],
    ['person.read', amal, false],
  ])
  expect(told[2]!.detail).toMatchObject({ audienceId: classAudience })
  await keepPosition(world.pool, 'jobs', { epoch: 1, index: 6 })
  expect(await positionOf(world.pool, 'jobs')).toEqual({ epoch: 1, index: 6 })
})

test('erasing a child takes every way to the entries; the tree stays, and so do the others’ files', async () => {
  const before = await verified(0)
  expect(before).toMatchObject({ ok: true, logs: [{ size: 6 }] })
  const unlinked = await inSchool(world.schoolId, (tx) =>
    unlinkEntries(tx, world.keys, { schoolId: world.schoolId, kind: 'person', id: amal, from: '2026-08-24', to: '2027-07-01' }),
  )
  expect(unlinked).toBe(1)
  world.keys.destroy(amal)
  expect(await fileOf(amal)).toEqual([])
  const { rows } = await world.owner.query(`select count(*)::int as n from ledger.snapshot_member where person_id = $1`, [amal])
  expect(rows[0].n).toBe(0)
  expect((await fileOf(noor)).map(({ detail }) => detail !== null)).toEqual([true, true, true, true])
  expect((await allTold()).map(({ isErased }) => isErased)).toEqual([true, false, false, false, false, true])
  expect((await verified(0)).findings).toEqual([expect.objectContaining({ what: 'index.unlinked' })])
  const after = await verified(1)
  expect(after.ok).toBe(true)
  expect(after.logs[0]!.root).toBe(before.logs[0]!.root)
})

test('when the week’s key is gone, nobody is told whom the old facts were about; the files stay', async () => {
  world.keys.destroyEpochs('audit-outbox')
  expect((await allTold()).every(({ isErased }) => isErased)).toBe(true)
  expect((await fileOf(noor)).length).toBe(4)
})

test('when the readable span’s key is gone the stub remains; when the legal span’s is, nothing does', async () => {
  world.keys.destroyEpochs('audit-detail')
  expect((await fileOf(noor)).map(({ detail, stub }) => [detail, stub?.actor])).toEqual(
    [1, 2, 3, 4].map(() => [null, world.rosa]),
  )
  world.keys.destroyEpochs('audit-stub')
  expect(await fileOf(noor)).toEqual([])
  expect((await verified(1)).ok).toBe(true)
})

test('what has outlived its span is cut off, and the leaves stay what they were', async () => {
  const spans = { schoolId: world.schoolId, class: 5, detailBefore: new Date(Date.now() + 1000), stubBefore: new Date(0) }
  const { logs } = await verified(1)
  expect(await cutEnded(world.pool, spans)).toBe(6)
  expect(await cutEnded(world.pool, spans)).toBe(0)
  const { rows } = await world.owner.query(
    `select count(*)::int as n from ledger.fact where sealed_detail <> '' or sealed_stub = ''`,
  )
  expect(rows[0].n).toBe(0)
  const early = await verified(1)
  expect(early.findings.map(({ what }) => what)).toEqual(Array.from({ length: 6 }, () => 'fact.cut_early'))
  const client = await world.owner.connect()
  const due = await verify(client, {
    keyOf: (name) => signerOf(name, seed),
    witnesses: [],
    unlinked: 1,
    hasEnded: (part) => part === 'detail',
  })
  client.release()
  expect(due).toMatchObject({ ok: true, logs: [{ root: logs[0]!.root }] })
})
