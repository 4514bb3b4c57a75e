import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { coverPlaces, giveCopy, readCopyEntries, uncoverPlaces } from '#contract/covering.ts'
import { openCase } from '#contract/desk-cases.ts'
import { beginDispute, decideHeadStep, type HeadStep, listHeadSteps } from '#contract/disputes.ts'
import { exportPerson } from '#contract/privacy.ts'
import { askRight, decideRight, listRightCases, type RightCase } from '#contract/rights.ts'
import { archiveAt, asksByHand, begins, looks, placeOf, says } from '#tests/covering.ts'
import { dayInParis } from '#tests/days.ts'
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

const gives = (id: string, { version, seen }: { version: number; seen: string }, desk: Person = who('dora')) =>
  desk.ask(giveCopy, at(id, { version, seen, answer }))
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
    ).toEqual([403, 403, 403, 403])
  }
  expect(await all(['aida', 'ines', 'dora'], 'select 1 from prepared_copy', [])).toEqual({ aida: 0, ines: 1, dora: 1 })
  const { cases } = (await who('aida').ask(listRightCases)).body as { cases: RightCase[] }
  expect(cases.find((row) => row.id === id)?.can).toMatchObject({ decide: false, prepare: false })
})
