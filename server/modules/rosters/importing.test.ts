import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { fileOf, packageOf, sample, smallSchool, spoilt } from '../../../tests/packages.ts'
import { facts, openWorld, person, type World } from '../../../tests/world.ts'
import { carryOutNow } from './carrying-out.ts'
import { apply, readProgress, stage } from './importing.ts'
import { upload } from './upload.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const operator = () => ({ schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() })

type Preview = z.infer<typeof stageImport.output>

const previewed = async (bytes: Buffer, source = 'roster'): Promise<Preview> => {
  const { output } = await stage.perform(world.installation, operator(), {
    params: {},
    query: {},
    body: { package: upload(bytes), source },
  })
  return stageImport.output.parse(output)
}

const yes = (id: string, leaving: boolean) =>
  apply.perform(world.installation, operator(), { params: { id }, query: {}, body: { leaving } })
const previewedBy = (who: Parameters<typeof stage.perform>[1], id: string) =>
  readProgress.perform(world.installation, who, { params: { id }, query: {}, body: {} })

/** Everybody's name as it is shown, in code order. */
const people = () =>
  asSchool(world.installation, world.schoolId, 'administration', 'person.arrange', async ({ tx, vault, emit }) => {
    emit('directory.searched', { results: 0 })
    const rows = await tx.selectFrom('person').select(['id', 'sealed']).execute()
    return (await vault.open(tx, world.schoolId, personTable, rows))
      .map(({ names }) => names.display)
      .toSorted((a, b) => (a < b ? -1 : 1))
  })

/** People arriving, changing, leaving, and known before. */
const peopleIn = ({ counts: { person }, known }: Preview) => [person.arriving, person.changing, person.leaving, known]

const imported = async (bytes: Buffer, { source = 'roster', leaving = false } = {}): Promise<Preview> => {
  const preview = await previewed(bytes, source)
  await yes(preview.id, leaving)
  await world.doJobs()
  return preview
}

const count = async (text: string, values: unknown[] = []) =>
  Number((await world.owner.query(`select count(*) as n from ${text}`, values)).rows[0].n)

test('a package brings its people, their roles, the class, its places and the guardian', async () => {
  const preview = await imported(packageOf(smallSchool()))
  expect(peopleIn(preview)).toEqual([3, 0, 0, 0])
  expect(preview.differences.filter(({ kind }) => kind === 'person').map(({ display }) => display)).toEqual([
    'Rosa Lindqvist',
    'Noor Haddad',
    'Amal Haddad',
  ])
  expect(await count("roster_run where state = 'applied'")).toBe(1)
  expect(await count('person')).toBe(3)
  expect(await count("person_role where reason = 'roster' and until_at is null")).toBe(3)
  expect(await count('class')).toBe(1)
  expect(await count("enrolment where role = 'pupil' and until_on = '2026-06-12'")).toBe(1)
  expect(
    await count("guardianship where source = 'roster' and relation = 'guardian' and preset = 'equal' and until_at is null"),
  ).toBe(1)
  expect(await count('roster_stage')).toBe(0)
  expect(await count('roster_package')).toBe(0)
  const said = await facts(world)
  expect(said.filter((name) => name === 'roster.person_changed')).toHaveLength(3)
  expect(said.filter((name) => name === 'roster.class_changed')).toHaveLength(1)
})

test('the same package once more changes nothing', async () => {
  const preview = await imported(packageOf(smallSchool()))
  expect([peopleIn(preview), preview.touched]).toEqual([[0, 0, 0, 3], 0])
  expect(await count('person')).toBe(3)
  expect(await count('person where version > 1')).toBe(0)
})

test('changes touch only what they speak of', async () => {
  const delta = smallSchool('1.2', 'delta')
  const renamed = spoilt('users.csv', ',Haddad,,P-1', ',Haddad-Berg,,P-1', delta)
  const preview = await imported(packageOf(renamed))
  expect(peopleIn(preview)).toEqual([0, 1, 0, 3])
  expect(preview.touched).toBe(1)
  expect(await count('person where version = 2')).toBe(1)
  const names = await people()
  expect(names).toEqual(['Amal Haddad', 'Noor Haddad-Berg', 'Rosa Lindqvist'])
  expect((await previewed(packageOf(renamed))).touched).toBe(0)
})

test('someone whom the source lets go is leaving: role, place and guardianship end, the record stays', async () => {
  const gone = spoilt('users.csv', 'p1,active', 'p1,tobedeleted', smallSchool('1.2', 'delta'))
  const only = Object.fromEntries(Object.entries(gone).filter(([name]) => name === 'users.csv' || name === 'manifest.csv'))
  only['manifest.csv'] = fileOf('manifest.csv', gone).replace(/file\.(?!users)[^\n]*\n/g, '')
  const preview = await previewed(packageOf(only))
  expect([preview.counts.person.leaving, preview.asksAgain]).toEqual([1, true])
  expect(preview.differences).toContainEqual({ kind: 'person', change: 'leave', display: 'Noor Haddad-Berg' })
  await expect(yes(preview.id, false)).rejects.toMatchObject({ code: 'roster.many_leaving' })
  await yes(preview.id, true)
  await world.doJobs()
  expect(await count('person')).toBe(3)
  expect(await count("person_state where state = 'leaving' and reason = 'roster'")).toBe(1)
  expect(await count("person_role where role = 'pupil' and until_at is null")).toBe(0)
  expect(await count("enrolment where role = 'pupil' and until_on > current_date")).toBe(0)
  expect(await count('guardianship where until_at is null')).toBe(0)
  expect(await count("person_role where role in ('teacher', 'guardian') and until_at is null")).toBe(2)
})

test('who comes back is the same person, with role, place and guardian again', async () => {
  const preview = await imported(packageOf(smallSchool()))
  expect(peopleIn(preview)).toEqual([1, 0, 0, 2])
  expect(await count('person')).toBe(3)
  expect(await count("person_role where role = 'pupil' and until_at is null")).toBe(1)
  expect(await count("enrolment where role = 'pupil'")).toBe(1)
  expect(await count("enrolment where role = 'pupil' and until_on = '2026-06-12'")).toBe(1)
  expect(await count('guardianship where until_at is null')).toBe(1)
})

test('a package owns only what it brought: people made by hand and by another source are never proposed to leave', async () => {
  const before = await count('person')
  const office = await person(world, { name: 'Noor Haddad', role: 'pupil' })
  const other = { ...smallSchool('1.1'), 'enrollments.csv': fileOf('enrollments.csv') }
  const second = await imported(packageOf(other), { source: 'other-district' })
  expect(peopleIn(second)).toEqual([3, 0, 0, 0])
  const again = await imported(packageOf(smallSchool()))
  expect([again.counts.person.leaving, again.touched]).toEqual([0, 0])
  expect(await count('person')).toBe(before + 3) // the mother of both is one: her address and her whole name are the same
  expect(await count('person_role where person_id = $1 and until_at is null', [office.id])).toBe(1)
})

test('of a bulk package that no longer has most people, only those of its own source are proposed to leave', async () => {
  const files = smallSchool()
  files['users.csv'] = fileOf('users.csv').replace(/p1,.*\r\n/, '')
  files['enrollments.csv'] = fileOf('enrollments.csv').replace(/e2,.*\r\n/, '')
  files['roles.csv'] = fileOf('roles.csv').replace(/r2,.*\r\n/, '')
  const preview = await previewed(packageOf(files))
  expect([peopleIn(preview), preview.asksAgain]).toEqual([[0, 0, 1, 3], true])
  expect(preview.differences.filter(({ kind }) => kind === 'person')).toEqual([
    { kind: 'person', change: 'leave', display: 'Noor Haddad' },
  ])
})

test('a package with an error is refused whole, with the places, and nothing is kept', async () => {
  const runs = await count('roster_run')
  const bad = packageOf(spoilt('enrollments.csv', 'o1,p1', 'o1,p9'))
  await expect(previewed(bad)).rejects.toMatchObject({
    code: 'roster.refused',
    details: {
      problems: [
        { code: 'roster.reference_missing', severity: 'error', file: 'enrollments.csv', line: 3, column: 'userSourcedId' },
      ],
    },
  })
  expect(await count('roster_run')).toBe(runs)
})

test('a role that opens the whole school is never given by a file', async () => {
  const files = spoilt('roles.csv', 'teacher', 'principal')
  const preview = await imported(packageOf(files), { source: 'ambitious' })
  expect(preview.problems).toContainEqual({
    code: 'roster.role_not_granted',
    severity: 'warning',
    file: 'roles.csv',
    line: 2,
    column: 'role',
    value: 'principal',
  })
  expect(await count("person_role where reason = 'roster' and role not in ('pupil', 'teacher', 'guardian')")).toBe(0)
})

test('the samples: bulk, bulk again, delta', async () => {
  const first = await imported(sample('rosteringConformance-bulk'), { source: 'sample' })
  expect(first.counts.person.arriving).toBe(2)
  const second = await imported(sample('rosteringConformance-bulk'), { source: 'sample' })
  expect([peopleIn(second), second.touched]).toEqual([[0, 0, 0, 2], 0])
  const delta = await imported(sample('rosteringConformance-delta'), { source: 'sample' })
  expect([delta.counts.person.changing, delta.touched]).toEqual([0, 0])
  expect(await count("roster_run where state <> 'applied' and state <> 'superseded' and state <> 'staged'")).toBe(0)
})

test('an import is applied once, whoever asks how often', async () => {
  const preview = await previewed(packageOf(smallSchool()))
  await yes(preview.id, false)
  await expect(yes(preview.id, false)).rejects.toMatchObject({ code: 'roster.not_waiting' })
  await Promise.all([
    carryOutNow(world.installation, world.schoolId, preview.id),
    carryOutNow(world.installation, world.schoolId, preview.id),
  ])
  expect(await count("roster_run where id = $1 and state = 'applied'", [preview.id])).toBe(1)
})

test('of two imports of one source that were both made ready, the second begins again with what the first left', async () => {
  const both = [1, 2].map((nth) => {
    const files = smallSchool()
    files['users.csv'] = `${fileOf('users.csv')}n1,,,true,,,Nils,Newman${nth},,,,,,,,,,,,,o1,\r\n`
    files['roles.csv'] = `${fileOf('roles.csv')}r9,,,n1,primary,student,,,o1,\r\n`
    return packageOf(files)
  })
  const ids: string[] = []
  for (const bytes of both) {
    const { id } = await previewed(bytes)
    await yes(id, false)
    ids.push(id)
  }
  await Promise.all(ids.map((id) => carryOutNow(world.installation, world.schoolId, id)))
  expect(await count("roster_run where id = any ($1) and state = 'applied'", [ids])).toBe(2)
  expect((await people()).filter((name) => name.startsWith('Nils'))).toHaveLength(1)
})

const families = [
  'nom,prénom,classe,responsable 1 nom,responsable 1 courriel,téléphone',
  'Benali,Sami,5C,Nadia Benali,nadia@home.example,0600000000',
  'Benali,Inès,3A,Nadia Benali,nadia@home.example,',
]

test('a plain list brings pupils, classes and one guardian of two; once more, it changes nothing', async () => {
  const before = [await count('person'), await count('class'), await count('guardianship')]
  const preview = await imported(Buffer.from(families.join('\n')), { source: 'list' })
  expect([peopleIn(preview), preview.counts.class.arriving]).toEqual([[3, 0, 0, 0], 2])
  expect(preview.problems).toContainEqual(expect.objectContaining({ code: 'roster.column_not_read', column: '#6', line: 1 }))
  expect([await count('person'), await count('class'), await count('guardianship')]).toEqual([
    before[0]! + 3,
    before[1]! + 2,
    before[2]! + 2,
  ])
  expect((await previewed(Buffer.from(families.join('\n')), 'list')).touched).toBe(0)
})

test('of the least set of fields nothing else is kept, and the preview says which columns were there for nothing', async () => {
  const body = { package: upload(packageOf(smallSchool())), source: 'least', fields: 'least' }
  const { output } = await stage.perform(world.installation, operator(), { params: {}, query: {}, body })
  const preview = stageImport.output.parse(output)
  expect(preview.problems.map(({ code, column }) => [code, column])).toEqual([
    ['roster.column_dropped', 'grades'],
    ['roster.column_dropped', 'identifier'],
    ['roster.column_dropped', 'agentSourcedIds'],
  ])
  const families = await imported(packageOf(smallSchool()), { source: 'families' })
  expect(families.counts.guardianship.arriving).toBe(1)
  const again = await stage.perform(world.installation, operator(), {
    ...{ params: {}, query: {} },
    body: { ...body, source: 'families' },
  })
  expect(stageImport.output.parse(again.output).counts.guardianship.leaving).toBe(0) // what is not said is not denied
  await yes(preview.id, true)
  await world.doJobs()
  const ids = '(select person_id from roster_link l join roster_source s on s.id = l.source_id where s.code = $1)'
  expect(await count(`person where id in ${ids}`, ['least'])).toBe(3)
  expect(await count(`guardianship where pupil_id in ${ids}`, ['least'])).toBe(0)
})

test('a teacher may not import, and learns nothing about the package', async () => {
  const rosa = await person(world, { name: 'Rosa Lind', role: 'teacher' })
  const asking = { ...operator(), personId: rosa.id, accountId: rosa.accountId }
  const body = { package: upload(packageOf(spoilt('enrollments.csv', 'o1,p1', 'o1,p9'))) }
  await expect(stage.perform(world.installation, asking, { params: {}, query: {}, body })).rejects.toMatchObject({
    code: 'not_allowed',
  })
  await expect(previewedBy(asking, uuidv7())).rejects.toMatchObject({ code: 'not_found' })
})

test('no table holds a password, and none holds a name or an id of the source in clear', async () => {
  const { rows } = await world.owner.query(
    "select format('select t::text as row from %I.%I t', schemaname, tablename) as text from pg_tables where schemaname in ('public', 'vault', 'ledger', 'directory')",
  )
  const words = ['s3cret', 'Lindqvist', 'Haddad', 'user-agent', 'rosa@school']
  const traces = words.flatMap((word) => [word, Buffer.from(word).toString('hex')])
  for (const { text } of rows) {
    const found = await world.owner.query<{ row: string }>(text)
    for (const { row } of found.rows) expect(traces.filter((trace) => row.includes(trace))).toEqual([])
  }
})
