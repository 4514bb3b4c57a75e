import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { makeHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { editPost, listDrafts, listVoices, readPost, readVersions, writePost } from '#contract/posts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { clearStore, sweepFiles } from '#modules/files/clearing.ts'
import { dayInParis } from '#tests/days.ts'
import { uploads } from '#tests/files.ts'
import { twoNights } from '#tests/nights.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let olga: Person
let amal: Person
let class6B: string
let place: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  place = ((await rosa.ask(listVoices)).body['audiences'] as { id: string }[])[0]?.id ?? ''
})
afterAll(() => world.close())

const sent = async (who: Person, name: string) => (await uploads(world, who, Buffer.from(`${name} : le texte`), { name })).body.id
const post = { text: 'Voici les documents.', language: 'fr', answers: 'none' } as const
const writes = async (who: Person, more: object = {}) => {
  const reply = await who.ask(writePost, { body: { ...post, when: 'now', audiences: [place], ...more } })
  expect(reply.status, reply.text).toBe(200)
  return { id: `${reply.body['id']}` }
}
const edits = (who: Person, params: { id: string }, version: number, files: readonly string[]) =>
  who.ask(editPost, { params, headers: { 'if-match': `"${version}"` }, body: { ...post, files: [...files] } })
const names = async (who: Person, params: { id: string }) =>
  ((await who.ask(readPost, { params })).body['files'] as { name: string }[]).map(({ name }) => name)
const opens = async (who: Person, id: string) => (await who.ask(readFile, { params: { id } })).status
const at = async (job: { perform: typeof sweepFiles.perform }) =>
  job.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })

test('Rosa takes a file off a post that was sent and puts another in its place: families open the new one alone, and see that there was one', async () => {
  const [plan, list, right] = [await sent(rosa, 'Plan.txt'), await sent(rosa, 'Liste.txt'), await sent(rosa, 'Plan juste.txt')]
  const params = await writes(rosa, { files: [plan, list] })
  expect(await opens(amal, plan)).toBe(200)
  const reply = await edits(rosa, params, 1, [right, list])
  expect(reply.status, reply.text).toBe(200)
  expect(await names(amal, params)).toEqual(['Plan juste.txt', 'Liste.txt'])
  expect([await opens(amal, plan), await opens(amal, right)]).toEqual([404, 200])
  expect((await amal.ask(readVersions, { params })).body['versions']).toMatchObject([{ files: ['Plan.txt', 'Liste.txt'] }])
  await edits(rosa, params, 2, [list, right])
  expect(await names(amal, params)).toEqual(['Liste.txt', 'Plan juste.txt'])
  await edits(rosa, params, 3, [])
  expect([await names(amal, params), await opens(amal, list)]).toEqual([[], 404])
  world.move(86_401)
  await at(sweepFiles)
  const { rows } = await world.owner.query('select count(*)::int as n from vault.key where owner_id = any ($1)', [
    [plan, list, right],
  ])
  expect(rows[0].n, 'keys of what nothing holds').toBe(0)
})

test('left out, the files stay; a file of somebody else is none of hers, and nobody else changes them', async () => {
  const plan = await sent(rosa, 'Plan.txt')
  const params = await writes(rosa, { files: [plan] })
  await rosa.ask(editPost, { params, headers: { 'if-match': '"1"' }, body: post })
  expect(await names(amal, params)).toEqual(['Plan.txt'])
  expect((await edits(rosa, params, 2, [plan, await sent(otto, 'Autre.txt')])).status).toBe(404)
  expect((await edits(otto, params, 2, [])).status).toBe(404)
  expect((await edits(amal, params, 2, [])).status).toBe(403)
  expect(await names(amal, params)).toEqual(['Plan.txt'])
})

test('of two who change the files at once one is told, and they are as one of them wanted', async () => {
  const [plan, list] = [await sent(rosa, 'Plan.txt'), await sent(rosa, 'Liste.txt')]
  const params = await writes(rosa, { files: [plan, list] })
  const both = await Promise.all([edits(rosa, params, 1, [plan]), edits(rosa, params, 1, [list])])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await names(amal, params)).toHaveLength(1)
})

test('what Rosa has scheduled for a day on which Otto teaches 6B is Otto’s, and Rosa’s again when it is taken back', async () => {
  const now = world.clock.now().getTime()
  const soon = await writes(rosa, { when: new Date(now + 3_600_000).toISOString(), text: 'Aujourd’hui' })
  const later = await writes(rosa, { when: new Date(now + 5 * 86_400_000).toISOString(), text: 'La semaine prochaine' })
  const draft = await writes(rosa, { when: 'draft', text: 'Une idée' })
  const from = dayInParis(now + 3 * 86_400_000)
  const asked = { to: otto.id, role: 'teacher', why: 'left', fromOn: from, untilOn: null, classes: [class6B] }
  const made = await olga.ask(makeHandOver, { params: { id: rosa.id }, body: asked })
  expect(made.status, made.text).toBe(200)
  const waiting = async (who: Person) => ((await who.ask(listDrafts)).body['drafts'] as { id: string }[]).map(({ id }) => id)
  expect(await waiting(otto)).toEqual([later.id])
  expect((await waiting(rosa)).toSorted()).toEqual([soon.id, draft.id].toSorted())
  expect((await olga.ask(readPost, { params: later })).status, 'the office reads none of it').toBe(404)
  await olga.ask(undoHandOver, { params: { id: `${made.body['id']}` } })
  expect(await waiting(otto)).toEqual([])
  expect(await waiting(rosa)).toContain(later.id)
})

test('a year after the school year has ended a post is gone, with its versions, its files and their keys', async () => {
  const plan = await sent(rosa, 'Plan.txt')
  const params = await writes(rosa, { files: [plan] })
  await rosa.ask(editPost, { params, headers: { 'if-match': '"1"' }, body: { ...post, text: 'Corrigé' } })
  world.move(2.2 * 366 * 86_400)
  await twoNights(world)
  await at(sweepFiles)
  await at(clearStore)
  const { rows } =
    await world.owner.query(`select (select count(*)::int from post) as posts, (select count(*)::int from post_version) as versions,
    (select count(*)::int from attachment) as attachments, (select count(*)::int from file) as files, (select count(*)::int from discarded_object) as objects,
    (select count(*)::int from vault.key k where k.kind = 'file') as keys,
    (select count(*)::int from vault.epoch e join vault.key k on k.owner_id = e.id where e.retention_class = 'class_life') as epochs`)
  expect(rows[0]).toEqual({ posts: 0, versions: 0, attachments: 0, files: 0, objects: 0, keys: 0, epochs: 0 })
})
