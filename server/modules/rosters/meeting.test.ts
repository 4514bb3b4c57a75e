import { afterAll, beforeAll, expect, test } from 'vitest'
import { stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
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

test('who may be one person is proposed as soon as the import is done', async () => {
  await imported(spoilt('users.csv', 'amal@home.example', 'sara@home.example', smallSchool()), 'seven')
  await imported(spoilt('users.csv', 'amal@home.example', 'sara@home.example', smallSchool()), 'eight')
  expect(await count("select count(*)::int as n from same_person where reason = 'address'")).toBeGreaterThan(0)
})
