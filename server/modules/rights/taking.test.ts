import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { erasePerson } from '#contract/privacy.ts'
import { askRight, readPackage } from '#contract/rights.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { valuesOf } from '#modules/privacy/gate.ts'
import { dataMap } from '#server/registry.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, noor, amal, bilal, office]: Person[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  office = await person(world, { name: 'Inès Office', role: 'office' })
  await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  await guard(world, bilal, noor)
  const { body } = await uploads(world, rosa, Buffer.from('Ma lecture'), { name: 'lecture.txt' })
  await attaches(world, rosa, body.id, 'person', noor.id)
})
afterAll(() => world.close())

type Table = { table: string; rows: { values: Record<string, unknown> }[] }
/** What the map says was concluded, or received from elsewhere. */
const notPortable = personalTables(dataMap).flatMap((table) =>
  valuesOf(table).flatMap(({ name, about }) =>
    about.origin === 'inferred' || about.origin === 'received' ? [`${table.table}.${name.replace(/^sealed\./, '')}`] : [],
  ),
)
const asks = async (who: Person, kind: 'access' | 'portability') =>
  `${(await who.ask(askRight, { params: { id: noor!.id }, body: { kind } })).body['id']}`
const addressOf = (id: string) => `/s/preau/rights-requests/${id}/export.zip?locale=fr`
const statusOf = async (who: Person | undefined, id: string) => (await fetches(world, who, addressOf(id))).statusCode
const archive = async (who: Person, id: string) => {
  const { statusCode, rawPayload } = await fetches(world, who, addressOf(id))
  expect(statusCode, rawPayload.toString().slice(0, 200)).toBe(200)
  const found = new Map<string, string>()
  const zip = await yauzl.fromBufferPromise(rawPayload, { lazyEntries: true })
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString())
  return found
}

test('what is asked for is ready at once: pages for a phone, data with its schema, tables and files', async () => {
  const items = await archive(amal!, await asks(amal!, 'access'))
  const names = [...items.keys()]
  for (const name of [
    'index.html',
    'export.html',
    'who-saw.html',
    'export.json',
    'meaning.json',
    'schema.json',
    'csv/person.csv',
  ])
    expect(names).toContain(name)
  expect(names.some((name) => name.startsWith('files/'))).toBe(true)
  expect(items.get('index.html')).toContain('<meta name="viewport" content="width=device-width">')
  for (const page of ['index.html', 'export.html']) expect(items.get(page)).not.toMatch(/<script|https?:\/\//)
  expect(items.get('csv/person.csv')).toContain('Noor Benali')
  for (const [name, text] of items) if (name !== 'manifest.json') expect(text, name).not.toContain('Bilal')
})

test('the data is what its published schema says', async () => {
  const { body } = await world.app.inject({ url: '/schemas/preau-export-1.json' })
  const items = await archive(amal!, await asks(amal!, 'access'))
  expect(items.get('schema.json')).toBe(body)
  const schema = JSON.parse(body) as { required: string[]; properties: Record<string, unknown> }
  const data = JSON.parse(items.get('export.json')!) as Record<string, unknown>
  expect(Object.keys(data).toSorted()).toEqual([...schema.required].toSorted())
  expect(schema.properties['html']).toBeUndefined()
})

test('asked again, it is the same request with the same link', async () => {
  expect(await asks(amal!, 'access')).toBe(await asks(amal!, 'access'))
})

test('for another service goes only what was given or observed, and not what came from the school’s other systems', async () => {
  const all = JSON.parse((await archive(amal!, await asks(amal!, 'access'))).get('export.json')!) as { tables: Table[] }
  const some = JSON.parse((await archive(amal!, await asks(amal!, 'portability'))).get('export.json')!) as { tables: Table[] }
  const namesIn = ({ tables }: { tables: Table[] }) =>
    tables.flatMap(({ table, rows }) => rows.flatMap(({ values }) => Object.keys(values).map((name) => `${table}.${name}`)))
  const left = namesIn(all).filter((name) => !namesIn(some).includes(name))
  expect(namesIn(some)).toContain('public.person.names')
  for (const name of left) expect(notPortable).toContain(name)
})

test('only whoever asked fetches it', async () => {
  const id = await asks(amal!, 'access')
  expect(await statusOf(undefined, id)).toBe(401)
  expect(await statusOf(bilal, id)).toBe(404)
  expect(await statusOf(office, id)).toBe(404)
})

test('the link asks who one is, when that was long ago', async () => {
  const id = await asks(amal!, 'access')
  await world.owner.query("update directory.session set authenticated_at = now() - interval '11 minutes' where account_id = $1", [
    amal!.accountId,
  ])
  expect(await statusOf(amal, id)).toBe(403)
  await world.owner.query('update directory.session set authenticated_at = now() where account_id = $1', [amal!.accountId])
  expect(await statusOf(amal, id)).toBe(200)
})

test('after fourteen days the link leads nowhere, and a new one is asked for', async () => {
  const id = await asks(amal!, 'access')
  await world.owner.query("update rights_request set link_until = now() - interval '1 second' where id = $1", [id])
  expect((await amal!.ask(readPackage, { params: { id } })).body.code).toBe('rights.link_over')
  expect(await statusOf(amal, id)).toBe(410)
  expect(await asks(amal!, 'access')).not.toBe(id)
})

test('whoever may have no copies any more fetches none, whatever was asked before', async () => {
  const id = await asks(amal!, 'access')
  const of = [amal!.id, noor!.id]
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1 and pupil_id = $2', of)
  expect(await statusOf(amal, id)).toBe(404)
  await world.owner.query('update guardianship set until_at = null where guardian_id = $1 and pupil_id = $2', of)
  expect(await statusOf(amal, id)).toBe(200)
})

test('once the child is erased the link is dead at once', async () => {
  const id = await asks(amal!, 'access')
  expect((await office!.ask(erasePerson, { params: { id: noor!.id }, body: {} })).status).toBe(200)
  expect(await statusOf(amal, id)).toBe(404)
})
