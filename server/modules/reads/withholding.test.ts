import { createDecipheriv } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPersonFile, readPersonReads } from '#contract/ledger-reading.ts'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import { readPupil } from '#contract/pupil-page.ts'
import {
  countersignWithholding,
  endWithholding,
  listWithholdings,
  readWithholdingFigures,
  withholdReads,
} from '#contract/withholding.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { checkLedger } from '#ledger/checking.ts'
import { inSchoolOf } from '#ledger/in-school.ts'
import { ledgerNight } from '#ledger/nightly.ts'
import { check } from '#ledger/offline/check.ts'
import type { ParentFile } from '#ledger/offline/file.ts'
import { tellFrom } from '#ledger/outbox.ts'
import { dayInParis } from '#tests/days.ts'
import { type LoggedStage, raiseWithLog } from '#tests/ledger/stage.ts'
import { facts, guard, type Person } from '#tests/world.ts'
import { endDue } from './withholding.ts'

let stage: LoggedStage
beforeAll(async () => {
  stage = await raiseWithLog()
}, 60_000)
afterAll(() => stage.close())

const DAY = 86_400
const noor = () => ({ params: { id: stage.people.noor.id } })
const inDays = (days: number) => dayInParis(stage.world.clock.now().getTime() + days * DAY * 1000)
const withhold = (who: Person, days = 30) =>
  who.ask(withholdReads, { ...noor(), body: { ground: 'report_made', untilOn: inDays(days) } })
const protects = (who: Person['ask']) => who(readPupil, { ...noor(), headers: { 'x-purpose': 'safeguarding' } })
const nightly = async (job: typeof endDue) => {
  await stage.settle()
  await job.perform(stage.world.installation, { schoolId: stage.world.schoolId, requestId: uuidv7() })
  await stage.settle()
}

type Row = { what: string; purpose: string; withheldOn: string | null; who: { role: string } }
const heads = async (name: 'amal' | 'noor' = 'amal') => {
  await stage.settle()
  const reply = await (await stage.as(name))(readPersonReads, noor())
  const days = reply.body['days'] as { day: string; reads: Row[] }[]
  return days.flatMap(({ day, reads }) =>
    reads.flatMap(({ who, what, purpose, withheldOn }) => (who.role === 'head' ? [{ day, what, purpose, withheldOn }] : [])),
  )
}
const decrypt = async (key: Uint8Array, head: Uint8Array, sealed: Uint8Array) => {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(head).setAuthTag(sealed.subarray(-16))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]))
}
const fileOf = async (): Promise<ParentFile> => {
  await stage.settle()
  const reply = await (await stage.as('amal'))(readPersonFile, noor())
  return JSON.parse(/<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(`${reply.body['html']}`)?.[1] ?? '')
}
const heldFor = async (name: 'amal' | 'noor' | 'olga') =>
  JSON.stringify((await (await stage.as(name))(exportPerson, noor())).body)
const isTrue = async () => (await checkLedger(stage.world.installation, stage.world.connection)).findings

test('whoever is of the child’s family can neither withhold nor know of it', async () => {
  const { world, people } = stage
  expect((await withhold(people.ines)).status).toBe(200)
  await guard(world, people.dora, people.noor)
  const asDora = await stage.as('dora')
  expect((await asDora(withholdReads, { ...noor(), body: { ground: 'risk_at_home', untilOn: inDays(9) } })).status).toBe(403)
  expect((await asDora(listWithholdings)).body['withholdings']).toEqual([])
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [people.dora.id])
})

test('what the head reads to protect Noor is withheld: no file, list, copy or stream of hers shows it, and the ledger is whole', async () => {
  const { world, people } = stage
  const page = await protects(people.ines.ask)
  expect(page.body).toMatchObject({ withheldUntil: inDays(30), can: { withhold: true } })
  expect((await facts(world)).filter((name) => name === 'person.read')).toHaveLength(1)
  for (const name of ['amal', 'noor'] as const) expect(await heads(name)).toEqual([])
  world.move(DAY)
  await nightly(ledgerNight)
  const file = await fileOf()
  expect(file.entries.filter(({ who }) => who.includes('Direct'))).toEqual([])
  expect(await check(file, decrypt)).toMatchObject({ ok: true, completeDays: 1 })
  const { facts: told } = await tellFrom(stage.log.pool, world.installation.vault, inSchoolOf(world.installation, 'test'), {
    epoch: 1,
    index: 0,
  })
  expect(told.filter(({ event }) => event === 'person.read').map(({ stub, isErased }) => ({ stub, isErased }))).toEqual([
    { stub: null, isErased: true },
  ])
  expect(await isTrue()).toEqual([])
  for (const name of ['amal', 'noor', 'olga'] as const) expect(await heldFor(name)).not.toMatch(/withholding|report_made/)
})

test('only what is read to protect the child is withheld; the head’s other reads stand in the file on the day', async () => {
  await stage.people.ines.ask(readPupil, { ...noor(), headers: { 'x-purpose': 'administration' } })
  expect(await heads()).toMatchObject([{ what: 'person.read', purpose: 'administration', withheldOn: null }])
})

test('it takes two: who asked cannot countersign, the other can, once', async () => {
  const { ines, dora } = stage.people
  const { withholdings } = (await dora.ask(listWithholdings)).body as { withholdings: { id: string; can: object }[] }
  expect(withholdings).toMatchObject([{ can: { countersign: true, end: true } }])
  const of = { params: { id: withholdings[0]!.id } }
  expect((await ines.ask(countersignWithholding, of)).body.code).toBe('withholding.own')
  expect((await dora.ask(countersignWithholding, of)).status).toBe(200)
  expect((await dora.ask(countersignWithholding, of)).body.code).toBe('withholding.already_decided')
  expect((await withhold(ines)).body.code).toBe('withholding.already_begun')
  expect((await withhold(dora, 181)).body.code).toBe('withholding.too_long')
})

test('when its day has come, a later entry puts the read into Noor’s own file: who, what, why, and when it was', async () => {
  const { world } = stage
  const readOn = inDays(-1)
  world.move(30 * DAY)
  await nightly(endDue)
  const disclosed = { what: 'person.read', purpose: 'safeguarding', withheldOn: readOn }
  expect((await heads()).filter(({ withheldOn }) => withheldOn)).toMatchObject([{ day: inDays(0), ...disclosed }])
  world.move(DAY)
  await nightly(ledgerNight)
  const file = await fileOf()
  expect(file.disclosed).toHaveLength(1)
  expect(file.disclosed[0]!.read).toMatchObject({ day: readOn, who: 'I. T., Direction', kinds: ['identity', 'family'] })
  expect(await check(file, decrypt)).toMatchObject({ ok: true })
  expect(await isTrue()).toEqual([])
})

test('a file that says it discloses a read and does not hold it, or another’s, is refused', async () => {
  const file = await fileOf()
  expect(await check({ ...file, disclosed: [] }, decrypt)).toEqual({ ok: false, reason: 'completeness' })
  const [one] = file.disclosed
  const other = file.entries.find(({ detail, leaf, index }) => detail && leaf !== one!.read.leaf && index !== one!.by)!
  expect(await check({ ...file, disclosed: [{ by: one!.by, read: other }] }, decrypt)).toMatchObject({ ok: false })
  expect(await check({ ...file, disclosed: [...file.disclosed, { ...one!, by: other.index }] }, decrypt)).toMatchObject({
    ok: false,
  })
})

test('what nobody countersigns within three days ends by itself; what is reviewed ends at once; and both are told', async () => {
  const { world } = stage
  await withhold({ ...stage.people.dora, ask: await stage.as('dora') })
  await protects(await stage.as('dora'))
  world.move(2 * DAY)
  await nightly(endDue)
  const asDora = await stage.as('dora')
  const lasting = async () =>
    ((await asDora(listWithholdings)).body['withholdings'] as { id: string; ended: { for: string } | null }[])
      .filter(({ ended }) => ended?.for !== 'date')
      .map(({ id, ended }) => ({ id, why: ended?.for }))
  expect(await lasting()).toMatchObject([{ why: undefined }])
  world.move(DAY + 60)
  await nightly(endDue)
  expect(await lasting()).toMatchObject([{ why: 'not_countersigned' }])
  await withhold({ ...stage.people.ines, ask: await stage.as('ines') })
  await protects(await stage.as('ines'))
  await stage.settle()
  const [{ id } = { id: '' }] = await lasting()
  const ended = await (await stage.as('ines'))(endWithholding, { params: { id } })
  expect(ended.body).toEqual({ id, disclosed: 1 })
  expect((await facts(world)).filter((name) => name === 'read.disclosed')).toHaveLength(3)
})

test('everyone may know how often, by years that are over, and never a number below five', async () => {
  const { world } = stage
  const figures = async () => (await world.visitor(readWithholdingFigures)).body['years'] as { begun: number | null }[]
  expect(await figures()).toEqual([])
  world.move(400 * DAY)
  expect(await figures()).toMatchObject([{ begun: null }])
  await world.owner.query('update withholding_figure set begun = 5')
  expect(await figures()).toMatchObject([{ begun: 5 }])
})

test('when Noor is erased, what was withheld about her cannot be opened any more, and the ledger is whole', async () => {
  const { world } = stage
  expect((await (await stage.as('olga'))(erasePerson, { ...noor(), body: {} })).status).toBe(200)
  await stage.settle()
  expect((await world.owner.query('select from withholding')).rowCount).toBe(0)
  expect(await isTrue()).toEqual([])
})
