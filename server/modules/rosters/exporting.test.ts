import { afterAll, beforeAll, expect, test } from 'vitest'
import { protect, readFamily } from '#contract/families.ts'
import { exportRoster, stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { packageOf, sample, smallSchool, spoilt } from '../../../tests/packages.ts'
import { facts, openWorld, type Person, person, type World } from '../../../tests/world.ts'
import { exported } from './exporting.ts'
import { apply, stage } from './importing.ts'
import { readPackage } from './package/reading.ts'
import { upload } from './upload.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const operator = () => ({ schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() })

const previewed = async (bytes: Buffer, source: string) => {
  const body = { package: upload(bytes), source }
  return stageImport.output.parse((await stage.perform(world.installation, operator(), { params: {}, query: {}, body })).output)
}

const imported = async (bytes: Buffer, source: string) => {
  const { id } = await previewed(bytes, source)
  await apply.perform(world.installation, operator(), { params: { id }, query: {}, body: { leaving: true } })
  await world.doJobs()
}

const packageFrom = async (source: string) => {
  const { output } = await exported.perform(world.installation, operator(), { params: {}, query: { source }, body: {} })
  const { files } = exportRoster.output.parse(output)
  return packageOf(Object.fromEntries(files.map(({ path, text }) => [path, text])))
}

const formulas = () => spoilt('users.csv', 'Noor,Haddad', `=SUM(1),"O'Brien, ""Nó"""`, smallSchool())
const places = () => spoilt('users.csv', 'Amal,Haddad,,', 'Amal,Haddad,Middle,', smallSchool())

test.each([
  ['a package of 1.2', () => packageOf(smallSchool())],
  ['a package of 1.1', () => packageOf(smallSchool('1.1'))],
  ['names like formulas, with commas and quotes', () => packageOf(formulas())],
  ['a middle name, which is not kept', () => packageOf(places())],
  ['the sample of the standard', () => sample('rosteringConformance-bulk')],
])('imported, exported and imported again, nothing changes: %s', async (what, bytes) => {
  const source = what.replace(/\W+/g, '-').toLowerCase().slice(0, 30)
  await imported(bytes(), source)
  const before = await packageFrom(source)
  expect((await readPackage(before)).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const again = await previewed(before, source)
  expect(again.differences).toEqual([])
  expect(again.touched).toBe(0)
  expect(await facts(world)).toContain('roster.exported')
})

test('a cell that a spreadsheet would run begins with an apostrophe in the export', async () => {
  await imported(packageOf(formulas()), 'formulas')
  const { roster } = await readPackage(await packageFrom('formulas'))
  expect(roster?.users.map(({ givenName }) => givenName)).toContain('=SUM(1)')
})

/** The pupil whom a source brought. */
const pupilOf = async (source: string) => {
  const { rows } = await world.owner.query<{ id: string }>(
    `select r.person_id as id from person_role r join roster_link l on l.school_id = r.school_id and l.target_id = r.person_id and l.kind = 'person'
     join roster_source s on s.school_id = l.school_id and s.id = l.source_id where s.code = $1 and r.role = 'pupil'`,
    [source],
  )
  return rows[0]!.id
}

test('whoever must not be found leaves the house under the alias alone, with an identifier that says nothing', async () => {
  const named = Object.entries(smallSchool()).map(([file, text]) => [file, text.replaceAll(/\bp1\b/g, 'noor.haddad')])
  const telling: Record<string, string> = Object.fromEntries(named)
  await imported(packageOf(telling), 'hiding')
  const office = await person(world, { name: 'Olga Nyström', role: 'office' })
  const body = { kind: 'marked', alias: 'Camille D.', reference: 'Skatteverket 2026-11' }
  expect((await office.ask(protect, { params: { id: await pupilOf('hiding') }, body })).status).toBe(200)
  const { roster, problems } = await readPackage(await packageFrom('hiding'))
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(JSON.stringify(roster)).not.toMatch(/noor/i)
  expect(roster?.users.map(({ givenName, familyName }) => `${givenName} ${familyName}`)).toContain('Camille D.')
})

test('and what went out under an alias and is brought back renames nobody', async () => {
  await imported(packageOf(smallSchool()), 'back')
  const id = await pupilOf('back')
  const office = await person(world, { name: 'Inès Tremblay', role: 'head' })
  const body = { kind: 'marked', alias: 'Camille', reference: 'Skatteverket 2026-12' }
  await office.ask(protect, { params: { id }, body })
  await imported(await packageFrom('back'), 'back')
  expect((await office.ask(readFamily, { params: { id } })).text).toContain('Noor Haddad')
})

test('the office says once more who they are, and gets an archive; a teacher gets none', async () => {
  const office = await person(world, { name: 'Ingrid Office', role: 'office' })
  const rosa = await person(world, { name: 'Rosa Lind', role: 'teacher' })
  await imported(packageOf(smallSchool()), 'roster')
  const asks = ({ token }: Person) =>
    world.app.inject({ method: 'GET', url: '/s/preau/api/roster-export', headers: { cookie: `preau=${token}` } })
  expect((await asks(rosa)).json().code).toBe('not_allowed')
  const reply = await asks(office)
  expect(reply.headers['content-type']).toBe('application/zip')
  expect((await readPackage(reply.rawPayload)).roster?.users).toHaveLength(3)
  await world.owner.query("update directory.session set authenticated_at = now() - interval '11 minutes' where account_id = $1", [
    office.accountId,
  ])
  expect((await asks(office)).json().code).toBe('session.must_confirm')
})
