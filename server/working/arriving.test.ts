import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyImport, listImports, readImport } from '#contract/rosters.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { packageOf, smallSchool, spoilt } from '#tests/packages.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'
import { lookForArrivals } from './arriving.ts'

let world: World
let office: Person
let at: string
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Ingrid Office', role: 'office' })
  await asSchool(world.installation, world.schoolId, 'administration', 'person.arrange', (hands) =>
    addPerson(hands, {
      ...{ schoolId: world.schoolId, names: namesFrom('Olga Office', 'fr'), role: 'office', reason: 'office', by: null },
      email: 'office@school.example',
    }),
  )
  at = path.join(world.folder, 'imports', 'preau')
  mkdirSync(at, { recursive: true })
})
afterAll(() => world.close())

const seen = new Map<string, string>()
const look = () => lookForArrivals(world.installation, path.join(world.folder, 'imports'), seen)
const put = (name: string, bytes: Buffer | string) => writeFileSync(path.join(at, name), bytes)
const latest = async () => listImports.output.parse((await office.ask(listImports)).body).imports[0]
const mails = () => world.mails.splice(0).map(({ to, text }) => [to, text.split('\n')[0]])

test('the first roster of a source waits for the office, which gets a mail without a name', async () => {
  put('roster.zip', packageOf(smallSchool()))
  await look()
  expect([await latest(), readdirSync(at)]).toEqual([undefined, ['roster.zip']])
  await look()
  expect(readdirSync(at)).toEqual([])
  expect(await latest()).toMatchObject({ state: 'staged', arrived: true, counts: { person: { arriving: 3 } } })
  const [mail] = world.mails
  expect(mail?.to).toBe('office@school.example')
  expect(JSON.stringify(mail)).not.toMatch(/Noor|Haddad|Lindqvist/)
  world.mails.splice(0)
  const id = (await latest())?.id ?? ''
  const reply = await office.ask(applyImport, { params: { id }, body: {} })
  expect(reply.status).toBe(200)
  await world.doJobs()
})

test('a roster in which little changes is applied by itself, as soon as its sender says that it is whole', async () => {
  put('roster.zip', packageOf(spoilt('users.csv', 'Noor,Haddad', 'Nora,Haddad')))
  put('roster.zip.done', '')
  await look()
  await world.doJobs()
  expect(await latest()).toMatchObject({ state: 'applied', counts: { person: { changing: 1, leaving: 0 } } })
  expect([readdirSync(at), mails()]).toEqual([[], []])
})

test('one in which many would leave waits; one that is wrong is told line by line; neither file stays', async () => {
  const without = { ...smallSchool() }
  without['users.csv'] = (without['users.csv'] ?? '').replace(/^g1,.*\r\n/m, '').replace(',g1,', ',,')
  without['roles.csv'] = (without['roles.csv'] ?? '').replace(/^r3,.*\r\n/m, '')
  put('roster.zip', packageOf(without))
  put('roster.zip.done', '')
  await look()
  expect(await latest()).toMatchObject({ state: 'staged', asksAgain: true })
  expect(mails()).toHaveLength(1)
  put('roster.zip', packageOf(spoilt('users.csv', 'Noor', '')))
  put('roster.zip.done', '')
  await look()
  expect(await latest()).toMatchObject({ state: 'failed', arrived: true })
  const { body } = await office.ask(readImport, { params: { id: (await latest())?.id ?? '' } })
  expect(readImport.output.parse(body).problems).toMatchObject([
    { code: 'roster.cell_required', file: 'users.csv', line: 3, column: 'givenName' },
  ])
  expect([readdirSync(at), mails().length]).toEqual([[], 1])
})

test('what still grows, a link, a hidden file and a folder of no school are left alone', async () => {
  const outside = path.join(world.folder, 'outside.csv')
  writeFileSync(outside, 'name\nNoor\n')
  symlinkSync(outside, path.join(at, 'link.csv'))
  put('.hidden.csv', 'name\nNoor\n')
  put('list.csv', 'name\n')
  mkdirSync(path.join(world.folder, 'imports', 'nobody'))
  writeFileSync(path.join(world.folder, 'imports', 'nobody', 'list.csv'), 'name\nNoor\n')
  const before = (await latest())?.id
  await look()
  put('list.csv', 'name\nNoor Haddad\n')
  await look()
  expect(readdirSync(at).toSorted()).toEqual(['.hidden.csv', 'link.csv', 'list.csv'])
  await look()
  await look()
  expect(readdirSync(at).toSorted()).toEqual(['.hidden.csv', 'link.csv'])
  expect(existsSync(outside)).toBe(true)
  expect((await latest())?.id).not.toBe(before)
})
