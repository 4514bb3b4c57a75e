import { afterAll, beforeAll, expect, test } from 'vitest'
import { stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { packageOf, smallSchool, spoilt } from '../../../tests/packages.ts'
import { openWorld, type Person, person, type World } from '../../../tests/world.ts'
import { takeBack } from './importing.queries.ts'
import { apply, stage } from './importing.ts'
import { upload } from './upload.ts'

let world: World
let amal: Person
beforeAll(async () => {
  world = await openWorld()
  amal = await person(world, { name: 'Amal Haddad', role: 'guardian' })
})
afterAll(() => world.close())

const operator = () => ({ schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() })
const address = () => `${amal.accountId}@example.org`

const previewed = async (files: Record<string, string>, source: string) => {
  const body = { package: upload(packageOf(files)), source }
  return stageImport.output.parse((await stage.perform(world.installation, operator(), { params: {}, query: {}, body })).output)
}
const imported = async (files: Record<string, string>, source: string) => {
  const preview = await previewed(files, source)
  await apply.perform(world.installation, operator(), { params: { id: preview.id }, query: {}, body: { leaving: true } })
  await world.doJobs()
  return preview
}

const school = (name = 'Amal,Haddad', files = smallSchool()) =>
  spoilt('users.csv', 'Amal,Haddad,,,amal@home.example', `${name},,,${address()}`, files)

const count = async (text: string, values: unknown[] = []) => (await world.owner.query(text, values)).rows[0]?.n
const people = () => count('select count(*)::int as n from person')
const childrenOf = (id: string) =>
  count('select count(*)::int as n from guardianship where guardian_id = $1 and (until_at is null or until_at > now())', [id])
const changesOf = ({ differences }: Awaited<ReturnType<typeof previewed>>) =>
  differences.flatMap(({ kind, change, display }) => (kind === 'person' ? [`${display} ${change}`] : []))

test('one guardian of children in two files, who signs in already, stays one person', async () => {
  const before = await people()
  expect(changesOf(await imported(school(), 'one')).toSorted()).toEqual([
    'Amal Haddad found',
    'Noor Haddad add',
    'Rosa Lindqvist add',
  ])
  await imported(school(), 'two')
  expect(await people()).toBe(before + 4)
  expect(await childrenOf(amal.id)).toBe(2)
  expect((await previewed(school(), 'two')).touched).toBe(0)
})

test('of a person whom the school knew a source changes nothing, and takes nothing but what it brought', async () => {
  const version = () => count('select version as n from person where id = $1', [amal.id])
  const states = () => count('select count(*)::int as n from person_state where person_id = $1', [amal.id])
  const [versionBefore, statesBefore] = [await version(), await states()]
  await imported(school('Amal,Lind'), 'two')
  const without = { ...smallSchool() }
  without['users.csv'] = (without['users.csv'] ?? '').replace(/^g1,.*\r\n/m, '').replace(',g1,', ',,')
  without['roles.csv'] = (without['roles.csv'] ?? '').replace(/r3,.*\r\n/, '')
  await imported(without, 'two')
  expect(await childrenOf(amal.id)).toBe(1)
  expect([await version(), await states()]).toEqual([versionBefore, statesBefore])
})

test('an address with another name is said and not taken for the same; a pupil with the address of a parent is a pupil', async () => {
  const other = await previewed(school('Karim,Haddad'), 'three')
  expect(other.problems.map(({ code }) => code)).toContain('roster.guardian_maybe_known')
  expect(changesOf(other)).toContain('Karim Haddad add')
  const shared = await previewed(spoilt('users.csv', 'Noor,Haddad,,P-1,', `Noor,Haddad,,P-1,${address()}`, school()), 'four')
  expect(changesOf(shared)).toContain('Amal Haddad add')
  const pupil = await previewed(spoilt('users.csv', 'Noor,Haddad,,P-1,', `Amal,Haddad,,P-1,${address()}`), 'five')
  expect(changesOf(pupil).filter((said) => said.endsWith('found'))).toEqual([])
})

test('an import that did not come to its end takes back the keys of those it would have made, never of somebody known', async () => {
  const { id } = await imported(school(), 'six')
  const gone = await asSchool(
    world.installation,
    world.schoolId,
    'enrolment',
    'roster.import.carry_out',
    async ({ tx, emit }) => {
      emit('roster.import_applied', { importId: id, people: 0, classes: 0 })
      return takeBack(tx, world.schoolId, id)
    },
  )
  expect(gone).toEqual([])
})

const sara = (name = 'Sara,Haddad') =>
  spoilt('users.csv', 'Amal,Haddad,,,amal@home.example', `${name},,,sara@home.example`, smallSchool())
const proposed = () => count("select count(*)::int as n from same_person where reason = 'address'")

test('a guardian who has never signed in stays one person, too: the address and the whole name of another source are enough', async () => {
  await imported(sara(), 'seven')
  const before = await people()
  const preview = await imported(sara(), 'eight')
  expect(changesOf(preview)).toContain('Sara Haddad found')
  expect(await people()).toBe(before + 2) // the pupil and the teacher of the second source
  expect((await previewed(sara(), 'eight')).touched).toBe(0)
})

test('the address with another name, or two who have both, is said before and proposed as soon as the import is done', async () => {
  const other = await previewed(sara('Karim,Haddad'), 'nine')
  expect(other.problems.map(({ code }) => code)).toContain('roster.guardian_maybe_known')
  const [before, known] = [await proposed(), await people()]
  await imported(sara('Karim,Haddad'), 'nine')
  expect([await people(), (await proposed()) > before]).toEqual([known + 3, true])
  await asSchool(world.installation, world.schoolId, 'administration', 'person.arrange', (hands) =>
    addPerson(hands, {
      ...{ schoolId: world.schoolId, names: namesFrom('Sara Haddad', 'fr'), role: 'guardian', reason: 'office', by: null },
      email: 'sara@home.example',
    }),
  )
  const unsure = await previewed(sara(), 'ten')
  expect(changesOf(unsure)).toContain('Sara Haddad add')
  expect(unsure.problems.map(({ code }) => code)).toContain('roster.guardian_maybe_known')
})

test('whose identity is protected is matched by no list', async () => {
  await imported(spoilt('users.csv', 'Amal,Haddad,,,amal@home.example', 'Iris,Sol,,,iris@home.example', smallSchool()), 'eleven')
  const iris = spoilt('users.csv', 'Amal,Haddad,,,amal@home.example', 'Iris,Sol,,,iris@home.example', smallSchool())
  expect(changesOf(await previewed(iris, 'twelve'))).toContain('Iris Sol found')
  const { rows } = await world.owner.query<{ id: string }>(
    `select guardian_id as id from guardianship order by from_at desc, id desc limit 1`,
  )
  await world.owner.query(
    `insert into protected_identity (school_id, id, person_id, kind, from_at, made_by, sealed, version)
     select school_id, $1, id, 'marked', now(), id, sealed, 1 from person where id = $2`,
    [uuidv7(), rows[0]?.id],
  )
  expect(changesOf(await previewed(iris, 'twelve'))).toContain('Iris Sol add')
})
