import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { classOf, facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let class6B: string
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  class6B = await classOf(world, '6B', [rosa], [])
})
afterAll(() => world.close())

const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
const text = (said: string) => Buffer.from(said, 'latin1')
const place = '+48.8577+002.2950/'
const xyz = (kind = '\u00a9xyz') => box(kind, Buffer.from([0, place.length, 0x15, 0xc7]), text(place))
const apples = box('meta', box('keys', text('mdtacom.apple.quicktime.location.ISO6709')), box('ilst', text(place)))
const xmp = box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), text(`<x:xmpmeta exif:GPS="${place}"/>`))
const trackOf = (format: string) =>
  box('trak', box('mdia', box('minf', box('stbl', box('stsd', Buffer.alloc(8), box(format, Buffer.alloc(8)))))))
const pictures = box('mdat', text(`pictures ${'in a row '.repeat(20_000)}`))
const head = box('ftyp', text('isom'), Buffer.alloc(4), text('isomiso2'))
/** With what says the place before the pictures or behind them, as telephones do. */
const film = (said: Buffer[], isBehind = false) =>
  Buffer.concat(
    isBehind ? [head, pictures, box('moov', trackOf('avc1'), ...said)] : [head, box('moov', trackOf('avc1'), ...said), pictures],
  )

const sent = async (bytes: Buffer) => {
  const { status, body } = await uploads(world, rosa, bytes, { name: 'sortie.mp4' })
  if (status !== 200) return { code: body.code, bytes: undefined }
  await attaches(world, rosa, body.id, 'class', class6B)
  const reply = await rosa.ask(readFile, { params: { id: body.id } })
  return { code: undefined, bytes: (await fetches(world, rosa, (reply.body['link'] as { url: string }).url)).rawPayload }
}

test.each([
  ['Android', film([box('udta', xyz())])],
  ['Android, behind the pictures', film([box('udta', xyz())], true)],
  ['a newer Android', film([box('udta', box('loci', text(place)))])],
  ['an iPhone', film([apples, box('udta', xyz())], true)],
  ['a track', film([box('trak', box('udta', xyz()))])],
  ['an editor', Buffer.concat([film([]), xmp])],
])('a film of %s comes back without the place where it was taken, and every picture where it was', async (_, bytes) => {
  expect(bytes.includes(place), 'the place would be found').toBe(true)
  const given = (await sent(bytes)).bytes!
  expect([given.length, given.includes(place), given.includes('location')]).toEqual([bytes.length, false, false])
  const at = bytes.indexOf(pictures)
  expect(given.subarray(at, at + pictures.length).equals(pictures)).toBe(true)
  expect(given.includes(trackOf('avc1'))).toBe(true)
})

test('a film that says nothing of a place comes back as it was', async () => {
  const bytes = film([])
  expect((await sent(bytes)).bytes?.equals(bytes)).toBe(true)
})

test.each(['gpmd', 'camm', 'rtmd'])(
  'a film with a track of places (%s) is refused in words, and nothing of it is kept',
  async (format) => {
    expect(await sent(film([trackOf(format)]))).toEqual({ code: 'file.position', bytes: undefined })
    await world.doJobs()
    expect((await facts(world)).at(-1)).toBe('file.refused')
  },
)

test('a film of more boxes than any camera makes is refused, however small they are', async () => {
  const bytes = Buffer.concat([head, ...Array.from({ length: 20_001 }, () => box('free'))])
  expect((await sent(bytes)).code).toBe('file.type_refused')
})

test('what came, with its place, is not in the store any more', async () => {
  const objects = () =>
    fs
      .readdirSync(path.join(world.settings.data, 'files'), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
  await world.doJobs()
  const before = objects().length
  expect((await sent(film([box('udta', xyz())]))).bytes).toBeDefined()
  await world.doJobs()
  expect(objects()).toHaveLength(before + 1)
})

test('boxes that lie about their length end the search, and nothing breaks', async () => {
  const lie = box('moov')
  lie.writeUInt32BE(0x7fffffff)
  const bytes = Buffer.concat([head, lie, pictures])
  expect((await sent(bytes)).bytes?.equals(bytes)).toBe(true)
})
