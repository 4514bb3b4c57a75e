import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startReset } from '#contract/activation.ts'
import { listClasses, readClass } from '#contract/classes.ts'
import { endRole, listOrphans, readPersonAccess } from '#contract/grants.ts'
import { listHandOvers, makeHandOver, myHandOvers, previewHandOver, seeHandOver, undoHandOver } from '#contract/hand-overs.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Passings } from '#kernel/passing.ts'
import { asSchool } from '#kernel/system.ts'
import { jobs } from '#server/registry.ts'
import { dayInParis } from '#tests/days.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { classOf, facts, type Person, person } from '#tests/world.ts'
import { moveBack, moveOpen } from './passing.queries.ts'

let home: Household
let tove: Person
let class7A: string
beforeAll(async () => {
  home = await openHousehold()
  class7A = await classOf(home.world, '7A', [home.people.rosa], [])
})
afterAll(() => home.world.close())
beforeEach(async () => {
  const { world, people } = home
  tove = await person(world, { name: 'Tove Berg', role: 'teacher' })
  await world.owner.query('delete from hand_over_item')
  await world.owner.query('delete from hand_over')
  await world.owner.query("delete from enrolment where role <> 'pupil' and person_id <> $1", [people.rosa.id])
  await world.owner.query('update enrolment set until_on = null where person_id = $1', [people.rosa.id])
  await world.owner.query('update person_role set until_at = null, ended_by = null, ended_why = null where person_id = $1', [
    people.rosa.id,
  ])
})

const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const rows = async (text: string, values: unknown[]) => (await home.world.owner.query(text, values)).rows
const previews = async (who = home.people.rosa) =>
  previewHandOver.output.parse((await home.people.olga.ask(previewHandOver, { params: { id: who.id } })).body)
const handsOver = (more: object = {}, by = home.people.olga) =>
  by.ask(makeHandOver, {
    params: { id: home.people.rosa.id },
    body: {
      to: tove.id,
      role: 'teacher',
      why: 'left',
      fromOn: inDays(0),
      untilOn: null,
      classes: [home.class6B, class7A],
      ...more,
    },
  })
const labels = async ({ ask }: Person) =>
  ((await ask(listClasses)).body['classes'] as { label: string }[]).map(({ label }) => label).sort()
const mine = async ({ ask }: Person) => myHandOvers.output.parse((await ask(myHandOvers)).body).handOvers
const undoes = (id: unknown) => home.people.olga.ask(undoHandOver, { params: { id: `${id}` } })
const ends = async (who: Person) => {
  const { roles } = (await home.people.ines.ask(readPersonAccess, { params: { id: who.id } })).body as unknown as {
    roles: { id: string; role: string; isLive: boolean }[]
  }
  const id = roles.find((one) => one.role === 'teacher' && one.isLive)?.id ?? ''
  return home.people.ines.ask(endRole, { params: { id }, body: { why: 'left' } })
}

test('the preview says which classes pass and what waits in each, and nothing passes yet', async () => {
  await home.people.rosa.ask(startReset, { params: { id: home.people.noor.id } })
  const { classes, staff, person: shown } = await previews()
  expect(shown.display).toBe('Rosa Roy')
  expect(classes.map(({ label }) => label)).toEqual(['6B', '7A'])
  expect(classes[0]?.passes).toContainEqual({ what: 'resets', count: 1 })
  expect(staff.map(({ display }) => display)).toContain('Tove Berg')
  expect(staff.map(({ display }) => display)).not.toContain('Rosa Roy')
  expect(await labels(tove)).toEqual([])
})

test('from that day the colleague has the classes and sees what came; whoever left has them no more, from the same request on', async () => {
  const { rosa } = home.people
  expect((await rosa.ask(readClass, { params: { id: home.class6B } })).status).toBe(200)
  const made = await handsOver()
  expect(made.body).toMatchObject({ classes: 2 })
  expect((await rosa.ask(readClass, { params: { id: home.class6B } })).status).toBe(404)
  expect(await labels(rosa)).toEqual([])
  expect(await labels(tove)).toEqual(['6B', '7A'])
  const [came] = await mine(tove)
  expect(came).toMatchObject({ from: 'Rosa Roy', hasBegun: true, isSeen: false })
  expect(came?.classes.map(({ label }) => label)).toEqual(['6B', '7A'])
  expect((await tove.ask(seeHandOver, { params: { id: came?.id ?? '' } })).status).toBe(200)
  expect((await mine(tove))[0]?.isSeen).toBe(true)
  expect((await rosa.ask(seeHandOver, { params: { id: came?.id ?? '' } })).status).toBe(403)
  expect(await facts(home.world)).toEqual(expect.arrayContaining(['hand_over.made', 'class.teacher_changed', 'hand_over.seen']))
})

test('a hand-over of next week changes nothing before, and both see it coming', async () => {
  await handsOver({ fromOn: inDays(7) })
  expect(await labels(home.people.rosa)).toEqual(['6B', '7A'])
  expect(await labels(tove)).toEqual([])
  expect(await mine(tove)).toMatchObject([{ hasBegun: false, classes: [] }])
  await home.world.owner.query("update enrolment set from_on = from_on - 7, until_on = until_on - 7 where role <> 'pupil'")
  expect(await labels(home.people.rosa)).toEqual([])
  expect(await labels(tove)).toEqual(['6B', '7A'])
})

test('a substitute has the class until a day, and no longer', async () => {
  expect((await handsOver({ role: 'substitute' })).body.code).toBe('hand_over.dates')
  expect((await handsOver({ role: 'substitute', untilOn: inDays(5), classes: [home.class6B] })).status).toBe(200)
  expect(await labels(tove)).toEqual(['6B'])
  await home.world.owner.query('update enrolment set from_on = from_on - 30, until_on = until_on - 30 where person_id = $1', [
    tove.id,
  ])
  expect(await labels(tove)).toEqual([])
  const { untaught } = listHandOvers.output.parse((await home.people.olga.ask(listHandOvers)).body)
  expect(untaught.map(({ label }) => label)).toEqual(['6B'])
})

test('what cannot be handed over is refused with the reason', async () => {
  const code = async (more: object) => (await handsOver(more)).body.code
  expect(await code({ to: home.people.rosa.id })).toBe('hand_over.to_oneself')
  expect(await code({ to: home.people.amal.id })).toBe('hand_over.no_teacher')
  expect(await code({ to: uuidv7() })).toBe('hand_over.no_teacher')
  expect(await code({ fromOn: inDays(-1) })).toBe('hand_over.dates')
  expect(await code({ role: 'substitute', fromOn: inDays(3), untilOn: inDays(2) })).toBe('hand_over.dates')
  expect(await code({ classes: [uuidv7()] })).toBe('hand_over.nothing')
  await home.world.owner.query("update person_role set until_at = now() + interval '2 days' where person_id = $1", [tove.id])
  expect(await code({ role: 'substitute', untilOn: inDays(9) })).toBe('hand_over.no_teacher')
  await home.world.owner.query('update enrolment set from_on = current_date where person_id = $1', [home.people.rosa.id])
  expect(await code({})).toBe('hand_over.too_early')
  await home.world.owner.query('update enrolment set from_on = current_date - 60 where person_id = $1', [home.people.rosa.id])
  expect((await handsOver({}, tove)).status).toBe(404)
})

test('taken back within seven days it is as before; a place that somebody changed since stays', async () => {
  const made = await handsOver()
  expect((await undoes(made.body['id'])).body).toMatchObject({ kept: 0 })
  expect([await labels(home.people.rosa), await labels(tove)]).toEqual([['6B', '7A'], []])
  expect((await undoes(made.body['id'])).body.code).toBe('hand_over.not_undoable')
  const again = await handsOver()
  const { installation, schoolId } = home.world
  await asSchool(installation, schoolId, 'administration', 'class.arrange', ({ tx }) =>
    tx
      .updateTable('enrolment')
      .set({ untilOn: inDays(90) })
      .where('personId', '=', tove.id)
      .where('classId', '=', class7A)
      .execute(),
  )
  expect((await undoes(again.body['id'])).body).toMatchObject({ kept: 1 })
  expect([await labels(home.people.rosa), await labels(tove)]).toEqual([['6B'], ['7A']])
  const late = await handsOver({ classes: [home.class6B] })
  home.world.move(8 * 86_400)
  expect((await undoes(late.body['id'])).body.code).toBe('hand_over.not_undoable')
  home.world.move(-8 * 86_400)
})

test('an ended role ends the places that came with it; the classes wait for somebody, and can still be handed over', async () => {
  const { rosa, olga } = home.people
  expect((await ends(rosa)).status).toBe(200)
  expect(
    await rows('select 1 from enrolment where person_id = $1 and (until_on is null or until_on >= current_date)', [rosa.id]),
  ).toEqual([])
  const { untaught } = listHandOvers.output.parse((await olga.ask(listHandOvers)).body)
  expect(untaught.map(({ label, last }) => `${label} ${last?.display}`)).toEqual(['6B Rosa Roy', '7A Rosa Roy'])
  expect((await previews()).classes.map(({ endedOn }) => endedOn !== null)).toEqual([true, true])
  expect((await handsOver()).status).toBe(200)
  expect(await labels(tove)).toEqual(['6B', '7A'])
})

test('a role whose day has come ends its places in the night, but none that is to begin with a role that is to begin', async () => {
  const { rosa } = home.people
  const night = jobs.find(({ name }) => name === 'role.end_due')
  const perform = () => night?.perform(home.world.installation, { schoolId: home.world.schoolId, requestId: uuidv7() })
  await home.world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'teacher'", [rosa.id])
  await home.world.owner.query('update enrolment set from_on = current_date + 30 where person_id = $1 and class_id = $2', [
    rosa.id,
    class7A,
  ])
  await perform()
  const open = await rows('select class_id from enrolment where person_id = $1 and until_on is null', [rosa.id])
  expect(open).toEqual([{ class_id: class7A }])
  await home.world.owner.query('update enrolment set from_on = current_date - 60 where person_id = $1', [rosa.id])
})

test('a pupil whose place begins after the holidays is no orphan', async () => {
  const { noor, ines } = home.people
  const orphans = async () => listOrphans.output.parse((await ines.ask(listOrphans)).body).people.map(({ id }) => id)
  await home.world.owner.query('update enrolment set from_on = current_date + 30 where person_id = $1', [noor.id])
  expect(await orphans()).not.toContain(noor.id)
  await home.world.owner.query('update enrolment set until_on = current_date + 30 where person_id = $1', [noor.id])
  await home.world.owner.query(
    'update enrolment set from_on = current_date - 60, until_on = current_date - 1 where person_id = $1',
    [noor.id],
  )
  expect(await orphans()).toContain(noor.id)
  await home.world.owner.query('update enrolment set until_on = null where person_id = $1', [noor.id])
})

test('what a later room says moves, moves, as far as it is open, and comes back', async () => {
  const { rosa } = home.people
  const { installation, schoolId, owner } = home.world
  await owner.query(`create table public.note (school_id uuid, id uuid, author_id uuid, sent_at timestamptz, primary key (school_id, id));
    alter table public.note enable row level security; create policy p on public.note using (school_id = app.school_id()); grant select, insert, update on public.note to preau_app`)
  const [draft, sent] = [uuidv7(), uuidv7()]
  await owner.query('insert into note values ($1, $2, $4, null), ($1, $3, $4, now())', [schoolId, draft, sent, rosa.id])
  const passings: Passings = {
    'public.note.author_id': { how: 'moves', open: 't.sent_at is null', why: 'a draft to families of the class' },
  }
  const bearers = async () =>
    (await owner.query('select author_id from note order by sent_at nulls first')).rows.map(({ author_id: id }) => id)
  await asSchool(installation, schoolId, 'administration', 'hand_over.arrange', async ({ tx }) => {
    expect(await moveOpen(tx, schoolId, passings, rosa.id, tove.id)).toEqual([{ kind: 'note_author_id', targetId: draft }])
  })
  expect(await bearers()).toEqual([tove.id, rosa.id])
  await asSchool(installation, schoolId, 'administration', 'hand_over.arrange', ({ tx }) =>
    moveBack(tx, schoolId, passings, { kind: 'note_author_id', targetId: draft }, rosa.id, tove.id),
  )
  expect(await bearers()).toEqual([rosa.id, rosa.id])
  await owner.query('drop table public.note')
})
