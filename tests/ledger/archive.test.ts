import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { archiveLedger } from '#ledger/archiving.ts'
import { decodeBundle } from '#ledger/bundles.ts'
import { checkLedger } from '#ledger/checking.ts'
import { inSchoolOf } from '#ledger/in-school.ts'
import { ledgerNight } from '#ledger/nightly.ts'
import { keyText, readKey } from '#ledger/notes.ts'
import { keepPosition, positionOf, tellFrom } from '#ledger/outbox.ts'
import { checkProof, readProof } from '#ledger/proof-file.ts'
import { proveFact } from '#ledger/proving.ts'
import { leafHash } from '#ledger/tree.ts'
import { wordsOfReport } from '#server/commands/ledger.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { openWorld, type Person, person, type World } from '../world.ts'
import { settled } from './ledger-world.ts'

let world: World
let noor: Person
let log: Awaited<ReturnType<typeof openSequencing>>
beforeAll(async () => {
  world = await openWorld()
  log = await openSequencing(world.installation, world.connection, world.keys)
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
})
afterAll(async () => {
  await log.close()
  await world.close()
})

const MONTH = 30.5 * 86_400
const settle = () => settled(log.pool, log)
const read = async (facts: number) => {
  const actor = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null }
  const whole = { ...actor, purpose: 'teaching' as const, requestId: uuidv7(), action: 'test' }
  const emitted = Array.from({ length: facts }, () => ({
    ...{ name: 'person.read' as const, payload: { kinds: ['contact' as const] } },
    about: { subject: noor.id },
  }))
  const { ledger } = world.installation
  const ids = await inSchoolOf(world.installation, 'test')(world.schoolId, (tx) =>
    ledger.record(tx, whole, emitted, world.clock.now()),
  )
  await settle()
  return ids
}
const archive = () => archiveLedger(world.installation, world.connection)
const night = () => ledgerNight.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() }).then(settle)
const check = () => checkLedger(world.installation, world.connection)
const findings = async () => (await check()).findings.map(({ what }) => what)
const count = async (what: string) => Number((await world.owner.query(`select count(*) from ${what}`)).rows[0].count)
const bundleAt = (number: number) => path.join(world.folder, 'ledger/1/tile/entries', `${number}`.padStart(3, '0'))
const holds = (proof: string) => {
  const one = readProof(proof)
  const key = readKey(keyText(world.installation.published.keyOf(one.checkpoint.split('\n')[0]!)))
  return checkProof(one, leafHash(one.extra!), key, []).ok
}

let early: string
test('while reads are readable, nothing goes to the archive', async () => {
  const ids = await read(600)
  early = (await proveFact(world.installation.published.pool, ids[3]!))!.proof
  world.move(MONTH)
  await read(100)
  expect(await archive()).toEqual({ bundles: 0, pruned: 0, dropped: [] })
})

test('at the end of the readable span the leaves are entry bundles, and each hashes to what the tiles have', async () => {
  world.move(12.5 * MONTH)
  await night()
  expect(await archive()).toMatchObject({ bundles: 2, pruned: 0 })
  expect(await archive()).toMatchObject({ bundles: 0 })
  const leaves = [0, 1].flatMap((number) => decodeBundle(fs.readFileSync(bundleAt(number)))!)
  const { rows } = await world.owner.query<{ hashes: Buffer }>(
    'select hashes from ledger.tile where level = 0 and number < 2 order by number',
  )
  expect(Buffer.concat(leaves.map(leafHash)).equals(Buffer.concat(rows.map(({ hashes }) => hashes)))).toBe(true)
  expect([leaves.length, new Set(leaves.map(({ length }) => length))]).toEqual([512, new Set([172])])
  expect(await findings()).toEqual([])
})

test('one byte of a bundle is changed, and verification names the bundle', async () => {
  const bytes = fs.readFileSync(bundleAt(1))
  const bent = Buffer.from(bytes)
  bent[1000]! ^= 1
  for (const wrong of [bent, bytes.subarray(0, -1), Buffer.concat([bytes, bytes.subarray(0, 174)])]) {
    fs.rmSync(bundleAt(1))
    fs.writeFileSync(bundleAt(1), wrong)
    expect((await check()).findings).toEqual([{ what: 'bundle.altered', epoch: 1, where: 'entries/1' }])
  }
  fs.rmSync(bundleAt(1))
  expect(await findings()).toEqual([])
  expect(await archive()).toMatchObject({ bundles: 1 })
})

test('what the law still wants to know stays until its end: a stub that is not cut holds back all that comes after it', async () => {
  world.move(20 * MONTH)
  await night()
  expect(await archive()).toMatchObject({ pruned: 0 })
  expect(await count("ledger.fact where class = 5 and sealed_detail = '' and sealed_stub <> ''")).toBe(700)
})

test('at the legal end a month goes whole: only hashes are left, what leads there too, and every old proof holds', async () => {
  world.move(4 * MONTH)
  const [late] = await read(300)
  await night()
  const { pruned, dropped } = await archive()
  await settle()
  expect(pruned).toBeGreaterThan(700)
  expect(dropped.length).toBeGreaterThan(0)
  expect(dropped.every((part) => /^ledger\.fact_\d{4}_\d{2}$/.test(part))).toBe(true)
  expect(await count(`ledger.subject_day where entries[1] < ${pruned} and entries <> '{}'`)).toBe(0)
  expect(fs.existsSync(bundleAt(0))).toBe(false)
  const report = await check()
  expect(report).toMatchObject({ ok: true, findings: [], logs: [{ pruned, waiting: 0 }] })
  expect(await count('ledger.fact')).toBe(report.logs[0]!.size - pruned)
  expect(wordsOfReport(report, world.clock.now())).toContain(
    `pruned     entries 0 to ${pruned - 1}: only their hashes are left\n`,
  )
  expect(holds(early)).toBe(true)
  expect(holds((await proveFact(world.installation.published.pool, late!))!.proof)).toBe(true)
})

test('the log grows on, a restart finds its edge, and who reads from the beginning begins behind what is gone', async () => {
  await read(3)
  const other = await openSequencing(world.installation, world.connection, world.keys)
  await read(2)
  await settled(other.pool, other)
  await other.close()
  const { pruned } = (await check()).logs[0]!
  const from = await positionOf(log.pool, 'newcomer')
  expect(from).toEqual({ epoch: 1, index: pruned })
  const { facts } = await tellFrom(log.pool, world.installation.vault, inSchoolOf(world.installation, 'test'), from, 5)
  expect(facts.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4].map((nth) => pruned + nth))
  await keepPosition(log.pool, 'newcomer', { epoch: 1, index: pruned + 5 })
  expect(await positionOf(log.pool, 'newcomer')).toEqual({ epoch: 1, index: pruned + 5 })
  expect(await findings()).toEqual([])
})

test('whoever calls a deletion pruning is found, and whoever changes a hash of what is gone', async () => {
  const { owner } = world
  const { pruned } = (await check()).logs[0]!
  const tile = `update ledger.tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 0 and number = 0`
  await owner.query(tile)
  expect(await findings()).toContain('tile.altered')
  await owner.query(tile)
  await owner.query('update ledger.log set minimum_index = 0')
  expect(await findings()).toContain('fact.missing')
  await owner.query('update ledger.log set minimum_index = $1', [pruned])
  expect(await findings()).toEqual([])
  const { rows } = await owner.query<{ end: number }>('select max(first_index + leaves)::int as end from ledger.batch')
  await owner.query('delete from ledger.fact f using ledger.log l where (f.xid, f.eid) <= (l.xid, l.eid); ')
  await owner.query('update ledger.log set minimum_index = $1', [rows[0]!.end])
  expect((await check()).findings).toContainEqual({ what: 'fact.missing', epoch: 1, where: `entries 0 to ${rows[0]!.end - 1}` })
})
