import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteFile } from '#contract/files.ts'
import { exportPerson } from '#contract/privacy.ts'
import { nobody } from '#kernel/ids.ts'
import { archiveOf } from '#server/serving/exporting.ts'
import { unzipped } from '#tests/copies.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, noor, otto, amal, office]: Person[] = []
const film = Buffer.concat([
  Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'),
  Buffer.alloc(200_000, 'le film de Noor '),
])
const reading = Buffer.from('Ma lecture de la semaine')
const reproach = Buffer.from('Otto a oublié son cahier')

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'pupil' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  office = await person(world, { name: 'Inès Office', role: 'office' })
  await classOf(world, '6B', [rosa], [noor, otto])
  await guard(world, amal, noor)
  await uploads(world, noor, film, { name: 'Ma <forêt>: "un" été?.mp4' })
  const { body: letter } = await uploads(world, rosa, reading, { name: 'lecture.txt' })
  await attaches(world, rosa, letter.id, 'person', noor.id)
  const { body: other } = await uploads(world, rosa, reproach, { name: 'otto.txt' })
  await attaches(world, rosa, other.id, 'person', otto.id)
})
afterAll(() => world.close())

const addressOf = (who: Person, more = '') => `/s/preau/people/${who.id}/export.zip${more}`
const archive = async (who: Person, whose: Person) => {
  const { statusCode, headers, rawPayload } = await fetches(world, who, addressOf(whose, '?locale=fr'))
  expect([statusCode, headers['content-type']], rawPayload.toString().slice(0, 200)).toEqual([200, 'application/zip'])
  return unzipped(rawPayload)
}
const filesAmong = (items: ReadonlyMap<string, Buffer>) => [...items].filter(([name]) => name.startsWith('files/'))
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('a guardian takes the child’s files along, as they were given, and the page leads to each of them', async () => {
  const items = await archive(amal!, noor!)
  const files = filesAmong(items)
  expect(files.map(([, bytes]) => sha256(bytes)).sort()).toEqual([film, reading].map(sha256).sort())
  const page = items.get('export.html')!.toString()
  for (const [name] of files) {
    expect(name).toMatch(/^files\/[0-9a-f]{12}-[^<>:"|?*\\/]+\.(mp4|txt)$/)
    expect(page).toContain(`href="files/${encodeURIComponent(name.slice(6))}"`)
  }
  expect(files.map(([name]) => name.slice(19)).sort()).toEqual(['Ma _forêt__ _un_ été_.mp4', 'lecture.txt'])
})

test('the manifest says of everything in the archive how large it is, and its SHA-256', async () => {
  const items = await archive(noor!, noor!)
  const { files } = JSON.parse(items.get('manifest.json')!.toString())
  for (const name of ['manifest.json', 'manifest.note']) items.delete(name)
  expect(files).toEqual([...items].map(([name, bytes]) => ({ path: name, size: bytes.length, sha256: sha256(bytes) })))
  expect(items.get('who-saw.html')!.toString()).toContain('journal n’est pas encore signé')
})

test('a file of another is in nobody’s export but theirs', async () => {
  for (const [who, whose] of [[amal, noor], [noor, noor], [office, noor]] as const) // biome-ignore format: a table
    for (const [, bytes] of filesAmong(await archive(who!, whose!))) expect(bytes.equals(reproach)).toBe(false)
  expect(filesAmong(await archive(office!, otto!)).map(([, bytes]) => bytes.toString())).toEqual([reproach.toString()])
})

test('whoever may not have the export has not the archive either', async () => {
  const status = async (who: Person | undefined, whose: Person, headers = {}) =>
    (await fetches(world, who, addressOf(whose), { headers })).statusCode
  expect(await status(undefined, noor!)).toBe(401)
  expect(await status(rosa, noor!)).toBe(403)
  expect(await status(amal, otto!)).toBe(404)
  expect(await status(amal, noor!, { 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect((await fetches(world, amal, `/s/preau/people/${noor!.id}/export.zip?locale=x`)).statusCode).toBe(422)
})

test('what is taken back is in no export that is made afterwards', async () => {
  const { body } = await uploads(world, otto!, Buffer.from('un brouillon'), { name: 'brouillon.txt' })
  expect(filesAmong(await archive(otto!, otto!))).toHaveLength(2)
  expect((await otto!.ask(deleteFile, { params: { id: body.id } })).status).toBe(200)
  expect(filesAmong(await archive(otto!, otto!))).toHaveLength(1)
})

const objectOf = async (who: Person, name: string) => {
  const { body } = await office!.ask(exportPerson, { params: { id: who.id } })
  const { id } = (body['files'] as { id: string; path: string }[]).find(({ path: one }) => one.endsWith(name))!
  const { rows } = await world.owner.query<{ object: string }>('select object from file where id = $1', [id])
  return path.join(world.settings.data, 'files', rows[0]!.object.slice(0, 2), rows[0]!.object)
}

test('a file that is damaged costs the person none of the others: the manifest says so, and a fact', async () => {
  const object = await objectOf(noor!, 'lecture.txt')
  const bytes = fs.readFileSync(object)
  bytes[40]! ^= 1
  fs.writeFileSync(object, bytes)
  const before = (await facts(world)).filter((name) => name === 'vault.refused').length
  const items = await archive(noor!, noor!)
  const { files } = JSON.parse(items.get('manifest.json')!.toString()) as { files: { path: string; damaged?: true }[] }
  expect(files.filter(({ damaged }) => damaged).map(({ path: one }) => one.slice(19))).toEqual(['lecture.txt'])
  expect(filesAmong(items).some(([, one]) => one.equals(film))).toBe(true)
  expect((await facts(world)).filter((name) => name === 'vault.refused')).toHaveLength(before + 1)
})

test('the operator writes the same from the command line', async () => {
  const who = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: nobody }
  const { items } = await archiveOf(world.installation, who, { id: otto!.id, locale: 'en' })
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-export-'))
  const { writeItems } = await import('#server/commands/exercising.ts')
  await writeItems(folder, items)
  const names = fs.readdirSync(folder, { recursive: true }).map(String).sort()
  expect(names.filter((name) => !/^(files|csv)/.test(name))).toEqual([
    ...[
      'export.html',
      'export.json',
      'index.html',
      'manifest.json',
      'manifest.note',
      'meaning.json',
      'messages.html',
      'photos.html',
    ],
    ...['schema.json', 'who-saw.html'],
  ])
  expect(names).toContain(path.join('csv', 'person.csv'))
  const file = names.find((name) => name.endsWith('otto.txt'))!
  expect(fs.readFileSync(path.join(folder, file)).equals(reproach)).toBe(true)
  expect(fs.statSync(path.join(folder, file)).mode & 0o077).toBe(0)
  fs.rmSync(folder, { recursive: true })
})
