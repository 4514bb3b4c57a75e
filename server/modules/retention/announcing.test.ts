import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdSweep, letLateGo, readRetention, releaseSweep } from '#contract/retention.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { dayInParis } from '#tests/days.ts'
import { night } from '#tests/nights.ts'
import { classOf, facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let people: Record<'ines' | 'dora' | 'olga' | 'rosa' | 'noor' | 'lina', Person>
beforeAll(async () => {
  world = await openWorld()
  const of = (name: string, role: Parameters<typeof person>[1]['role']) => person(world, { name, role })
  people = {
    ines: await of('Inès Tremblay', 'head'),
    dora: await of('Dora Lefèvre', 'dpo'),
    olga: await of('Olga Nyström', 'office'),
    rosa: await of('Rosa Roy', 'teacher'),
    noor: await of('Noor Benali', 'pupil'),
    lina: await of('Lina Benali', 'pupil'),
  }
})
afterAll(() => world.close())

const DAY = 86_400
const today = () => dayInParis(world.clock.now())
const nextNight = async () => {
  world.move(DAY)
  await night(world)
}
/** Changes of so many days ago: in France they are kept for a year. */
const changed = async (rows: number, daysAgo: number) => {
  await world.owner.query(
    `insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields)
     select $1, 'public.person', gen_random_uuid(), $2::date - $3::int + time '12:00', 'update', null, 'person.correct', '{names}' from generate_series(1, $4::int)`,
    [world.schoolId, today(), daysAgo, rows],
  )
}
const left = async () => (await world.owner.query("select from vault.change where action = 'person.correct'")).rowCount
const shown = async (who: Person = people.dora) =>
  readRetention.output.parse((await who.ask(readRetention, { query: { locale: 'en' } })).body)
const announced = async (what: string) => (await shown()).coming.find((one) => one.what === what)
const CHANGES = 'Changes'

test('what had its time long ago is announced first, by rule and number, and goes the night after', async () => {
  await changed(430, 500)
  await changed(7, 0)
  await night(world)
  expect(await left()).toBe(437)
  expect(await announced(CHANGES)).toMatchObject({
    ...{ rows: 430, late: 0, kept: '12 months', announcedOn: today(), dueOn: dayAfter(today(), 'P1D') },
    ...{ beganBefore: dayAfter(today(), 'P1D').replace(/^\d+/, (year) => `${Number(year) - 1}`), heldUntil: null, why: null },
  })
  expect(JSON.stringify(await shown(people.ines))).not.toMatch(/Noor|Benali|Dora/)
  await night(world)
  expect(await left(), 'a second look on the same day').toBe(437)
  await nextNight()
  expect(await left()).toBe(7)
  expect((await shown()).done).toEqual([expect.objectContaining({ what: CHANGES, rows: 430, gone: 430 })])
  expect(await facts(world)).toEqual(expect.arrayContaining(['retention.announced', 'retention.swept', 'retention.rule_done']))
})

test('when the machine was off, what was announced goes, and what has had its time since is announced first', async () => {
  await changed(3, 500)
  await night(world)
  await changed(5, 364)
  world.move(4 * DAY)
  await night(world)
  expect(await left()).toBe(7 + 5)
  expect(await announced(CHANGES)).toMatchObject({ rows: 5, announcedOn: today() })
  await nextNight()
  expect(await left()).toBe(7)
})

test('who answers for the data holds a rule with a reason; the night leaves it until it is let go, or the time of holding is over', async () => {
  await changed(9, 500)
  await night(world)
  const { id } = (await announced(CHANGES))!
  const held = await people.dora.ask(holdSweep, { params: { id }, body: { why: 'question_open' } })
  expect(held.body).toEqual({ id, heldUntil: dayAfter(today(), 'P30D') })
  await nextNight()
  await nextNight()
  expect(await left()).toBe(7 + 9)
  expect(await announced(CHANGES)).toMatchObject({ rows: 9, why: 'question_open' })
  expect((await people.ines.ask(releaseSweep, { params: { id } })).status).toBe(200)
  expect((await people.ines.ask(releaseSweep, { params: { id } })).body).toMatchObject({ code: 'retention.not_held' })
  await people.ines.ask(holdSweep, { params: { id }, body: { why: 'dispute' } })
  await world.owner.query('update announced_sweep set held_until = $2::date + 2 where id = $1', [id, today()])
  await nextNight()
  expect(await left()).toBe(7 + 9)
  await nextNight()
  expect(await left()).toBe(7)
  const late = await people.dora.ask(holdSweep, { params: { id }, body: { why: 'dispute' } })
  expect([late.status, late.body['code']]).toEqual([409, 'retention.done'])
  expect(await facts(world)).toEqual(expect.arrayContaining(['retention.rule_held', 'retention.rule_released']))
})

test('a law that keeps longer from today on is heard: what was announced under the one before stays', async () => {
  await changed(4, 500)
  await night(world)
  expect(await announced(CHANGES)).toMatchObject({ rows: 4 })
  await world.owner.query("update school set profile = 'JP'")
  await nextNight()
  expect(await left()).toBe(7 + 4)
  await world.owner.query("update school set profile = 'EU-FR'")
  await nextNight()
  await nextNight()
  expect(await left()).toBe(7)
})

test('nobody else sees it or holds it', async () => {
  await changed(2, 500)
  await night(world)
  const { id } = (await announced(CHANGES))!
  for (const who of [people.olga, people.rosa, people.noor]) {
    expect((await who.ask(readRetention)).status).toBe(403)
    expect([403, 404]).toContain((await who.ask(holdSweep, { params: { id }, body: { why: 'dispute' } })).status)
  }
  const nobodys = await people.dora.ask(holdSweep, { params: { id: uuidv7() }, body: { why: 'dispute' } })
  expect(nobodys.status).toBe(404)
})

test('what lives on after its time is held and asked about, and keeps what it hangs on from being announced', async () => {
  await classOf(world, '6B', [people.rosa], [people.noor, people.lina])
  await world.owner.query('update school_year set from_on = from_on - 1200, to_on = to_on - 1200')
  await world.owner.query("update class set created_at = now() - interval '1200 days'")
  await world.owner.query("update enrolment set created_at = now() - interval '1200 days' where person_id <> $1", [
    people.noor.id,
  ])
  await night(world)
  expect(await announced('Class membership')).toMatchObject({ rows: 2, late: 1 })
  expect(await announced('Classes')).toBeUndefined()
  await world.owner.query('update enrolment set created_at = now() where person_id = $1', [people.lina.id])
  await nextNight()
  const places = async () =>
    (await world.owner.query('select person_id from enrolment')).rows.map((row) => row.person_id).toSorted()
  expect(await places(), 'used between the two nights').toEqual([people.noor.id, people.lina.id].toSorted())
  expect(await announced('Class membership')).toMatchObject({ rows: 0, late: 2 })
  await nextNight()
  expect(await places()).toHaveLength(2)
  await world.owner.query("update enrolment set created_at = now() - interval '1200 days'")
  await nextNight()
  expect(await announced('Class membership')).toMatchObject({ rows: 2, late: 0 })
  await nextNight()
  expect([await places(), (await world.owner.query('select from class')).rowCount]).toEqual([[], 0])
})

test('what was used after its time goes once somebody has said so: announced first, and what is used again after that stays', async () => {
  await classOf(world, '6C', [people.rosa], [people.noor, people.lina])
  await world.owner.query("update class set created_at = now() - interval '1200 days'")
  await night(world)
  const places = async () =>
    (await world.owner.query('select person_id from enrolment')).rows.map((row) => row.person_id).toSorted()
  const asked = (await announced('Class membership'))!
  expect(asked).toMatchObject({ rows: 0, late: 3, isLookedAt: false })
  const goes = (who: Person) => who.ask(letLateGo, { params: { id: asked.id } })
  expect([403, 404]).toContain((await goes(people.rosa)).status)
  expect((await goes(people.dora)).status).toBe(200)
  expect((await goes(people.ines)).body).toMatchObject({ code: 'retention.done' })
  expect(await announced('Class membership')).toMatchObject({ rows: 0, late: 3, isLookedAt: true })
  const since = new Date(world.clock.now().getTime() + 3_600_000)
  await world.owner.query('update enrolment set created_at = $2 where person_id = $1', [people.lina.id, since])
  await nextNight()
  expect(await announced('Class membership')).toMatchObject({ rows: 2, late: 1 })
  expect(await places(), 'announced, and not gone').toHaveLength(3)
  await nextNight()
  expect(await places()).toEqual([people.lina.id])
  expect(await announced('Class membership')).toMatchObject({ rows: 0, late: 1, isLookedAt: false })
  expect(await facts(world)).toContain('retention.late_released')
})

test('what is used again before the night that would announce it is asked about anew', async () => {
  const asked = (await announced('Class membership'))!
  const goes = async () =>
    (await people.dora.ask(letLateGo, { params: { id: (await announced('Class membership'))!.id } })).status
  expect([asked.isLookedAt, await goes()]).toEqual([false, 200])
  await world.owner.query('update enrolment set created_at = $1', [new Date(world.clock.now().getTime() + 3_600_000)])
  await nextNight()
  expect(await announced('Class membership')).toMatchObject({ rows: 0, late: 1, isLookedAt: false })
  expect(await goes()).toBe(200)
  await nextNight()
  await nextNight()
  expect((await world.owner.query('select from enrolment')).rowCount).toBe(0)
})
