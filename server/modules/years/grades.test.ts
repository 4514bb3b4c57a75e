import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyPlan, beginPlan, previewPlan, previewTurnBack, readPlan, savePlan, turnBack } from '#contract/years.ts'
import { changing } from '#kernel/changes.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { classOf, facts, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'
import { person as personOwner } from '#vault/owners.ts'
import { nextGrade } from './grades.ts'
import { moveGrades } from './grading.ts'

test.each([
  ...[
    ['06', 'EU-SE', '07'],
    ['9', 'EU-SE', '10'],
    ['KG', 'US', '01'],
    ['F', 'EU-SE', '1'],
    ['Åk 6', 'EU-SE', 'Åk 7'],
  ],
  ...[
    ['CM1', 'EU-FR', 'CM2'],
    ['6e', 'EU-FR', '5e'],
    ['Terminale', 'EU-FR', undefined],
    ['CM2', 'EU-FR', undefined],
  ],
  ...[
    ['6', 'EU-FR', undefined],
    ['12', 'US', undefined],
    ['06', 'EU-FR', '07'],
    ['06, 07', 'EU-SE', undefined],
    ['Blå', 'EU-SE', undefined],
  ],
  ...[
    ['中学1年', 'JP', '中学2年'],
    ['中3', 'JP', undefined],
    ['４年', 'JP', '5年'],
    ['sec 2', 'QC-PUB', 'sec 3'],
    ['sec 5', 'QC-PUB', undefined],
  ],
])('after grade %s, where %s holds, comes %s', (grade, profile, next) => {
  expect(nextGrade(`${grade}`, `${profile}`)).toBe(next)
})

let world: World
let olga: Person
type Name = 'noor' | 'ada' | 'lin' | 'ben' | 'cem' | 'milo'
let pupils: Record<Name, Someone>

/** Puts somebody into a grade, as a list of the school would. */
const puts = (name: Name, grade: string | undefined) =>
  asSchool(world.installation, world.schoolId, 'administration', 'person.arrange', async ({ tx, vault }) => {
    const { id } = pupils[name]
    const { rows } = await world.owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [id])
    const [content] = await vault.open(tx, world.schoolId, personTable, rows)
    const { grade: _, ...rest } = content!
    const next = { ...rest, ...(grade && { grade }) }
    const [sealed] = await vault.seal(tx, world.schoolId, personTable.table, [{ id, owners: personOwner(id), content: next }])
    await changing(tx, personTable, ['grade'])
    await tx.updateTable('person').set({ sealed: sealed! }).where('schoolId', '=', world.schoolId).where('id', '=', id).execute()
  })
const gradeOf = (name: Name) =>
  asSchool(world.installation, world.schoolId, 'administration', 'person.arrange', async ({ tx, vault }) => {
    const { rows } = await world.owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [
      pupils[name].id,
    ])
    return (await vault.open(tx, world.schoolId, personTable, rows))[0]?.grade
  })
const gradesAre = async () => Object.fromEntries(await Promise.all(names.map(async (name) => [name, await gradeOf(name)])))
const names: Name[] = ['noor', 'ada', 'lin', 'ben', 'cem', 'milo']

/** 6A goes to 7A, 7A to 8A, 9A leaves; Cem repeats. Ada is in no grade that anybody knows, Lin in one that counts nothing. */
const before = { noor: '06', ada: undefined, lin: 'Blå', ben: '07', cem: '07', milo: '09' }
beforeAll(async () => {
  world = await openWorld()
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  const otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  const pupil = (name: string) => withoutAccount(world, { name, role: 'pupil' })
  pupils = {
    ...{ noor: await pupil('Noor Benali'), ada: await pupil('Ada Lind'), lin: await pupil('Lin Wu') },
    ...{ ben: await pupil('Ben Ali'), cem: await pupil('Cem Kaya'), milo: await pupil('Milo Benali') },
  }
  await classOf(world, '6A', [otto], [pupils.noor, pupils.ada, pupils.lin])
  await classOf(world, '7A', [otto], [pupils.ben, pupils.cem])
  await classOf(world, '9A', [otto], [pupils.milo])
  for (const name of names) if (before[name]) await puts(name, before[name])
})
afterAll(() => world.close())

const asks = (...asking: Parameters<Person['ask']>) => olga.ask(...asking)
const previews = async (id: string) => previewPlan.output.parse((await asks(previewPlan, { params: { id } })).body)
const nightOf = () => moveGrades.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })

const planned = async () => {
  const id = `${(await asks(beginPlan)).body['id']}`
  const { draft, classes } = readPlan.output.parse((await asks(readPlan, { params: { id } })).body)
  const [classId, targetId] = [
    (label: string) => classes.find((one) => one.label === label)?.id ?? '',
    (label: string) => draft.targets.find((one) => one.label === label)?.id ?? '',
  ]
  const eighth = targetId('8A') || uuidv7()
  const saved = await asks(savePlan, {
    params: { id },
    body: {
      ...draft,
      targets: [...draft.targets, ...(targetId('8A') ? [] : [{ id: eighth, label: '8A', classId: null }])],
      classes: [
        { classId: classId('6A'), fate: 'goes', targetId: targetId('7A') },
        { classId: classId('7A'), fate: 'goes', targetId: eighth },
        { classId: classId('9A'), fate: 'leaves', targetId: null },
      ],
      pupils: [{ personId: pupils.cem.id, fate: 'repeats', targetId: targetId('7A') }],
      teachers: [],
    },
  })
  expect(saved.status, saved.text).toBe(200)
  return id
}

test('the dry run says whose grade moves and whose nobody can tell; on the first day it does, once, and taking back takes it back', async () => {
  const id = await planned()
  const shown = await previews(id)
  expect(shown.grades).toEqual([
    { from: '06', to: '07', pupils: 1 },
    { from: '07', to: '08', pupils: 1 },
  ])
  expect(shown.gradesUnknown.map(({ display }) => display)).toEqual(['Lin Wu'])

  await puts('noor', '05')
  expect((await asks(applyPlan, { params: { id }, body: { mark: shown.mark } })).body.code).toBe('year.changed_since')
  await puts('noor', '06')
  const { mark } = await previews(id)
  expect((await asks(applyPlan, { params: { id }, body: { mark } })).status).toBe(200)
  await world.doJobs()
  await nightOf()
  expect(await gradesAre()).toEqual(before) // the year has not begun

  await world.owner.query('update year_plan set from_on = current_date where id = $1', [id])
  const version = async () =>
    (await world.owner.query('select version from person where id = $1', [pupils.noor.id])).rows[0].version
  const was = await version()
  await Promise.all([nightOf(), nightOf(), nightOf()])
  expect(await gradesAre()).toEqual({ ...before, noor: '07', ben: '08' })
  expect(await version()).toBe(was + 1)
  expect((await facts(world)).filter((name) => name === 'year.grade_moved')).toHaveLength(2)

  await puts('ben', '09') // the register knows better
  const undo = previewTurnBack.output.parse((await asks(previewTurnBack, { params: { id } })).body)
  expect([undo.counts.grades, undo.kept.map(({ display }) => display)]).toEqual([1, ['Ben Ali']])
  expect((await asks(turnBack, { params: { id } })).status).toBe(200)
  await world.doJobs()
  expect(await gradesAre()).toEqual({ ...before, ben: '09' })
  await nightOf()
  expect(await gradesAre()).toEqual({ ...before, ben: '09' })
})

test('whose place is ended before the first day, or whose grade a list has changed, stays; what was taken back before it never moves', async () => {
  await puts('ben', '07')
  const id = await planned()
  const { mark } = await previews(id)
  expect((await asks(applyPlan, { params: { id }, body: { mark } })).status).toBe(200)
  await world.doJobs()
  await world.owner.query('update year_plan set from_on = current_date where id = $1', [id])
  await puts('ben', '10')
  await asSchool(world.installation, world.schoolId, 'administration', 'class.arrange', ({ tx }) =>
    tx
      .updateTable('enrolment')
      .set({ fromOn: '2020-01-01', untilOn: '2020-02-01' })
      .where('personId', '=', pupils.noor.id)
      .where('untilOn', 'is', null)
      .execute(),
  )
  await nightOf()
  expect(await gradesAre()).toEqual({ ...before, ben: '10' })
})
