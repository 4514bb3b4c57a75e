import { readdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteFile, readFile } from '#contract/files.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { attaches, fetches, photo, uploads } from '#tests/files.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { insertAttachments } from './files.queries.ts'

let world: World
let [rosa, otto, amal, noor, olga, sten]: Person[] = []
let class6B: string
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  sten = await person(world, { name: 'Sten Ek', role: 'teacher' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '7A', [otto], [])
  await guard(world, amal, noor)
})
afterAll(() => world.close())

const reads = (who: Person, id: string) => who.ask(readFile, { params: { id } })
const linkIn = (reply: Awaited<ReturnType<typeof reads>>, which = 'link') => (reply.body[which] as { url: string }).url

test('Rosa shares a photo with 6B: upright, small enough, and without the place where it was taken', async () => {
  const original = await photo()
  const { exif, orientation } = await sharp(original).metadata()
  expect([exif?.includes('Telefon'), exif?.toString('hex').match(/2588|8825/)?.length, orientation]).toEqual([true, 1, 6]) // 8825: the tag of a position
  const { status, body } = await uploads(world, rosa!, original, { name: 'Sortie à la forêt – Noor.JPG' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ state: 'ready', type: 'image/jpeg', width: 480, height: 640, hasThumbnail: true })
  await attaches(world, rosa!, body.id, 'class', class6B)
  const seen = await reads(amal!, body.id)
  expect(seen.body['name']).toBe('Sortie à la forêt – Noor.JPG')
  const got = await fetches(world, amal, linkIn(seen))
  expect(got.statusCode).toBe(200)
  const now = await sharp(got.rawPayload).metadata()
  expect([now.exif, now.icc, now.xmp, now.iptc, now.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined])
  expect([now.format, now.width, now.height]).toEqual(['jpeg', 480, 640])
  const small = await fetches(world, amal, linkIn(seen, 'thumbnail'))
  expect([small.headers['content-type'], (await sharp(small.rawPayload).metadata()).height]).toEqual(['image/webp', 480])
})

test('of the photo that was sent nothing is left in the store, and nothing of any in clear', async () => {
  const original = await photo()
  const { body } = await uploads(world, rosa!, original)
  await world.doJobs()
  const { rows } = await world.owner.query<{ object: string }>(
    'select object from file where id = $1 union select object from derivative where file_id = $1',
    [body.id],
  )
  const { rows: left } = await world.owner.query('select from discarded_object')
  expect([rows.length, left.length]).toEqual([2, 0])
  const { rows: all } = await world.owner.query<{ object: string }>('select object from file union select object from derivative')
  expect(objects(world)).toEqual(all.map(({ object }) => object).sort())
  for (const name of objects(world))
    expect(readFileSync(`${world.settings.data}/files/${name.slice(0, 2)}/${name}`).includes('JFIF')).toBe(false)
})

/** The names of everything in the store. */
const objects = ({ settings }: World) =>
  readdirSync(`${settings.data}/files`, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name)
    .sort()

test('a file of a pupil is for the pupil, the family, the teachers and the office; reading it is a fact about the pupil', async () => {
  const { body } = await uploads(world, amal!, await photo())
  await attaches(world, amal!, body.id, 'person', noor!.id)
  const before = (await facts(world)).length
  const statuses = await Promise.all([amal, noor, rosa, olga, otto, sten].map((who) => reads(who!, body.id)))
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 404])
  expect((await facts(world)).slice(before)).toEqual(['file.read', 'file.read', 'file.read', 'file.read'])
})

test('a file that is attached to nothing is for the one who sent it, and the office', async () => {
  const { body } = await uploads(world, rosa!, Buffer.from('%PDF-1.7\nhello'), { name: 'plan.pdf' })
  expect(body).toMatchObject({ state: 'ready', type: 'application/pdf', size: 14, hasThumbnail: false })
  const asked = await Promise.all([rosa, olga, otto, amal].map((who) => reads(who!, body.id)))
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 404, 404])
  expect((await otto!.ask(deleteFile, { params: { id: body.id } })).status).toBe(404)
  expect((await rosa!.ask(deleteFile, { params: { id: body.id } })).status).toBe(200)
  expect((await reads(rosa!, body.id)).status).toBe(404)
  expect((await facts(world)).at(-1)).toBe('file.deleted')
})

test('a file that others see cannot be taken back under their eyes', async () => {
  const { body } = await uploads(world, rosa!, await photo())
  await attaches(world, rosa!, body.id, 'class', class6B)
  expect((await rosa!.ask(deleteFile, { params: { id: body.id } })).body.code).toBe('file.in_use')
  expect((await amal!.ask(deleteFile, { params: { id: body.id } })).body.code).toBe('not_allowed')
})

test('nobody attaches what another has sent, or to a class of another', async () => {
  const { body } = await uploads(world, rosa!, await photo())
  await expect(attaches(world, otto!, body.id, 'class', class6B)).rejects.toMatchObject({ code: 'not_found' })
  await expect(attaches(world, rosa!, body.id, 'person', olga!.id)).rejects.toMatchObject({ code: '42501' })
  const own = await uploads(world, otto!, await photo())
  await expect(attaches(world, otto!, own.body.id, 'class', class6B)).rejects.toMatchObject({ code: '42501' })
  const text = await uploads(world, otto!, Buffer.from('Une liste'), { name: 'liste.txt', type: 'text/plain' })
  await expect(attaches(world, otto!, text.body.id, 'post', class6B)).rejects.toMatchObject({ code: '42501' })
})

test('the wall alone lets nobody attach what another has sent, even to a class of their own', async () => {
  const { body } = await uploads(world, rosa!, await photo())
  const { installation, schoolId } = world
  const [class7A, now] = [await classOf(world, '7B', [otto!], []), installation.clock.now()]
  const actor = { schoolId, personId: otto!.id, accountId: otto!.accountId, session: null, purpose: 'class_life' } as const
  const row = { id: uuidv7(), fileId: body.id, targetKind: 'class', targetId: class7A, place: 0, by: otto!.id, now } as const
  const attaching = as(installation.db, { ...actor, requestId: uuidv7(), action: 'file.attach' }, (tx) =>
    insertAttachments(tx, schoolId, [row]),
  )
  await expect(attaching).rejects.toMatchObject({ code: '42501' })
})

test('the same upload sent twice is one file', async () => {
  const [bytes, headers] = [await photo(), { 'idempotency-key': '0190f3c2-7b1a-7000-8000-0000000000ab' }]
  const [one, two] = [await uploads(world, rosa!, bytes, { headers }), await uploads(world, rosa!, bytes, { headers })]
  expect([one.status, two.body.id]).toEqual([200, one.body.id])
  expect((await uploads(world, rosa!, await photo(10, 10), { headers })).body.code).toBe('idempotency_mismatch')
})
