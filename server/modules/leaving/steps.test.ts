import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { beginConversation } from '#contract/conversations.ts'
import { beginDispute } from '#contract/disputes.ts'
import { reactivatePerson, startLeaving } from '#contract/grants.ts'
import {
  agreeToStep,
  deferStep,
  listFormerPupils,
  readFormerPupil,
  readLeavers,
  resumeStep,
  setLeavingClocks,
} from '#contract/leaving.ts'
import { takeList } from '#contract/list-exports.ts'
import { readMe } from '#contract/people.ts'
import { erasePerson } from '#contract/privacy.ts'
import { loadWords } from '#i18n/load.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { endDue } from '#modules/roles/ending.ts'
import { dayInParis } from '#tests/days.ts'
import { classOf, facts, guard, openWorld, type Person, person, type Reply, type World } from '#tests/world.ts'
import { leavingNight } from './night.ts'

let world: World
let people: Record<'ines' | 'olga' | 'rosa' | 'otto' | 'noor' | 'lina' | 'amal' | 'dora', Person>
let class6B = ''
beforeAll(async () => {
  world = await openWorld()
  const of = (name: string, role: Parameters<typeof person>[1]['role']) => person(world, { name, role })
  people = {
    ines: await of('Inès Tremblay', 'head'),
    olga: await of('Olga Nyström', 'office'),
    dora: await of('Dora Lefèvre', 'dpo'),
    rosa: await of('Rosa Roy', 'teacher'),
    otto: await of('Otto Lindqvist', 'teacher'),
    noor: await of('Noor Benali', 'pupil'),
    lina: await of('Lina Benali', 'pupil'),
    amal: await of('Amal Benali', 'guardian'),
  }
  class6B = await classOf(world, '6B', [people.rosa], [people.noor, people.lina])
  await classOf(world, '7A', [people.otto], [])
  await guard(world, people.amal, people.noor)
})
afterAll(() => world.close())

/** Days go by: what was written before lies that much further back, also for the database. */
const daysPass = async (days: number) => {
  const { owner, schoolId } = world
  await owner.query(
    `update person_state set from_at = from_at - make_interval(days => $2), until_at = until_at - make_interval(days => $2) where school_id = $1`,
    [schoolId, days],
  )
  await owner.query(
    `update leaving_step set due_on = due_on - $2::int, announced_on = announced_on - $2::int, deferred_until = deferred_until - $2::int where school_id = $1`,
    [schoolId, days],
  )
}
const perform = (job: typeof leavingNight) => job.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
const night = async () => {
  await perform(endDue)
  await perform(leavingNight)
}
const stateOf = async ({ id }: Person) =>
  (await world.owner.query('select state from person_state where person_id = $1 order by from_at desc, id desc limit 1', [id]))
    .rows[0]?.state
const said = ({ status, body }: Reply) => (status === 200 ? 200 : `${status} ${body.code}`)
/** What stands before the office of Noor: the step, and whether it is put off. */
const coming = async () =>
  readLeavers.output
    .parse((await people.olga.ask(readLeavers)).body)
    .coming.filter(({ personId }) => personId === people.noor.id)
    .map(({ step, deferredUntil }) => [step, deferredUntil !== null])
const leaves = async (who: Person) => {
  const until = dayInParis(Date.now() + 86_400_000)
  expect(said(await people.olga.ask(startLeaving, { params: { id: who.id }, body: { until } }))).toBe(200)
}
const former = async (who: Person) =>
  (await who.ask(listFormerPupils, { query: { why: 'advice' } })).body['pupils'] as { id: string; display: string }[]

test('Noor leaves: on the last day it stands before the office who is locked tonight', async () => {
  await leaves(people.noor)
  await daysPass(1)
  const { locking, counts } = readLeavers.output.parse((await people.olga.ask(readLeavers)).body)
  expect(locking.map(({ display }) => display)).toEqual(['Noor Benali'])
  expect(counts).toMatchObject({ leaving: 1, alumni_locked: 0 })
  expect(said(await people.noor.ask(readMe))).toBe(200)
})

test('locked: neither Noor nor her mother reads anything, her teacher finds her nowhere, and what comes next is announced', async () => {
  expect((await people.amal.ask(readMe)).body).toMatchObject({ children: [{ display: 'Noor Benali' }] })
  await daysPass(1)
  expect(said(await people.noor.ask(readMe))).toMatch(/^401/)
  expect((await people.amal.ask(readMe)).body).toMatchObject({ children: [] })
  const names = async () => JSON.stringify((await people.rosa.ask(readClass, { params: { id: class6B } })).body)
  expect(await names()).not.toContain('Noor')
  expect(await names()).toContain('Lina')
  await night()
  expect(await stateOf(people.noor)).toBe('alumni_locked')
  expect(await coming()).toEqual([['guidance', false]])
  expect(await facts(world)).toEqual(expect.arrayContaining(['leaving.announced', 'leaving.places_ended']))
  expect(await stateOf(people.amal), 'who has no other child here has time to take what is hers').toBe('leaving')
})

test('what comes next leaves as a file after a fact about whoever stands in it; a teacher takes nothing', async () => {
  const read = readLeavers.output.parse((await people.olga.ask(readLeavers)).body)
  const rows = read.coming.map(({ id }) => id)
  expect(rows.length).toBeGreaterThan(0)
  const take = (who: Person, some: readonly string[]) => who.ask(takeList, { body: { list: 'leavers', rows: some } })
  expect((await take(people.olga, rows)).body).toEqual({ leftOut: [] })
  expect(said(await take(people.olga, [uuidv7()]))).toBe('404 not_found')
  expect(said(await take(people.rosa, rows))).toBe('403 not_allowed')
  expect((await facts(world)).filter((name) => name === 'list.exported')).toHaveLength(1)
})

test('nothing happens in the night in which it was announced; in the next it does', async () => {
  await night()
  expect(await stateOf(people.noor)).toBe('alumni_locked')
  await daysPass(1)
  await night()
  expect(await stateOf(people.noor)).toBe('guidance')
})

test('who taught her reads what guidance needs, with a reason, and each look is a fact; who did not finds nobody', async () => {
  expect((await former(people.rosa)).map(({ display }) => display)).toEqual(['Noor Benali'])
  expect(await former(people.otto)).toEqual([])
  expect((await former(people.ines)).map(({ id }) => id)).toEqual([people.noor.id])
  const look = (who: Person, query = { why: 'next_school' }) =>
    who.ask(readFormerPupil, { params: { id: people.noor.id }, query })
  const { status, body } = await look(people.rosa)
  expect(status).toBe(200)
  const shown = JSON.stringify(body)
  expect(shown).toContain('Noor Benali')
  expect(shown).toContain('6B')
  const { parts } = readFormerPupil.output.parse(body)
  const words = loadWords().fr
  const marked = [words('privacy.category.identity_name'), words('privacy.category.school_enrolment')]
  expect(parts.flatMap(({ rows }) => rows.flat().map(({ what }) => what)).filter((what) => !marked.includes(what))).toEqual([])
  expect(said(await look(people.otto))).toBe('404 not_found')
  expect(said(await look(people.dora))).toBe('403 not_allowed')
  expect((await people.rosa.ask(readFormerPupil, { params: { id: people.noor.id }, query: {} })).status).toBe(422)
  expect((await facts(world)).filter((name) => name === 'guidance.read')).toHaveLength(1)
  expect((await facts(world)).filter((name) => name === 'guidance.listed').length).toBeGreaterThan(2)
})

test('a teacher whose own time is over looks nobody up any more', async () => {
  await world.owner.query(`update person_role set until_at = now() where person_id = $1`, [people.rosa.id])
  expect((await people.rosa.ask(listFormerPupils, { query: { why: 'advice' } })).status).toBe(403)
  await world.owner.query(`update person_role set until_at = null where person_id = $1`, [people.rosa.id])
})

test('after the months of the school she is archived, and nobody reads her for guidance; put off, she stays, and taken back she goes', async () => {
  const set = (body: object) => people.ines.ask(setLeavingClocks, { body })
  expect(
    said(await people.olga.ask(setLeavingClocks, { body: { guidanceMonths: 2, archiveMonths: 1, why: 'shorter', version: 0 } })),
  ).toBe('403 not_allowed')
  expect(said(await set({ guidanceMonths: 2, archiveMonths: 100, why: 'shorter', version: 0 }))).toBe(
    '422 leaving.longer_needs_ground',
  )
  expect(said(await set({ guidanceMonths: 2, archiveMonths: 1, why: 'shorter', version: 0 }))).toBe(200)
  expect(said(await set({ guidanceMonths: 3, archiveMonths: 1, why: 'shorter', version: 0 }))).toBe('409 leaving.clocks_changed')
  await daysPass(62)
  await night()
  expect(await coming()).toEqual([['archived', false]])
  const read = readLeavers.output.parse((await people.olga.ask(readLeavers)).body)
  const id = read.coming.find(({ personId }) => personId === people.noor.id)?.id ?? ''
  expect(said(await people.rosa.ask(deferStep, { params: { id }, body: { why: 'dispute' } }))).toBe('404 not_found')
  expect(said(await people.olga.ask(deferStep, { params: { id }, body: { why: 'dispute' } }))).toBe(200)
  await daysPass(1)
  await night()
  expect([await stateOf(people.noor), await coming()]).toEqual(['guidance', [['archived', true]]])
  expect(said(await people.olga.ask(resumeStep, { params: { id } }))).toBe(200)
  expect(said(await people.olga.ask(resumeStep, { params: { id } }))).toBe('409 leaving.not_deferred')
  await night()
  expect(await stateOf(people.noor)).toBe('archived')
  expect(await former(people.rosa)).toEqual([])
  expect(said(await people.olga.ask(deferStep, { params: { id }, body: { why: 'dispute' } }))).toBe('409 leaving.step_done')
})

test('let in again by the office she is back, and what was announced comes to nothing', async () => {
  await daysPass(31)
  await night()
  expect(await coming()).toEqual([['erased', false]])
  expect(said(await people.olga.ask(reactivatePerson, { params: { id: people.noor.id } }))).toBe(200)
  await daysPass(1)
  await night()
  expect([await stateOf(people.noor), await coming()]).toEqual(['active', []])
})

test('whoever left goes to the end: announced, erased the night after, with nothing left that names them', async () => {
  const id = people.lina.id
  await leaves(people.lina)
  await daysPass(2)
  await night()
  for (const days of [1, 62, 1, 31, 1]) {
    await daysPass(days)
    await night()
  }
  expect((await world.owner.query('select from person where id = $1', [id])).rowCount).toBe(0)
  expect((await world.owner.query('select from vault.key where owner_id = $1', [id])).rowCount).toBe(0)
  expect((await world.owner.query('select from erasure')).rowCount).toBeGreaterThan(0)
  expect(await facts(world)).toContain('erasure.executed')
}, 60_000)

test('a week before the last day the one who leaves and the family are told, once', async () => {
  const omar = await person(world, { name: 'Omar Haddad', role: 'pupil' })
  const mona = await person(world, { name: 'Mona Haddad', role: 'guardian' })
  await guard(world, mona, omar)
  const until = dayInParis(Date.now() + 35 * 86_400_000)
  expect(said(await people.olga.ask(startLeaving, { params: { id: omar.id }, body: { until } }))).toBe(200)
  const reminded = async () => (await facts(world)).filter((name) => name === 'leaving.reminded').length
  const before = await reminded()
  await night()
  expect(await reminded()).toBe(before)
  await daysPass(6)
  await night()
  await night()
  expect(await reminded()).toBe(before + 1)
  await daysPass(23)
  await night()
  expect(await reminded()).toBe(before + 2)
  const told = async ({ id }: Person) => (await world.owner.query('select from telling where person_id = $1', [id])).rowCount
  await world.doJobs()
  expect([await told(omar), await told(mona)].every((count) => (count ?? 0) > 0)).toBe(true)
})

test('of whom nothing may go nothing goes: the night puts the last step off until that is looked at again', async () => {
  const vera = await person(world, { name: 'Vera Holm', role: 'pupil' })
  const { owner, schoolId } = world
  await owner.query('delete from person_state where person_id = $1', [vera.id])
  for (const [state, days] of [
    ['alumni_locked', 400],
    ['archived', 300],
  ] as const)
    await owner.query(
      `insert into person_state (school_id, id, person_id, state, reason, from_at) values ($1, $2, $3, $4, 'retention', now() - make_interval(days => $5))`,
      [schoolId, uuidv7(), vera.id, state, days],
    )
  await night()
  await owner.query(
    `insert into legal_hold (school_id, id, person_id, ground, told, sealed, asked_by, asked_at, signed_by, signed_at, review_on)
     values ($1, $2, $3, 'dispute', true, '\\x00', $4, now(), $5, now(), current_date + 60)`,
    [schoolId, uuidv7(), vera.id, people.ines.id, people.dora.id],
  )
  await daysPass(1)
  await night()
  const isThere = async () => (await owner.query('select from person where id = $1', [vera.id])).rowCount
  expect(await isThere()).toBe(1)
  const { rows } = await owner.query("select why from leaving_step where person_id = $1 and step = 'erased'", [vera.id])
  expect(rows).toEqual([{ why: 'question_open' }])
  await owner.query("update legal_hold set ended_at = now(), ended_by = asked_by, ended_how = 'released' where person_id = $1", [
    vera.id,
  ])
  await daysPass(61)
  await night()
  expect(await isThere()).toBe(0)
})

test('what guardians in dispute share goes with nobody before the head has agreed, who is asked; the night does it after that', async () => {
  const { owner, schoolId } = world
  const tove = await person(world, { name: 'Tove Holm', role: 'pupil' })
  const class7B = await classOf(world, '7B', [people.otto], [tove])
  const [hana, marc] = [
    await person(world, { name: 'Hana Holm', role: 'guardian' }),
    await person(world, { name: 'Marc Holm', role: 'guardian' }),
  ]
  for (const one of [hana, marc]) await guard(world, one, tove)
  await owner.query("update guardianship set scopes = scopes || array['other_guardian'] where pupil_id = $1", [tove.id])
  const begun = {
    line: 'teacher_guardian',
    side: 'school',
    language: 'fr',
    pupilIds: [tove.id],
    classId: class7B,
    topic: 'Sport',
  }
  expect(said(await people.otto.ask(beginConversation, { body: { ...begun, text: 'Le judo' } }))).toBe(200)
  const until = dayInParis(Date.now() + 90 * 86_400_000)
  expect(said(await people.olga.ask(beginDispute, { params: { id: tove.id }, body: { reason: 'Une procédure', until } }))).toBe(
    200,
  )
  await owner.query('delete from person_state where person_id = $1', [tove.id])
  for (const [state, days] of [
    ['alumni_locked', 400],
    ['archived', 300],
  ] as const)
    await owner.query(
      `insert into person_state (school_id, id, person_id, state, reason, from_at) values ($1, $2, $3, $4, 'retention', now() - make_interval(days => $5))`,
      [schoolId, uuidv7(), tove.id, state, days],
    )
  await night()
  await owner.query('delete from telling')
  await daysPass(1)
  await night()
  const isThere = async () => (await owner.query('select from person where id = $1', [tove.id])).rowCount
  expect(await isThere()).toBe(1)
  await world.doJobs()
  const { rows } = await owner.query("select person_id as id from telling where event = 'leaving.head_asked'")
  expect(rows.map(({ id }) => id)).toEqual([people.ines.id])
  const stepFor = async (who: Person) =>
    readLeavers.output.parse((await who.ask(readLeavers)).body).coming.find(({ personId }) => personId === tove.id)
  const id = (await stepFor(people.ines))?.id ?? ''
  expect(await stepFor(people.ines)).toMatchObject({ waitsForHead: true, mayAgree: true, why: 'question_open' })
  expect(await stepFor(people.olga)).toMatchObject({ waitsForHead: true, mayAgree: false })
  const agrees = async (who: Person) => said(await who.ask(agreeToStep, { params: { id } }))
  expect([await agrees(people.olga), await agrees(people.dora), await agrees(people.rosa)]).toEqual([
    ...['403 not_allowed', '403 not_allowed', '404 not_found'],
  ])
  expect(said(await people.olga.ask(resumeStep, { params: { id } }))).toBe(200)
  await night()
  expect(await isThere(), 'the office cannot agree by putting it off no longer').toBe(1)
  expect(said(await people.olga.ask(deferStep, { params: { id }, body: { why: 'returning' } }))).toBe(200)
  expect(await agrees(people.ines)).toBe(200)
  expect(await agrees(people.ines)).toBe('409 leaving.not_deferred')
  await night()
  expect(await isThere(), 'the head agrees to what is shared, and not to what the office put off').toBe(1)
  expect(said(await people.olga.ask(resumeStep, { params: { id } }))).toBe(200)
  expect(await agrees(people.ines), 'what had been agreed to is asked anew').toBe(200)
  expect(said(await people.olga.ask(erasePerson, { params: { id: people.ines.id }, body: {} })), 'whoever agreed can go').toBe(
    200,
  )
  await night()
  expect(await isThere()).toBe(0)
  expect(await facts(world)).toEqual(expect.arrayContaining(['leaving.head_asked', 'leaving.step_agreed']))
}, 60_000)
