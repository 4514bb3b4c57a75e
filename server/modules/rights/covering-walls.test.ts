import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { coverPlaces, giveCopy, readCopyEntries, uncoverPlaces } from '#contract/covering.ts'
import { openCase } from '#contract/desk-cases.ts'
import { beginDispute, decideHeadStep, type HeadStep, listHeadSteps } from '#contract/disputes.ts'
import { confirmAsker, recogniseRequest } from '#contract/establishing.ts'
import { exportPerson } from '#contract/privacy.ts'
import { askRight, decideRight, listRightCases, type RightCase } from '#contract/rights.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { covering, type Held } from '#modules/privacy/index.ts'
import { archiveAt, asksByHand, begins, looks, placeOf } from '#tests/covering.ts'
import { dayInParis } from '#tests/days.ts'
import { attaches, uploads } from '#tests/files.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, guard, type Person, type World, withoutAccount } from '#tests/world.ts'

let world: World
const { open, who, all } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['bilal', 'Bilal Haddad', 'guardian'],
  ['aida', 'Aïda Benali', 'head'],
  ['karim', 'Karim Benali', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['tom', 'Tom Benali', 'pupil'],
] as const)

const SHARED = 'Le judo de samedi chez Bilal'
const answer = 'Voici votre copie.'
const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
let class6B = ''

beforeAll(async () => {
  world = await open()
  class6B = await classOf(world, '6B', [who('rosa')], [who('noor'), who('tom')])
  for (const one of ['amal', 'bilal'] as const) await guard(world, who(one), who('noor'))
  for (const one of ['aida', 'karim'] as const) await guard(world, who(one), who('tom'))
  await world.owner.query("update guardianship set scopes = scopes || array['other_guardian']")
  const to = { line: 'teacher_guardian', pupilIds: [who('noor').id], classId: class6B, side: 'school', topic: 'Sport' }
  await begins(who('rosa'), { ...to, text: SHARED })
  await world.owner.query("update guardianship set scopes = array_remove(scopes, 'other_guardian')")
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  for (const table of ['prepared_copy', 'head_step', 'rights_request', 'family_dispute'])
    await world.owner.query(`delete from ${table}`)
})

type Looked = { version: number; seen: string; unopened?: number }
const gives = (id: string, { version, seen, unopened = 0 }: Looked, desk: Person = who('dora')) =>
  desk.ask(giveCopy, at(id, { version, seen, answer, unopened }))
const textOf = (items: Map<string, Buffer>) => [...items.values()].map((bytes) => bytes.toString()).join('\n')
const instantly = async (one: Person) => {
  const { status, body, text } = await one.ask(askRight, at(one.id, { kind: 'access' }))
  expect(status, text).toBe(200)
  return textOf(await archiveAt(world, one, `${body['id']}`))
}
const approves = async (askedBy: Person) => {
  const { steps } = (await who('ines').ask(listHeadSteps)).body as { steps: HeadStep[] }
  const step = steps.find(({ asker, decided }) => asker.id === askedBy.id && decided === null)
  expect((await who('ines').ask(decideHeadStep, at(step?.id, { verdict: 'approved', answer }))).status).toBe(200)
}

test('what the head agrees to for a copy that is looked through opens that copy, and no copy in three taps', async () => {
  const until = dayInParis(Date.now() + 90 * 86_400_000)
  expect((await who('olga').ask(beginDispute, at(who('noor').id, { reason: 'Procédure', until }))).status).toBe(200)
  const id = await asksByHand(who('amal'), who('amal'))
  await world.doJobs()
  expect(JSON.stringify(await looks(who('dora'), id))).not.toContain(SHARED)
  await approves(who('amal'))
  expect(await instantly(who('amal')), 'before it is given').not.toContain(SHARED)
  expect((await who('amal').ask(exportPerson, { params: { id: who('amal').id } })).text).not.toContain(SHARED)
  const named = await who('amal').ask(exportPerson, { params: { id: who('amal').id }, query: { copy: id } })
  expect(named.status, 'nothing of it before it is given').toBe(404)
  const page = await looks(who('dora'), id)
  const place = { ...placeOf(page, 'chez Bilal'), ground: 'third_person' }
  expect((await who('dora').ask(coverPlaces, at(id, { version: 0, places: [place] }))).status).toBe(200)
  expect((await gives(id, await looks(who('dora'), id))).status).toBe(200)
  const given = textOf(await archiveAt(world, who('amal'), id))
  expect(given).toContain('Le judo de samedi [masqué')
  expect(given).not.toContain(SHARED)
  expect(await instantly(who('amal')), 'after it was given').not.toContain(SHARED)
  await world.owner.query("update rights_request set link_until = now() - interval '1 minute' where by_hand")
  const over = await who('amal').ask(exportPerson, { params: { id: who('amal').id }, query: { copy: id } })
  expect(over.text).not.toContain('Le judo')
})

test('a head who is the other guardian neither reads, covers, uncovers nor gives the copy, whatever became of the edge', async () => {
  const edges = [
    'until_at = null',
    "from_at = now() - interval '1 year', until_at = now() - interval '1 day'",
    "until_at = null, preset = 'no_contact'",
  ]
  const id = await asksByHand(who('karim'), who('karim'))
  const { entries, seen } = await looks(who('ines'), id)
  const one = entries[0]!
  const place = { table: one.table, id: one.id, field: null, from: 0, to: 0 }
  const covers = { version: 0, places: [{ ...place, ground: 'safety' }] }
  expect((await who('ines').ask(coverPlaces, at(id, covers))).status).toBe(200)
  for (const edge of edges) {
    await world.owner.query(`update guardianship set ${edge} where guardian_id = $1`, [who('aida').id])
    const told = [
      await who('aida').ask(readCopyEntries, at(id)),
      await who('aida').ask(coverPlaces, at(id, { ...covers, version: 1 })),
      await who('aida').ask(uncoverPlaces, at(id, { version: 1, places: [place] })),
      await gives(id, { version: 1, seen }, who('aida')),
    ]
    expect(
      told.map(({ status }) => status),
      edge,
    ).toEqual([404, 404, 404, 404])
  }
  expect(await all(['aida', 'ines', 'dora'], 'select 1 from prepared_copy', [])).toEqual({ aida: 0, ines: 1, dora: 1 })
  const { cases } = (await who('aida').ask(listRightCases)).body as { cases: RightCase[] }
  expect(
    cases.map((row) => row.id),
    'it does not exist for her',
  ).not.toContain(id)
})

test('what a child writes after it was looked through is new to a guardian as well; in the child’s own copy it stays', () => {
  const table = personalTables(world.installation.dataMap).find((one) => one.table === 'public.message_text')!
  const one: Held = { table, id: 'later', row: {}, roles: new Set(['author']) }
  const copy = { held: [one], contents: new Map([[one, { text: 'Zoé m’a dit un secret' }]]) }
  const handed = (isOwn: boolean) => covering(copy, { places: [], reviewed: [], isOwn }, () => '')
  expect(handed(true)).toMatchObject({ held: [one], later: 0 })
  expect(handed(false)).toMatchObject({ held: [], later: 1 })
})

test('who looks again finds by its mark what came or changed since, and how many files go uncovered', async () => {
  const { body: file } = await uploads(world, who('rosa'), Buffer.from('Compte rendu'), { name: 'Compte-rendu.txt' })
  await attaches(world, who('rosa'), file.id, 'person', who('noor').id)
  const id = await asksByHand(who('amal'), who('noor'))
  const begun = await looks(who('dora'), id)
  expect([begun.files, begun.marks.length]).toEqual([1, begun.entries.length])
  const { body: later } = await uploads(world, who('rosa'), Buffer.from('Suite'), { name: 'Suite.txt' })
  await attaches(world, who('rosa'), later.id, 'person', who('noor').id)
  const now = await looks(who('dora'), id)
  expect([now.files, now.seen === begun.seen]).toEqual([2, false])
  expect((await gives(id, begun)).body.code).toBe('copy.changed')
  const fresh = now.marks.filter((mark) => !begun.marks.includes(mark))
  const { entries } = await looks(who('dora'), id, { marks: fresh.join(',') })
  expect(entries.map((one) => one.file?.name)).toEqual([expect.stringContaining('Suite')])
  const { table, id: row } = entries[0]!
  const place = { table, id: row, field: null, from: 0, to: 0, ground: 'safety' }
  expect((await who('dora').ask(coverPlaces, at(id, { version: 0, places: [place] }))).status).toBe(200)
  expect((await looks(who('dora'), id)).files).toBe(1)
  await world.owner.query('delete from attachment')
})

test('places of two grounds that touch or lie over each other stay two, each with its ground', async () => {
  const id = await asksByHand(who('bilal'), who('bilal'))
  const place = placeOf(await looks(who('dora'), id), SHARED)
  const part = (from: number, to: number, ground: string) => ({ ...place, from, to, ground })
  const places = [
    part(0, 2, 'third_person'),
    part(2, 7, 'third_person'),
    part(7, 10, 'in_confidence'),
    part(9, 16, 'safety'),
    part(11, 12, 'third_person'),
  ]
  expect((await who('dora').ask(coverPlaces, at(id, { version: 0, places }))).status).toBe(200)
  const page = await looks(who('dora'), id)
  expect(page.covered).toBe(3)
  const shown = page.entries.flatMap(({ texts }) => texts.map((one) => one.shown.replaceAll('\u202f', ' ')))
  expect(shown.find((one) => one.startsWith('[masqué'))).toBe(
    '[masqué : une autre personne][masqué : dit en confidence][masqué : pour la sécurité d’une personne]i chez Bilal',
  )
})

test('whoever asked and is no longer the guardian gets no copy of the child, and the desk is told why', async () => {
  const id = await asksByHand(who('bilal'), who('noor'))
  const { entries } = await looks(who('dora'), id)
  const place = { table: entries[0]!.table, id: entries[0]!.id, field: null, from: 0, to: 0 }
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [who('bilal').id])
  const told = [
    await who('dora').ask(readCopyEntries, at(id)),
    await who('dora').ask(coverPlaces, at(id, { version: 0, places: [{ ...place, ground: 'safety' }] })),
    await who('dora').ask(uncoverPlaces, at(id, { version: 0, places: [place] })),
    await gives(id, { version: 0, seen: '' }),
  ]
  await world.owner.query('update guardianship set until_at = null where guardian_id = $1', [who('bilal').id])
  expect(told.map(({ body }) => body.code)).toEqual(Array(4).fill('rights.not_theirs'))
})

test('a letter from somebody who cannot fetch a copy is granted by letter; from anybody else by giving it', async () => {
  const zola = await withoutAccount(world, { name: 'Zola Absent', role: 'guardian' })
  const letter = { kind: 'access', receivedOn: dayInParis(), words: 'Par lettre', came: 'letter', identity: 'signature' }
  const opens = async ({ id }: { id: string }) =>
    `${(await who('dora').ask(openCase, at(id, { ...letter, askedBy: id }))).body['id']}`
  const [hers, his] = [await opens(zola), await opens(who('bilal'))]
  const canGrant = async (id: string) => {
    const { cases } = (await who('dora').ask(listRightCases)).body as { cases: RightCase[] }
    return cases.find((one) => one.id === id)?.can.grant
  }
  const grants = async (id: string) => (await who('dora').ask(decideRight, at(id, { outcome: 'granted', answer }))).body
  expect((await who('ines').ask(confirmAsker, at(hers))).status).toBe(200)
  expect((await who('bilal').ask(recogniseRequest, at(his, { verdict: 'mine' }))).status).toBe(200)
  expect([await canGrant(hers), await canGrant(his)]).toEqual([true, false])
  expect((await grants(his))['code']).toBe('rights.carry_out')
  expect(await grants(hers)).toEqual({ id: hers })
  const suspends = `insert into person_state (school_id, id, person_id, state, from_at, reason) values ($1, gen_random_uuid(), $2, 'suspended', now(), 'office')`
  await world.owner.query(suspends, [world.schoolId, who('bilal').id])
  expect(await canGrant(his)).toBe(true)
  expect(await grants(his)).toEqual({ id: his })
})
