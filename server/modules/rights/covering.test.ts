import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type CoverGround, coverPlaces, giveCopy, readCopyEntries, uncoverPlaces } from '#contract/covering.ts'
import { openCase } from '#contract/desk-cases.ts'
import { recogniseRequest } from '#contract/establishing.ts'
import { erasePerson } from '#contract/privacy.ts'
import {
  askHuman,
  askRight,
  decideRight,
  listMyRights,
  listRightCases,
  type MyRequest,
  type RightCase,
  withdrawRight,
} from '#contract/rights.ts'
import { asSchool } from '#kernel/system.ts'
import { messageTextTable } from '#modules/conversations/index.ts'
import { archiveAt, asksByHand, begins, looks, placeOf, says } from '#tests/covering.ts'
import { dayInParis } from '#tests/days.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, facts, guard, type Person, type World } from '#tests/world.ts'
import { person as ownerOf } from '#vault/owners.ts'

let world: World
const { open, who } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['bilal', 'Bilal Haddad', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['zoe', 'Zoé Martin', 'pupil'],
] as const)
const TOLD = '👋 Hier, Zoé Martin a poussé Noor ; sa mère a crié dans la cour.'
let thread = ''
beforeAll(async () => {
  world = await open()
  const class6B = await classOf(world, '6B', [who('rosa')], [who('noor'), who('zoe')])
  for (const one of ['amal', 'bilal'] as const) await guard(world, who(one), who('noor'))
  const to = { line: 'teacher_guardian', pupilIds: [who('noor').id], classId: class6B, side: 'school', topic: 'Récréation' }
  thread = await begins(who('rosa'), { ...to, text: TOLD, guardianIds: [who('amal').id] })
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query('delete from prepared_copy')
  await world.owner.query('delete from rights_request where follows is not null')
  await world.owner.query('delete from rights_request')
})

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const answer = 'Voici votre copie, relue par nous.'
const covers = (id: string, version: number, places: object[], desk: Person = who('dora')) =>
  desk.ask(coverPlaces, at(id, { version, places }))
const uncovers = (id: string, version: number, places: object[]) => who('dora').ask(uncoverPlaces, at(id, { version, places }))
type Looked = { version: number; seen: string; unopened?: number }
const gives = (id: string, { version, seen, unopened = 0 }: Looked, desk: Person = who('dora')) =>
  desk.ask(giveCopy, at(id, { version, seen, answer, unopened }))
const mine = async (one: Person, id: string) =>
  ((await one.ask(listMyRights)).body as { requests: MyRequest[] }).requests.find((row) => row.id === id)
const textOf = (items: Map<string, Buffer>) => [...items.values()].map((bytes) => bytes.toString()).join('\n')
const inConfidence = { ground: 'in_confidence' as CoverGround }
/** A copy of Amal’s in which Zoé’s name is covered. */
const prepared = async () => {
  const id = await asksByHand(who('amal'), who('amal'))
  const seen = await looks(who('dora'), id)
  const place = { ...placeOf(seen, 'Zoé Martin'), ground: 'third_person' }
  const { status, text } = await covers(id, 0, [place])
  expect(status, text).toBe(200)
  return { id, place }
}

test('Amal asks for a copy that somebody looks through: it is a case with a clock, and her own three taps stay as they are', async () => {
  const id = await asksByHand(who('amal'), who('amal'))
  expect(await mine(who('amal'), id)).toMatchObject({ byHand: true, closedAt: null, linkUntil: null, covered: null })
  expect(await asksByHand(who('amal'), who('amal'))).toBe(id)
  const instant = await who('amal').ask(askRight, at(who('amal').id, { kind: 'access' }))
  expect(instant.body).toMatchObject({ isAgain: false, linkUntil: expect.any(String) })
  expect(textOf(await archiveAt(world, who('amal'), `${instant.body['id']}`))).toContain(TOLD)
  expect((await fetches(world, who('amal'), `/s/preau/rights-requests/${id}/export.zip`)).statusCode).toBe(410)
  const { cases } = (await who('dora').ask(listRightCases)).body as { cases: RightCase[] }
  expect(cases.find((one) => one.id === id)?.can).toMatchObject({ prepare: true, decide: true })
  expect((await who('dora').ask(decideRight, at(id, { outcome: 'granted', answer }))).body.code).toBe('rights.carry_out')
})

test('the desk sees what it would hold, who wrote it, and where somebody else may be named', async () => {
  const id = await asksByHand(who('amal'), who('amal'))
  const page = await looks(who('dora'), id, { only: 'suggested' })
  expect(page.entries).toHaveLength(1)
  const [entry] = page.entries
  const text = entry?.texts.find((one) => one.text === TOLD)
  expect(entry?.isOthers).toBe(true)
  expect(text?.suggested.map(({ from, to }) => [...TOLD].slice(from, to).join(''))).toEqual(['Zoé Martin'])
  expect(page.rule).toEqual({ article: 'RGPD, art. 15(4)', standing: 'unverified' })
  expect(page.kinds.find(({ table }) => table === entry?.table)).toMatchObject({ suggested: 1, covered: 0 })
  expect(await facts(world)).toContain('copy.looked_through')
})

test('what is covered is a word in the copy, nowhere the text, and the data underneath stays as it is', async () => {
  const { id, place } = await prepared()
  const preview = await looks(who('dora'), id)
  expect(placeOf(preview, 'Zoé Martin')).toMatchObject({ id: place.id })
  expect(preview.entries.flatMap(({ texts }) => texts.map(({ shown }) => shown)).join()).toContain(
    'Hier, [masqué : une autre personne] a poussé',
  )
  const { status, body, text } = await gives(id, preview)
  expect([status, body['covered']], text).toEqual([200, 1])
  expect(await mine(who('amal'), id)).toMatchObject({
    outcome: 'granted',
    covered: 1,
    answer,
    next: ['complaint'],
    linkUntil: expect.any(String),
  })
  const items = await archiveAt(world, who('amal'), id)
  expect(textOf(items)).not.toContain('Zoé Martin')
  for (const page of ['index.html', 'messages.html', 'export.html', 'export.json', 'csv/message_text.csv'])
    expect(items.get(page)?.toString(), page).toContain('[masqué : une autre personne] a poussé Noor')
  expect(items.get('index.html')?.toString()).toMatch(/1 passage est masqué.*RGPD, art\. 15\(4\)/)
  const manifest = JSON.parse(`${items.get('manifest.json')}`)
  expect(manifest.covered).toEqual([{ table: place.table, row: 1, field: place.field, ground: 'third_person' }])
  const instant = await who('amal').ask(askRight, at(who('amal').id, { kind: 'access' }))
  expect(textOf(await archiveAt(world, who('amal'), `${instant.body['id']}`))).toContain(TOLD)
  expect(await facts(world)).toEqual(expect.arrayContaining(['copy.covered', 'copy.given', 'rights.decided']))
})

test('a whole entry and a whole file are covered, and nothing of them is left, not even the name', async () => {
  const { body: file } = await uploads(world, who('rosa'), Buffer.from('Ce que Zoé a dit'), { name: 'Zoé-Martin.txt' })
  await attaches(world, who('rosa'), file.id, 'person', who('noor').id)
  const id = await asksByHand(who('amal'), who('noor'))
  const seen = await looks(who('dora'), id)
  const entry = seen.entries.find((one) => one.file)!
  expect(entry.file?.name).toContain('Martin')
  expect((await covers(id, 0, [{ table: entry.table, id: entry.id, field: null, from: 0, to: 0, ...inConfidence }])).status).toBe(
    200,
  )
  const after = await looks(who('dora'), id, { only: 'covered' })
  expect(after.entries).toMatchObject([{ id: entry.id, whole: 'in_confidence' }])
  expect((await gives(id, after)).status).toBe(200)
  const items = await archiveAt(world, who('amal'), id)
  expect([...items.keys()].filter((path) => path.startsWith('files/'))).toEqual([])
  for (const gone of ['Zoé-Martin', 'Ce que Zoé a dit']) expect(textOf(items)).not.toContain(gone)
  expect(`${items.get('export.html')}`).toContain('[masqué : dit en confidence]')
  await world.owner.query('delete from attachment')
})

test('what others write, or change, after it was looked through is not in the copy; what Amal writes herself is', async () => {
  const { id } = await prepared()
  const seen = await looks(who('dora'), id)
  expect((await says(who('rosa'), thread, 'Zoé a encore crié')).status).toBe(200)
  expect((await gives(id, seen)).body.code).toBe('copy.changed')
  expect((await gives(id, await looks(who('dora'), id))).status).toBe(200)
  await says(who('rosa'), thread, 'Écrit après la remise')
  await says(who('amal'), thread, 'Merci beaucoup')
  const items = await archiveAt(world, who('amal'), id)
  for (const [words, isThere] of [
    ['Zoé a encore crié', true],
    ['Écrit après la remise', false],
    ['Merci beaucoup', true],
  ] as const)
    expect(textOf(items).includes(words), words).toBe(isThere)
  expect(`${items.get('index.html')}`).toMatch(/\d+ éléments? n’y figure/)
})

/** A message in other words, at its place. */
const rewrites = async (id: string, text: string) => {
  const owners = ownerOf(who('noor').id)
  const [sealed] = await asSchool(world.installation, world.schoolId, 'legal', 'rights.arrange', ({ tx, vault }) =>
    vault.seal(tx, world.schoolId, messageTextTable.table, [{ id, owners, content: { text } }]),
  )
  await world.owner.query('update message_text set sealed = $2 where id = $1', [id, sealed])
}

test('what is changed after something of it was covered stays covered whole, until that is done anew', async () => {
  const { id, place } = await prepared()
  await rewrites(place.id, 'Hier, la petite Zoé Martin a poussé Noor')
  const after = await looks(who('dora'), id, { only: 'covered' })
  expect(after.entries).toMatchObject([{ id: place.id, isChanged: true, whole: 'third_person' }])
  expect((await gives(id, after)).status).toBe(200)
  expect(textOf(await archiveAt(world, who('amal'), id))).not.toContain('la petite')
  const again = await asksByHand(who('amal'), who('amal'))
  const fresh = { ...placeOf(await looks(who('dora'), again), 'la petite'), ground: 'safety' }
  expect((await covers(again, 0, [fresh])).status).toBe(200)
  await rewrites(place.id, TOLD)
  const whole = { table: place.table, id: place.id, field: null, from: 0, to: 0 }
  expect((await uncovers(again, 1, [whole])).body).toMatchObject({ version: 2, covered: 0 })
})

test('covered places are uncovered until the copy is given, and a place that is not there is none', async () => {
  const { id, place } = await prepared()
  const { ground: _, ...bare } = place
  expect((await covers(id, 1, [{ ...place, to: 10_000 }])).body.code).toBe('copy.no_place')
  expect((await covers(id, 1, [{ ...place, id: who('noor').id }])).body.code).toBe('copy.no_place')
  expect((await covers(id, 1, [{ ...place, field: null }])).body.code).toBe('copy.no_place')
  expect((await uncovers(id, 1, [bare])).body).toMatchObject({ version: 2, covered: 0 })
  expect((await uncovers(id, 2, [bare])).body.code).toBe('copy.no_place')
  expect((await gives(id, await looks(who('dora'), id))).status).toBe(200)
  expect(textOf(await archiveAt(world, who('amal'), id))).toContain('Zoé Martin')
  expect((await covers(id, 3, [place])).body.code).toBe('rights.already_closed')
  expect((await gives(id, { version: 3, seen: '' })).body.code).toBe('rights.already_closed')
  expect((await who('dora').ask(readCopyEntries, at(id))).body.code).toBe('rights.already_closed')
})

test('of two at the desk who change the same copy at once one is told; and so is who gives what another has just changed', async () => {
  const { id, place } = await prepared()
  const more = { ...place, from: place.to + 1, to: place.to + 2 }
  const at1 = Array.from({ length: 8 }, (_, nth) => covers(id, 1, [more], who(nth % 2 ? 'dora' : 'ines')))
  const replies = await Promise.all(at1)
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)])
  expect(replies.map(({ body }) => body.code)).toContain('version_conflict')
  const seen = await looks(who('ines'), id)
  const both = await Promise.all([gives(id, seen, who('ines')), covers(id, 2, [{ ...place, from: 0, to: 1 }])])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test('the desk alone prepares, nobody in their own cause, and nobody sees it before it is given', async () => {
  const { id, place } = await prepared()
  for (const one of ['rosa', 'olga', 'bilal', 'amal'] as const) {
    expect([403, 404], one).toContain((await who(one).ask(readCopyEntries, at(id))).status)
    expect([403, 404], one).toContain((await covers(id, 1, [place], who(one))).status)
    expect([403, 404], one).toContain((await gives(id, { version: 1, seen: '' }, who(one))).status)
  }
  const own = await asksByHand(who('dora'), who('dora'))
  expect((await who('dora').ask(readCopyEntries, at(own))).status).toBe(403)
  expect((await who('ines').ask(readCopyEntries, at(own))).status).toBe(200)
})

test('the copy for one guardian holds nothing of the other, however it is prepared', async () => {
  const id = await asksByHand(who('amal'), who('noor'))
  const pages = await looks(who('dora'), id)
  expect(JSON.stringify(pages.entries)).not.toContain('Bilal')
  expect((await gives(id, pages)).status).toBe(200)
  expect(textOf(await archiveAt(world, who('amal'), id))).not.toContain('Bilal')
  expect((await fetches(world, who('bilal'), `/s/preau/rights-requests/${id}/export.zip`)).statusCode).toBe(404)
})

test('a letter that asks for a copy is looked through as well, and its clock runs from the day it came', async () => {
  const letter = {
    kind: 'access',
    askedBy: who('amal').id,
    receivedOn: dayInParis(),
    words: 'Par lettre',
    came: 'letter',
    identity: 'known',
  }
  const { body, status, text } = await who('dora').ask(openCase, at(who('amal').id, letter))
  expect(status, text).toBe(200)
  expect(await mine(who('amal'), `${body['id']}`)).toMatchObject({ byHand: true, came: 'letter', closedAt: null })
  expect((await who('amal').ask(recogniseRequest, at(body['id'], { verdict: 'mine' }))).status).toBe(200)
  expect((await gives(`${body['id']}`, await looks(who('ines'), `${body['id']}`), who('ines'))).status).toBe(200)
})

test('whoever finds too much covered complains: another decides, and gives it anew', async () => {
  const { id } = await prepared()
  expect((await gives(id, await looks(who('dora'), id))).status).toBe(200)
  const complaint = await who('amal').ask(
    askHuman,
    at(who('amal').id, { kind: 'complaint', words: 'C’est ma fille', follows: id }),
  )
  expect(complaint.status, complaint.text).toBe(200)
  expect((await who('dora').ask(decideRight, at(complaint.body['id'], { outcome: 'granted', answer }))).body.code).toBe(
    'rights.own_decision',
  )
  expect((await who('ines').ask(decideRight, at(complaint.body['id'], { outcome: 'granted', answer }))).status).toBe(200)
  expect(await mine(who('amal'), id)).toMatchObject({ closedAt: null, linkUntil: null, covered: null })
  expect((await fetches(world, who('amal'), `/s/preau/rights-requests/${id}/export.zip`)).statusCode).toBe(410)
  const seen = await looks(who('ines'), id)
  expect(seen.covered).toBe(1)
  expect((await gives(id, seen)).body.code).toBe('rights.own_decision')
  expect((await gives(id, seen, who('ines'))).status).toBe(200)
})

test('taken back, nothing more is prepared; erased, what was covered goes with the person', async () => {
  const { id, place } = await prepared()
  expect((await who('amal').ask(withdrawRight, at(id))).status).toBe(200)
  expect((await covers(id, 1, [place])).body.code).toBe('rights.already_closed')
  const again = await asksByHand(who('bilal'), who('bilal'))
  expect((await gives(again, await looks(who('dora'), again))).status).toBe(200)
  await world.owner.query('update directory.session set authenticated_at = now()')
  expect((await who('olga').ask(erasePerson, at(who('bilal').id))).status).toBe(200)
  const { rows } = await world.owner.query('select asked_by from prepared_copy')
  expect(rows).toEqual([{ asked_by: who('amal').id }])
})
