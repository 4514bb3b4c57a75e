import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BroughtCopy, bringCopy, listCopies, previewCopy } from '#contract/bringing.ts'
import { erasePerson, exportPerson } from '#contract/privacy.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { clearStore } from '#modules/files/clearing.ts'
import { zipOf } from '#server/serving/exports.ts'
import { type FamilyHouse, familyHouse, smallCopy, unzipped } from '#tests/copies.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { facts, type Person } from '#tests/world.ts'

let [first, second, third]: FamilyHouse[] = []
const reading = Buffer.from('Ma lecture de la semaine')
const film = Buffer.concat([
  Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'),
  Buffer.alloc(200_000, 'le film de Noor '),
])

beforeAll(async () => {
  ;[first, second, third] = [await familyHouse(), await familyHouse(), await familyHouse()]
  const { world, rosa, noor } = first
  await uploads(world, noor, film, { name: 'Forêt.mp4' })
  const { body: letter } = await uploads(world, rosa, reading, { name: 'lecture.txt' })
  await attaches(world, rosa, letter.id, 'person', noor.id)
}, 60_000)
afterAll(async () => {
  for (const one of [first, second, third]) await one?.world.close()
})

const takes = async ({ world, noor }: FamilyHouse, who: Person): Promise<Buffer> => {
  const { statusCode, rawPayload } = await fetches(world, who, `/s/preau/people/${noor.id}/export.zip?locale=fr`)
  expect(statusCode, rawPayload.toString().slice(0, 200)).toBe(200)
  return rawPayload
}
type Row = { values: Record<string, unknown> }
type Told = { tables: { table: string; rows: Row[] }[]; files: { path: string }[] }
const toldIn = async (copy: Buffer): Promise<Told> => JSON.parse(`${(await unzipped(copy)).get('export.json')}`)
const rowsOf = ({ tables }: Told, name: string) => tables.find(({ table }) => table === name)?.rows ?? []
/** What was brought of a table: of several copies, each. */
const broughtIn = (told: Told, name: string) =>
  rowsOf(told, 'public.brought_part').flatMap(({ values }) => (values['name'] === name ? [values['rows']] : []))
const sums = async (copy: Buffer) =>
  [...(await unzipped(copy))].flatMap(([path, bytes]) =>
    path.startsWith('files/') ? [createHash('sha256').update(bytes).digest('hex')] : [],
  )
const brings = (who: Person, { noor }: FamilyHouse, file: Buffer) => who.ask(bringCopy, { params: { id: noor.id }, file })
const looks = (who: Person, { noor }: FamilyHouse, file: Buffer) => who.ask(previewCopy, { params: { id: noor.id }, file })
const listed = async (who: Person, { noor }: FamilyHouse) =>
  ((await who.ask(listCopies, { params: { id: noor.id } })).body as { copies: BroughtCopy[] }).copies

test('whoever looks into a copy sees whose it is, from where, and what it holds, and nothing is kept of it', async () => {
  const copy = await takes(first!, first!.amal)
  const { status, body, text } = await looks(second!.amal, second!, copy)
  expect(status, text).toBe(200)
  expect(body).toMatchObject({ isOurs: false, isKnown: false, files: 2, about: { display: 'Noor Benali' } })
  expect((body['parts'] as { rows: number }[]).length).toBeGreaterThan(3)
  expect(await listed(second!.amal, second!)).toEqual([])
})

test('a round trip into an empty installation loses nothing, and neither does the one after it', async () => {
  const copy = await takes(first!, first!.amal)
  const before = await toldIn(copy)
  expect((await brings(second!.amal, second!, copy)).status).toBe(200)
  const again = await takes(second!, second!.amal)
  expect((await brings(third!.amal, third!, again)).status).toBe(200)
  const last = await takes(third!, third!.amal)
  for (const one of [again, last]) {
    const told = await toldIn(one)
    for (const { table, rows } of before.tables) if (rows.length > 0) expect(broughtIn(told, table), table).toContainEqual(rows)
    expect((await sums(one)).sort()).toEqual((await sums(copy)).sort())
    const places = rowsOf(await toldIn(one), 'public.brought_file').map(({ values }) => values['path'])
    expect(places.sort()).toEqual(before.files.map(({ path }) => path).sort())
  }
  expect(await facts(third!.world)).toContain('copy.brought')
})

test('the same copy is brought once, by whoever, and two who bring it at once bring it once', async () => {
  const copy = await smallCopy(second!.world)
  expect((await looks(second!.amal, second!, copy)).body).toMatchObject({ isOurs: true })
  const both = await Promise.all([second!.amal, second!.olga].map((who) => brings(who, second!, copy)))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await brings(second!.amal, second!, copy)).body.code).toBe('copy.known')
})

const pack = (all: ReadonlyMap<string, Buffer>) =>
  buffer(
    zipOf(
      [...all].map(([path, bytes]) => ({
        path,
        async *bytes() {
          yield bytes
        },
      })),
    ),
  )

test('a copy in which one byte is otherwise than it was made is not taken, and what is none neither', async () => {
  const items = await unzipped(await smallCopy(first!.world, { tables: [{ table: 'public.person', rows: [] }] }))
  const other = Buffer.from(`${items.get('export.json')}`.replace('avant', 'aprês'))
  for (const wrong of [
    new Map([...items, ['export.json', other]]),
    new Map([...items, ['manifest.json', Buffer.from(`${items.get('manifest.json')} `)]]),
    new Map([...items, ['manifest.note', Buffer.from('Rien de signé')]]),
  ])
    expect((await brings(second!.amal, second!, await pack(wrong))).body.code).toBe('copy.altered')
  const without = new Map([...items].filter(([path]) => path !== 'manifest.note'))
  expect((await brings(second!.amal, second!, await pack(without))).body.code).toBe('copy.unreadable')
  expect((await brings(second!.amal, second!, Buffer.from('PK nothing'))).body.code).toBe('copy.unreadable')
})

test('a file in it that is otherwise than the list says is not kept, and nothing else of the copy either', async () => {
  const files = [{ path: 'files/0123456789ab-mot.txt', type: 'text/plain', bytes: Buffer.from('Un mot') }]
  const items = await unzipped(await smallCopy(first!.world, { files }))
  items.set('files/0123456789ab-mot.txt', Buffer.from('Un tot'))
  const copy = await pack(items)
  const before = (await listed(second!.amal, second!)).length
  expect((await brings(second!.amal, second!, copy)).body.code).toBe('copy.altered')
  expect(await listed(second!.amal, second!)).toHaveLength(before)
})

test('a copy that swells past what anybody could have, or is not of our making inside, is let go before it is read', async () => {
  const items = await unzipped(await smallCopy(first!.world))
  const swollen: [string, number][] = [
    ['manifest.note', 1],
    ['manifest.json', 9],
    ['export.json', 33],
  ]
  for (const [path, size] of swollen) {
    const copy = await pack(new Map([...items, [path, Buffer.alloc(size * 1024 * 1024, ' ')]]))
    expect((await looks(second!.olga, second!, copy)).body.code, path).toBe('copy.too_much')
  }
  const grown = new Map([...items, ...Array.from({ length: 5 }, (_, nth) => [`${nth}`, Buffer.alloc(27 * 1024 * 1024)] as const)])
  expect((await looks(second!.olga, second!, await pack(grown))).body.code).toBe('copy.too_much')
  const strange = await smallCopy(first!.world, { tables: [{ table: 'public.person', rows: [{ as: 'author', values: {} }] }] })
  expect((await looks(second!.olga, second!, strange)).body.code).toBe('copy.unreadable')
})

test('whoever opens copies all day long has to wait, and whoever may not open one is told so before it is looked at', async () => {
  expect((await looks(third!.rosa, third!, Buffer.from('PK nothing'))).body.code).toBe('not_allowed')
  const codes = []
  for (let nth = 0; nth < 32; nth++) codes.push((await looks(third!.karim, third!, Buffer.from('PK nothing'))).body.code)
  expect(codes.slice(0, 30).every((code) => code === 'copy.unreadable')).toBe(true)
  expect(codes.at(-1)).toBe('too_many_tries')
})

test('another guardian neither sees what was brought nor has it in a copy; a teacher brings nothing', async () => {
  const copy = await smallCopy(first!.world, {
    tables: [{ table: 'public.message_text', rows: [{ as: ['author'], values: { text: 'Entre l’école et moi' } }] }],
  })
  expect((await brings(second!.amal, second!, copy)).status).toBe(200)
  expect(await listed(second!.karim, second!)).toEqual([])
  const { id } = second!.noor
  expect((await second!.karim.ask(exportPerson, { params: { id } })).text).not.toContain('Entre l’école et moi')
  expect((await second!.noor.ask(exportPerson, { params: { id } })).text).toContain('Entre l’école et moi')
  expect((await brings(second!.rosa, second!, copy)).status).toBe(403)
})

test('what was brought goes with the person, the files out of the store, too', async () => {
  const { world, noor, olga } = third!
  const { rows } = await world.owner.query<{ object: string }>('select object from brought_file where person_id = $1', [noor.id])
  expect(rows.length).toBeGreaterThan(0)
  expect((await olga.ask(erasePerson, { params: { id: noor.id } })).status).toBe(200)
  await clearStore.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
  for (const { object } of rows) expect(await buffer(await world.installation.files.read(object, 0, 1))).toEqual(Buffer.alloc(0))
  for (const table of ['brought_copy', 'brought_part', 'brought_file'])
    expect((await world.owner.query(`select from ${table} where person_id = $1`, [noor.id])).rowCount, table).toBe(0)
})
