// What holds words outside the rows that the map declares: the log of the process, letters, jobs, the store of files. Of each first that a
// word in it would be found.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueClassKey, makeJoinRequest } from '#contract/classes.ts'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import { asSchool } from '#kernel/system.ts'
import { type Catalogue, readCatalogue } from '#modules/privacy/catalogue.ts'
import { lettersIn } from '#server/outside/mailbox.ts'
import { dataMap } from '#server/registry.ts'
import { fileKey, writeFile } from '#vault/files.ts'
import { openGarden } from './canary/garden.ts'
import { type Family, plant } from './canary/planting.ts'
import { type Asks, placesOf } from './canary/searching.ts'
import { classOf, openWorld, type Person, person, type World } from './world.ts'

let world: World
let office: Person
let rosa: Person
let catalogue: Catalogue
let canary: Family
let logged = ''
const ask: Asks = async (text, parameters) => (await world.owner.query<{ place: string }>(text, parameters)).rows

beforeAll(async () => {
  const logTo = {
    write: (line: string) => {
      logged += line
    },
  }
  world = await openWorld({ mailsToFolder: true, log: 'debug', logTo })
  office = await person(world, { name: 'Inès Office', role: 'office' })
  rosa = await person(world, { name: 'Rosa cnry-Roy', role: 'teacher' })
  catalogue = await readCatalogue(world.owner)
  canary = await plant(await openGarden(world, dataMap, catalogue), 'canary')
}, 60_000)
afterAll(() => world.close())

const filesWith = (word: string): string[] =>
  readdirSync(world.folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .filter((file) => readFileSync(file).includes(word))
const planted = (table: string, role: string) => canary.rows.find((row) => row.table.table === table && row.role === role)!.id

test('a family whose every word is a marker asks, is answered by letter, and stands in no log and in no letter in clear', async () => {
  const class6B = await classOf(world, '6B', [rosa], [])
  const key = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
  const words = { child: 'cnry-child', name: 'cnry-name', email: 'cnry-mail@example.org' }
  const body = { key, relation: 'mother', locale: 'fr', ...words }
  expect((await world.visitor(makeJoinRequest, { body })).status).toBe(200)
  await world.doJobs()
  const letters = await lettersIn(world.installation, path.join(world.folder, 'mail'))
  expect(JSON.stringify(letters), 'the letter has the marker').toContain('cnry-mail@example.org')
  expect(filesWith('cnry-')).toEqual([])
  const control = path.join(world.folder, 'mail', 'control.txt')
  writeFileSync(control, 'Chère cnry-control')
  expect(filesWith('cnry-')).toEqual([control])
  rmSync(control)
})

/** A request, a bug and a job that fail over a marker, as loud as the log can be. */
test('what goes wrong over somebody is logged without a word of theirs', async () => {
  const { log } = world.installation
  log.info('cnry-control')
  expect(logged, 'a word in the log would be found').toContain('cnry-control')
  logged = ''
  log.error({ err: new Error('cnry-bug') }, 'a bug')
  await world.owner.query(`select graphile_worker.add_job('file.check', $1::json, max_attempts := 1)`, [
    JSON.stringify({ fileId: 'cnry-job', schoolId: world.schoolId, requestId: world.schoolId }),
  ])
  await expect(world.doJobs()).rejects.toThrow()
  await office.ask(exportPerson, { params: { id: 'cnry-id' } })
  await office.ask(exportPerson, { params: { id: canary.personId }, query: { locale: 'cnry-locale' } })
  expect(logged).toContain('a bug')
  expect(logged).toContain('a job failed')
  expect(logged).not.toContain('cnry-')
  const failed = await ask("select coalesce(last_error, '') as place from graphile_worker._private_jobs", [])
  expect(failed.map(({ place }) => place).join()).not.toContain('cnry-')
  await world.owner.query('delete from graphile_worker._private_jobs')
})

/** Each hides a word in a column of another kind and says in which it must be found; all of it is undone. */
const hidingPlaces: Record<string, [text: string, place: string]> = {
  text: ["update school set name = 'a cnry-control'", 'public.school.name'],
  'a list of texts': [
    "alter table control add said text[]; insert into control (said) values (array['x', 'a\\nb cnry-control'])",
    'public.control.said',
  ],
  JSON: [
    `alter table control add said jsonb; insert into control (said) values ('{"a": ["b\\\\n cnry-control"]}')`,
    'public.control.said',
  ],
  bytes: [
    "alter table control add said bytea; insert into control (said) values ('\\x00ff'::bytea || 'cnry-control'::bytea)",
    'public.control.said',
  ],
  'the payload of a job': [
    `select graphile_worker.add_job('control', '{"said": "cnry-control"}'::json)`,
    'graphile_worker._private_jobs.payload',
  ],
  'what a job failed with': [
    `select graphile_worker.add_job('control'); update graphile_worker._private_jobs set last_error = 'cnry-control'`,
    'graphile_worker._private_jobs.last_error',
  ],
}

test.each(Object.entries(hidingPlaces))('the search of every column finds a word in %s', async (_, [text, place]) => {
  const client = await world.owner.connect()
  const asked: Asks = async (one, parameters) => (await client.query<{ place: string }>(one, parameters)).rows
  try {
    await client.query('begin; create table public.control (id int)')
    await client.query(text)
    expect(await placesOf(asked, await readCatalogue(client), ['cnry-control'])).toEqual([place])
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('erased, the canary is in no job, no letter, no log and no file, once the jobs under way are done', async () => {
  const { installation, schoolId } = world
  const [fileId, requestId] = [planted('public.file', 'about'), planted('public.join_request', 'about')]
  const { rows } = await world.owner.query<{ object: string }>('select object from file where id = $1', [fileId])
  await asSchool(installation, schoolId, 'administration', 'garden.arrange', async ({ tx, vault, later }) => {
    const key = await fileKey(vault, tx, schoolId, fileId)
    await writeFile(installation.files, key, rows[0]!.object, Readable.from([Buffer.from('cnry-canary-file')]))
    await later('file.check', { fileId }, { afterSeconds: 300 })
    await later('class.join_request.link', { id: requestId }, { afterSeconds: 300 })
  })
  const queue = 'graphile_worker._private_jobs.payload'
  const object = path.join(world.folder, 'files', rows[0]!.object.slice(0, 2), rows[0]!.object)
  for (const id of [fileId, requestId]) expect(await placesOf(ask, catalogue, [id])).toContain(queue)
  expect(readFileSync(object).length).toBeGreaterThan(16)
  logged = ''
  const reply = await office.ask(erasePerson, { params: { id: canary.personId }, body: {} })
  expect(reply.status, reply.text).toBe(200)
  await world.doJobs()
  for (const id of [fileId, requestId, canary.personId, canary.accountId]) {
    expect(await placesOf(ask, catalogue, [id])).not.toContain(queue)
    expect(logged).not.toContain(id)
    expect(filesWith(id)).toEqual([])
  }
  expect(() => readFileSync(object)).toThrow('ENOENT')
  expect(logged).not.toContain('cnry-')
  expect(filesWith('cnry-')).toEqual([])
  expect(await placesOf(ask, catalogue, ['cnry-'])).toEqual([])
})
