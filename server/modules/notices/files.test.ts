import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { listNoticeVoices, readNotice, readNoticeVersions } from '#contract/notices.ts'
import { correctNotice, publishNotice, withdrawNotice, writeNotice } from '#contract/notices-writing.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { clearStore, sweepFiles } from '#modules/files/clearing.ts'
import { photo, uploads } from '#tests/files.ts'
import { twoNights } from '#tests/nights.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let olga: Person
let amal: Person
let eva: Person
let noor: Person
let place: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '7A', [otto], [ben])
  await guard(world, amal, noor)
  await guard(world, eva, ben)
  place = ((await rosa.ask(listNoticeVoices)).body['audiences'] as { id: string }[])[0]?.id ?? ''
})
afterAll(() => world.close())

const texts = [
  { language: 'fr', title: 'Sortie', text: 'Le formulaire est joint.' },
  { language: 'sv', title: 'Utflykt', text: 'Blanketten är bifogad.' },
]
const sent = async (who: Person, name: string) => (await uploads(world, who, Buffer.from(`${name} : le texte`), { name })).body.id
const announces = async (who: Person, more: object = {}) => {
  const reply = await who.ask(writeNotice, { body: { texts, asks: [], when: 'now', audiences: [place], ...more } })
  expect(reply.status, reply.text).toBe(200)
  return { id: `${reply.body['id']}` }
}
const corrects = (who: Person, params: { id: string }, version: number, more: object) =>
  who.ask(correctNotice, { params, headers: { 'if-match': `"${version}"` }, body: { texts, asks: [], ...more } })
const names = async (who: Person, params: { id: string }) =>
  ((await who.ask(readNotice, { params })).body['files'] as { name: string }[]).map(({ name }) => name)
const opens = async (who: Person, id: string) => (await who.ask(readFile, { params: { id } })).status
const at = async (job: { perform: typeof sweepFiles.perform }) =>
  job.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })

test('documents go with a notice: its families and pupils open them, which is a fact; nobody else, and no longer than it stands', async () => {
  const form = await sent(rosa, 'Formulaire.txt')
  expect([await opens(amal, form), await opens(rosa, form)]).toEqual([404, 200])
  const params = await announces(rosa, { files: [form, await sent(rosa, 'Plan <b>d’accès.txt')] })
  expect(await names(amal, params)).toEqual(['Formulaire.txt', 'Plan <b>d’accès.txt'])
  const before = (await facts(world)).filter((name) => name === 'file.read').length
  expect([await opens(amal, form), await opens(noor, form), await opens(olga, form)]).toEqual([200, 200, 200])
  expect((await facts(world)).filter((name) => name === 'file.read').length).toBe(before + 3)
  for (const who of [eva, otto]) expect(await opens(who, form), who.name).toBe(404)
  expect((await rosa.ask(withdrawNotice, { params })).status).toBe(200)
  expect([await opens(amal, form), await opens(noor, form)]).toEqual([404, 404])
  expect(await names(amal, params)).toEqual([])
})

test('a draft’s documents are its writer’s; published, they are everybody’s for whom it is', async () => {
  const form = await sent(rosa, 'Brouillon.txt')
  const params = await announces(rosa, { files: [form], when: 'draft' })
  expect([await opens(amal, form), await opens(otto, form)]).toEqual([404, 404])
  await rosa.ask(publishNotice, { params, body: { when: 'now' } })
  expect(await opens(amal, form)).toBe(200)
})

test('what the office corrects has other documents; what they were called stands with what it said before, once', async () => {
  const params = await announces(rosa, { files: [await sent(rosa, 'Faux.txt'), await sent(rosa, 'Liste.txt')] })
  const [right] = [await sent(olga, 'Juste.txt')]
  const reply = await corrects(olga, params, 1, { files: [right] })
  expect(reply.status, reply.text).toBe(200)
  expect(await names(amal, params)).toEqual(['Juste.txt'])
  expect(await opens(amal, right)).toBe(200)
  const { versions } = (await amal.ask(readNoticeVersions, { params })).body as { versions: object[] }
  expect(versions).toMatchObject([{ language: 'fr', files: ['Faux.txt', 'Liste.txt'], by: 'Rosa Roy' }])
  const back = await corrects(rosa, params, 2, { files: [] })
  expect(back.status, back.text).toBe(200)
  expect(await names(amal, params)).toEqual([])
})

test('left out, the documents stay; a document of somebody else, a picture, and more than ten are refused', async () => {
  const params = await announces(rosa, { files: [await sent(rosa, 'Plan.txt')] })
  const changed = texts.map((one) => ({ ...one, text: `${one.text} !` }))
  expect((await corrects(rosa, params, 1, { texts: changed })).status).toBe(200)
  expect(await names(amal, params)).toEqual(['Plan.txt'])
  const another = await sent(otto, 'Autre.txt')
  const picture = (await uploads(world, rosa, await photo())).body.id
  const asked = (files: string[]) => rosa.ask(writeNotice, { body: { texts, asks: [], when: 'now', audiences: [place], files } })
  expect((await asked([another])).status).toBe(404)
  expect((await asked([picture])).body.code).toBe('file.documents_only')
  expect((await asked(Array.from({ length: 11 }, () => uuidv7()))).status).toBe(422)
  expect((await corrects(rosa, params, 2, { files: [picture] })).body.code).toBe('file.documents_only')
  expect((await corrects(otto, params, 2, { files: [] })).status).toBe(404)
  expect((await corrects(amal, params, 2, { files: [] })).status).toBe(403)
  expect(await names(amal, params)).toEqual(['Plan.txt'])
})

test('of two who change the documents at once one is told, and they are as one of them wanted', async () => {
  const [plan, list] = [await sent(rosa, 'Plan.txt'), await sent(rosa, 'Liste.txt')]
  const params = await announces(rosa, { files: [plan, list] })
  const both = await Promise.all([corrects(rosa, params, 1, { files: [plan] }), corrects(rosa, params, 1, { files: [list] })])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await names(amal, params)).toHaveLength(1)
})

test('a year after the school year has ended a notice is gone, with its documents and their keys', async () => {
  await announces(rosa, { files: [await sent(rosa, 'Plan.txt')] })
  world.move(2.2 * 366 * 86_400)
  await twoNights(world)
  await at(sweepFiles)
  await at(clearStore)
  const { rows } = await world.owner.query(`select (select count(*)::int from notice) as notices,
    (select count(*)::int from attachment) as attachments, (select count(*)::int from file) as files,
    (select count(*)::int from vault.key k where k.kind = 'file') as keys`)
  expect(rows[0]).toEqual({ notices: 0, attachments: 0, files: 0, keys: 0 })
})
