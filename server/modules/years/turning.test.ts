import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueClassKey, listClasses } from '#contract/classes.ts'
import type { PlanDraft } from '#contract/year-plans.ts'
import {
  applyPlan,
  beginPlan,
  discardPlan,
  previewPlan,
  previewTurnBack,
  readPlan,
  readPlanProgress,
  readYears,
  savePlan,
  turnBack,
} from '#contract/years.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { classOf, facts, guard, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'
import { carryOut } from './carrying-out.ts'

type Cast = Record<'olga' | 'rosa' | 'otto' | 'noor' | 'amal' | 'milo' | 'carla', Person>
let world: World
let people: Cast
let pupils: Record<'ada' | 'ben' | 'cem' | 'dan', Someone>
let classes: Record<'6A' | '7A' | '9A', string>

/** A school of three classes: Noor and Ada in 6A, Ben and Cem in 7A, Milo and Dan in 9A, which leaves; Milo is Amal's second child, Dan is Carla's only one. */
beforeAll(async () => {
  world = await openWorld()
  const make = (name: string, role: 'office' | 'teacher' | 'pupil' | 'guardian') => person(world, { name, role })
  people = {
    olga: await make('Olga Nyström', 'office'),
    rosa: await make('Rosa Roy', 'teacher'),
    otto: await make('Otto Lindqvist', 'teacher'),
    noor: await make('Noor Benali', 'pupil'),
    amal: await make('Amal Benali', 'guardian'),
    milo: await make('Milo Benali', 'pupil'),
    carla: await make('Carla Ek', 'guardian'),
  }
  const pupil = (name: string) => withoutAccount(world, { name, role: 'pupil' })
  pupils = { ada: await pupil('Ada Lind'), ben: await pupil('Ben Ali'), cem: await pupil('Cem Kaya'), dan: await pupil('Dan Ek') }
  const { rosa, otto, noor, milo, amal, carla } = people
  classes = {
    '6A': await classOf(world, '6A', [rosa], [noor, pupils.ada]),
    '7A': await classOf(world, '7A', [otto], [pupils.ben, pupils.cem]),
    '9A': await classOf(world, '9A', [otto], [milo, pupils.dan]),
  }
  await guard(world, amal, noor)
  await guard(world, amal, milo)
  await guard(world, carla, pupils.dan)
})
afterAll(() => world.close())

const all = async <R extends object>(text: string, values: unknown[] = []) => (await world.owner.query<R>(text, values)).rows
const asks = (...asking: Parameters<Person['ask']>) => people.olga.ask(...asking)
const begins = async () => `${(await asks(beginPlan)).body['id']}`
const reads = async (id: string) => readPlan.output.parse((await asks(readPlan, { params: { id } })).body)
const previews = async (id: string) => previewPlan.output.parse((await asks(previewPlan, { params: { id } })).body)
const saves = (id: string, draft: PlanDraft, version?: number) =>
  asks(savePlan, { params: { id }, body: draft, ...(version ? { headers: { 'if-match': `"${version}"` } } : {}) })
const applies = (id: string, mark: string, withoutClass?: number) =>
  asks(applyPlan, { params: { id }, body: { mark, ...(withoutClass === undefined ? {} : { withoutClass }) } })

/** The proposal, completed: 6A goes to 7A, 7A to a new 8A, 9A leaves; Cem repeats, and Rosa teaches 7A. */
const planned = async (id: string): Promise<PlanDraft> => {
  const { draft } = await reads(id)
  const target = (label: string) => draft.targets.find((one) => one.label === label)?.id ?? ''
  const eighth = target('8A') || uuidv7()
  return {
    ...draft,
    targets: [
      ...draft.targets.filter(({ label }) => label !== '9A' || target('8A')),
      ...(target('8A') ? [] : [{ id: eighth, label: '8A', classId: null }]),
    ],
    classes: [
      { classId: classes['6A'], fate: 'goes', targetId: target('7A') },
      { classId: classes['7A'], fate: 'goes', targetId: eighth },
      { classId: classes['9A'], fate: 'leaves', targetId: null },
    ],
    pupils: [{ personId: pupils.cem.id, fate: 'repeats', targetId: target('7A') }],
    teachers: [{ personId: people.rosa.id, targetId: target('7A') }],
  }
}

const placesFrom = (day: string) =>
  all<{ person: string; role: string; until: string | null }>(
    'select person_id as person, role, until_on::text as until from enrolment where from_on = $1::date order by 1',
    [day],
  )
const written = async () =>
  (
    await all<{ n: number }>(
      'select (select count(*) from enrolment) + (select count(*) from class) + (select count(*) from person_state) as n',
    )
  )[0]?.n

test('the office begins a plan: the next year by the school’s calendar, each class with a proposal, one plan at a time', async () => {
  const id = await begins()
  expect((await asks(beginPlan)).body.code).toBe('year.plan_open')
  const plan = await reads(id)
  const { fromOn, toOn } = plan.ending
  const later = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  expect([plan.draft.fromOn, plan.draft.toOn]).toEqual([later(fromOn), later(toOn)])
  const label = (targetId: string | null) => plan.draft.targets.find((one) => one.id === targetId)?.label
  const proposed = plan.draft.classes.map(({ classId, fate, targetId }) => [classId, fate, label(targetId)])
  expect(proposed).toContainEqual([classes['6A'], 'goes', '7A'])
  expect(proposed).toContainEqual([classes['9A'], null, undefined])
  expect(plan.problems).toContainEqual({ what: 'class_undecided', classId: classes['9A'] })
  expect(plan.draft.teachers.map(({ personId }) => personId)).toContain(people.rosa.id)
  expect((await asks(discardPlan, { params: { id } })).status).toBe(200)
})

test('a draft is kept as it was typed, with its problems; of two who type into the same version one is told', async () => {
  const id = await begins()
  const draft = await planned(id)
  const odd = { ...draft, fromOn: '2027-09-01', toOn: null, targets: draft.targets.map((one) => ({ ...one, label: ' 7A ' })) }
  const { version } = await reads(id)
  expect((await saves(id, odd, version)).body['problems']).toEqual([
    { what: 'dates_missing' },
    ...odd.targets.slice(1).map((one) => ({ what: 'label_twice', targetId: one.id })),
  ])
  const kept = await reads(id)
  expect([kept.draft.fromOn, kept.draft.toOn, kept.draft.targets[0]?.label]).toEqual(['2027-09-01', null, ' 7A '])
  expect((await saves(id, draft, version)).body.code).toBe('version_conflict')
  const says = async (change: Partial<PlanDraft>) =>
    ((await saves(id, { ...draft, ...change })).body['problems'] as { what: string }[]).map(({ what }) => what)
  const { fromOn, toOn } = kept.ending
  expect(await says({ fromOn: '2028-01-01', toOn: '2027-01-01' })).toEqual(['dates_reversed'])
  expect(await says({ fromOn, toOn })).toEqual(['dates_overlap'])
  expect(await says({ fromOn: '2029-08-01', toOn: '2029-09-01' })).toEqual(['year_short'])
  expect(await says({ fromOn: '2029-08-01', toOn: '2031-09-01' })).toEqual(['year_long'])
  await asks(discardPlan, { params: { id } })
})

test('what names a stranger, or one thing twice, is refused with the reason', async () => {
  const id = await begins()
  const draft = await planned(id)
  const why = async (change: Partial<PlanDraft>) => {
    const { body } = await saves(id, { ...draft, ...change })
    return [body.code, ...((body['details'] as { problems?: string[] } | undefined)?.problems ?? [])]
  }
  const [first, stranger] = [draft.classes[0]!, uuidv7()]
  expect(await why({ classes: [{ ...first, classId: stranger }] })).toEqual(['year.refused', 'class_unknown'])
  expect(await why({ classes: [first, first] })).toEqual(['year.refused', 'class_twice'])
  expect(await why({ targets: [{ id: stranger, label: 'X', classId: stranger }] })).toEqual([
    'year.refused',
    'next_class_unknown',
  ])
  expect(await why({ pupils: [{ personId: stranger, fate: 'leaves', targetId: null }] })).toEqual([
    'year.refused',
    'person_unknown',
  ])
  expect(await why({ pupils: [draft.pupils[0]!, draft.pupils[0]!] })).toEqual(['year.refused', 'person_twice'])
  expect(await why({ keepDays: 1000 })).toEqual(['invalid_input'])
  await asks(discardPlan, { params: { id } })
})

test('the dry run says who goes where, who leaves and until when they read, and writes nothing', async () => {
  const id = await begins()
  await saves(id, await planned(id))
  const before = await written()
  const shown = await previews(id)
  expect(await written()).toEqual(before)
  expect(shown.counts).toMatchObject({ placed: 4, repeating: 1, leaving: 2 })
  const names = (label: string) => shown.classes.find((one) => one.label === label)?.pupils.map(({ display }) => display)
  expect(names('7A')?.sort()).toEqual(['Ada Lind', 'Cem Kaya', 'Noor Benali'])
  expect(names('8A')).toEqual(['Ben Ali'])
  expect(shown.leavers.map(({ display, as }) => `${display} ${as}`).sort()).toEqual([
    'Carla Ek guardian',
    'Dan Ek pupil',
    'Milo Benali pupil',
  ])
  expect(shown.warnings).toContainEqual({
    what: 'no_teacher',
    targetId: shown.classes.find(({ label }) => label === '8A')?.targetId,
  })
  expect(shown.clocks.readsUntil > shown.clocks.ends).toBe(true)
  expect(shown.clocks.recordsUntil.slice(0, 4)).toBe(`${Number(shown.clocks.ends.slice(0, 4)) + 1}`)
  await asks(discardPlan, { params: { id } })
})

test('no pupil is without a class unnoticed: it takes a second yes that says how many', async () => {
  const id = await begins()
  await saves(id, await planned(id))
  const lost = await withoutAccount(world, { name: 'Lost Child', role: 'pupil' })
  const { mark, withoutClass } = await previews(id)
  expect(withoutClass.map(({ display }) => display)).toEqual(['Lost Child'])
  expect((await applies(id, mark)).body).toMatchObject({ code: 'year.without_class', details: { withoutClass: 1 } })
  expect((await applies(id, mark, 2)).body.code).toBe('year.without_class')
  const another = await withoutAccount(world, { name: 'Another Child', role: 'pupil' })
  expect((await applies(id, mark, 1)).body.code).toBe('year.changed_since')
  await all('update person_role set until_at = now() where person_id = any ($1)', [[lost.id, another.id]])
  await asks(discardPlan, { params: { id } })
})

test('an undecided class is not carried out, and says which', async () => {
  const id = await begins()
  const { mark } = await previews(id)
  const refused = await applies(id, mark)
  expect(refused.body.code).toBe('year.has_problems')
  const { problems } = refused.body['details'] as { problems: unknown[] }
  expect(problems).toEqual(
    expect.arrayContaining(['7A', '9A'].map((label) => ({ what: 'class_undecided', classId: classes[label as '7A'] }))),
  )
  await asks(discardPlan, { params: { id } })
})

test('carried out, interrupted and begun again, each has one place; taken back, everything is as before but what somebody changed', async () => {
  const id = await begins()
  const draft = await planned(id)
  await saves(id, draft)
  await people.rosa.ask(issueClassKey, { params: { id: classes['6A'] } })
  const { mark } = await previews(id)
  const replies = await Promise.all([applies(id, mark), applies(id, mark)])
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])

  // The process dies after the second transaction of each try, until it is through.
  const { installation, schoolId } = world
  let died = 0
  const dies = async () => {
    let left = 3
    const unit: Parameters<typeof carryOut>[0]['unit'] = (work) => {
      if (left-- === 0) throw new Error('killed')
      return asSchool(installation, schoolId, 'administration', 'year.plan.carry_out', work)
    }
    await carryOut({ schoolId, unit }, id).catch(() => died++)
  }
  for (let tries = 0; tries < 12; tries++) {
    await dies()
    world.move(200)
  }
  world.move(-200 * 12)
  expect(died).toBeGreaterThan(2)
  const progress = (await asks(readPlanProgress, { params: { id } })).body
  expect(progress).toMatchObject({ state: 'applied', step: 'done', placed: 4, leaving: 2 })
  expect(progress['done']).toBe(progress['all'])

  const { fromOn } = draft
  const places = await placesFrom(fromOn ?? '')
  expect(places).toHaveLength(5)
  expect(places.filter(({ role }) => role === 'teacher').map((one) => one.person)).toEqual([people.rosa.id])
  const open = await all('select 1 from enrolment where class_id = any ($1) and until_on is null', [Object.values(classes)])
  expect(open).toEqual([])
  const states = await all<{ person: string }>("select person_id as person from person_state where state = 'leaving' order by 1")
  expect(states.map((one) => one.person).sort()).toEqual([people.milo.id, people.carla.id, pupils.dan.id].sort())
  const said = await facts(world)
  expect(said.filter((name) => name === 'year.person_moved')).toHaveLength(5 + 9)
  expect(said).toEqual(expect.arrayContaining(['year.turned', 'year.made', 'class.created', 'person.leaving']))
  expect((await asks(readYears)).body).toMatchObject({ withoutPlace: 0, next: { fromOn } })
  const late = await withoutAccount(world, { name: 'Late Child', role: 'pupil' })
  expect((await asks(readYears)).body).toMatchObject({ withoutPlace: 1 })
  await all('update person_role set until_at = now() where person_id = $1', [late.id])

  // The office moves Ben by hand: his place stays, and with it the class and the year that it is in.
  await asSchool(installation, schoolId, 'administration', 'class.arrange', ({ tx }) =>
    tx
      .updateTable('enrolment')
      .set({ untilOn: '2031-01-01' })
      .where('personId', '=', pupils.ben.id)
      .where('fromOn', '=', fromOn ?? '')
      .execute(),
  )
  const undo = previewTurnBack.output.parse((await asks(previewTurnBack, { params: { id } })).body)
  expect(undo.kept.map(({ display }) => display)).toEqual(['Ben Ali'])
  expect(undo.counts).toMatchObject({ places: 4, reopened: 9, returning: 3 })
  expect((await asks(turnBack, { params: { id } })).status).toBe(200)
  await world.doJobs()
  expect((await asks(readPlanProgress, { params: { id } })).body).toMatchObject({ state: 'undone', kept: 3 })
  expect((await placesFrom(fromOn ?? '')).map((one) => one.person)).toEqual([pupils.ben.id])
  expect(
    await all('select 1 from enrolment where class_id = any ($1) and until_on is not null', [Object.values(classes)]),
  ).toEqual([])
  const leaving = await all<{ state: string }>(
    'select distinct on (person_id) state from person_state where person_id = any ($1) order by person_id, from_at desc, id desc',
    [[people.milo.id, people.carla.id, pupils.dan.id]],
  )
  expect(leaving.map(({ state }) => state)).not.toContain('leaving')
  const labels = ((await asks(listClasses)).body['classes'] as { label: string }[]).map(({ label }) => label).sort()
  expect(labels).toEqual(['6A', '7A', '8A', '9A'])
  expect((await asks(turnBack, { params: { id } })).body.code).toBe('year.not_undoable')
})

test('after seven days nothing is taken back, and what was needed for it is gone', async () => {
  await all('delete from enrolment where from_on > current_date')
  const id = await begins()
  await saves(id, { ...(await planned(id)), pupils: [] })
  const { mark, problems } = await previews(id)
  expect(problems).toEqual([])
  expect((await applies(id, mark)).status).toBe(200)
  await world.doJobs()
  expect((await asks(readPlanProgress, { params: { id } })).body).toMatchObject({ state: 'applied' })
  world.move(8 * 86_400)
  expect((await asks(turnBack, { params: { id } })).body.code).toBe('year.not_undoable')
  world.move(86_400)
  const { tidy } = await import('./carrying-out.ts')
  await tidy.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  expect(await all('select 1 from year_move where plan_id = $1', [id])).toEqual([])
  expect(await all('select 1 from year_plan_person where plan_id = $1', [id])).toEqual([])
})

test('teachers, families and pupils see nothing of it', async () => {
  for (const who of [people.rosa, people.amal, people.noor]) expect((await who.ask(readYears)).status).toBe(403)
})
