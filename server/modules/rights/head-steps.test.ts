import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { beginConversation, readConversation } from '#contract/conversations.ts'
import { beginDispute, decideHeadStep, type HeadStep, listHeadSteps, readDispute } from '#contract/disputes.ts'
import { askRight, carryOutErasure, demandRight } from '#contract/rights.ts'
import { unzipped } from '#tests/copies.ts'
import { dayInParis } from '#tests/days.ts'
import { fetches } from '#tests/files.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, guard, type Person, person, type World } from '#tests/world.ts'

let world: World
const { open, who, all, tries } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['aida', 'Aïda Benali', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['bilal', 'Bilal Haddad', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
] as const)

const SHARED = 'Le judo de samedi chez Bilal'
const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const writesToBoth = async (pupil: Person, label: string) => {
  const classId = await classOf(world, label, [who('rosa')], [pupil])
  for (const one of ['amal', 'bilal'] as const) await guard(world, who(one), pupil)
  await world.owner.query("update guardianship set scopes = scopes || array['other_guardian'] where pupil_id = $1", [pupil.id])
  const to = { line: 'teacher_guardian', side: 'school', language: 'fr', pupilIds: [pupil.id], classId }
  const begun = await who('rosa').ask(beginConversation, { body: { ...to, topic: 'Sport', text: SHARED } })
  return (begun.body['conversations'] as string[])[0]
}
beforeAll(async () => {
  world = await open()
  await writesToBoth(who('noor'), '6B')
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  for (const table of ['head_step', 'rights_request', 'family_dispute']) await world.owner.query(`delete from ${table}`)
})

const enters = (by: Person = who('olga'), pupil: Person = who('noor')) => {
  const until = dayInParis(Date.now() + 90 * 86_400_000)
  return by.ask(beginDispute, at(pupil.id, { reason: 'Procédure en cours depuis mars', until }))
}
const inDispute = async () => {
  expect((await enters()).status).toBe(200)
  await world.doJobs()
}
const asks = async (by: Person, about: Person) => `${(await by.ask(askRight, at(about.id, { kind: 'access' }))).body['id']}`
const demands = async (by: Person, about: Person) => {
  const reply = await by.ask(demandRight, at(about.id, { kind: 'erasure' }))
  await world.owner.query("update rights_request set cools_until = now() - interval '1 minute' where kind = 'erasure'")
  return `${reply.body['id']}`
}
const copyOf = async (by: Person, id: string) => {
  const { rawPayload } = await fetches(world, by, `/s/preau/rights-requests/${id}/export.zip?locale=fr`)
  return { said: [...(await unzipped(rawPayload)).values()].map((bytes) => bytes.toString()).join('\n') }
}
const stepsFor = async (by: Person) => ((await by.ask(listHeadSteps)).body as { steps: HeadStep[] }).steps
const decides = (by: Person, id: string | undefined, verdict: string, more: object = {}) =>
  by.ask(decideHeadStep, at(id, { verdict, answer: 'Voici ma décision.', ...more }))

test('once the head has agreed the deletion is carried out, and what they shared about the child has gone with it', async () => {
  await inDispute()
  const tove = await person(world, { name: 'Tove Benali', role: 'pupil' })
  const conversation = await writesToBoth(tove, '7B')
  expect((await who('bilal').ask(readConversation, at(conversation))).status).toBe(200)
  expect((await enters(who('olga'), tove)).status).toBe(200)
  const id = await demands(who('amal'), tove)
  expect((await who('dora').ask(carryOutErasure, at(id))).body.code).toBe('rights.needs_head')
  const step = (await stepsFor(who('ines'))).find(({ about }) => about.id === tove.id)
  expect((await decides(who('ines'), step?.id, 'approved')).status).toBe(200)
  const done = await who('dora').ask(carryOutErasure, at(id))
  expect(done.status, done.text).toBe(200)
  const { rows } = await world.owner.query('select from conversation where id = $1', [conversation])
  expect(rows).toEqual([])
})

test('what the head says is told once: of a deletion that ends with it, and of a copy that goes on', async () => {
  await inDispute()
  await demands(who('amal'), who('noor'))
  await asks(who('bilal'), who('bilal'))
  await world.doJobs()
  await world.owner.query('delete from telling')
  for (const { id, kind } of await stepsFor(who('ines')))
    expect(
      (await decides(who('ines'), id, 'refused', { ground: kind === 'erasure' ? 'claims' : 'rights_of_others' })).status,
    ).toBe(200)
  await world.doJobs()
  const { rows } = await world.owner.query('select event, person_id as id from telling order by event')
  expect(rows).toEqual([
    { event: 'rights.decided', id: who('amal').id },
    { event: 'rights.head_decided', id: who('bilal').id },
  ])
})

test('where every head has a part in it the data protection officer decides, is told so, and never one of the guardians', async () => {
  await inDispute()
  await world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'head'", [who('ines').id])
  await guard(world, who('aida'), who('noor'))
  const id = await asks(who('amal'), who('amal'))
  await world.owner.query('delete from telling')
  await world.doJobs()
  const { rows } = await world.owner.query("select person_id as id from telling where event = 'rights.head_asked'")
  expect(rows.map((row) => row.id)).toEqual([who('dora').id])
  expect((await who('olga').ask(readDispute, at(who('noor').id))).body['decider']).toBe('dpo')
  const [step] = await stepsFor(who('dora'))
  expect(step).toMatchObject({ decider: 'dpo', can: { decide: true } })
  expect((await decides(who('aida'), step?.id, 'approved')).status, 'one of the guardians').toBe(404)
  expect((await decides(who('dora'), step?.id, 'approved')).status).toBe(200)
  expect((await copyOf(who('amal'), id)).said).toContain(SHARED)
  await guard(world, who('dora'), who('noor'))
  expect((await who('olga').ask(readDispute, at(who('noor').id))).body['decider']).toBe(null)
  await asks(who('bilal'), who('bilal'))
  expect([await stepsFor(who('dora')), await stepsFor(who('aida'))]).toEqual([[], []])
  await world.owner.query("update person_role set until_at = null where person_id = $1 and role = 'head'", [who('ines').id])
  expect((await stepsFor(who('ines'))).filter(({ can }) => can.decide)).toMatchObject([{ decider: 'head' }])
  for (const one of ['aida', 'dora'] as const)
    await world.owner.query('delete from guardianship where guardian_id = $1 and pupil_id = $2', [who(one).id, who('noor').id])
})

test('the wall alone lets only whoever decides agree to the deletion of somebody who has left', async () => {
  await inDispute()
  await world.owner.query(
    "insert into leaving_step (school_id, id, person_id, step, due_on, announced_on) values ($1, gen_random_uuid(), $2, 'erased', current_date + 1, current_date)",
    [world.schoolId, who('noor').id],
  )
  const agree = 'update leaving_step set agreed_at = now(), agreed_by = app.person_id() where true'
  expect([await tries(who('olga'), agree), await tries(who('dora'), agree)]).toEqual(['refused', 'refused'])
  const forge = `update leaving_step set agreed_at = now(), agreed_by = '${who('ines').id}' where true`
  expect(await tries(who('olga'), forge)).toBe('refused')
  expect(await all(['rosa', 'amal', 'bilal', 'ines'], agree, [])).toEqual({ rosa: 0, amal: 0, bilal: 0, ines: 1 })
  await world.owner.query('delete from leaving_step')
})
