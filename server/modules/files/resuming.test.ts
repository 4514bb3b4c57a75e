import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { beginUpload, deleteFile, mostBytes, mostOpen, readFile, readUpload, sendUpload } from '#contract/files.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { eicar, fetches, openClamd, photo } from '#tests/files.ts'
import { facts, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'
import { type FileStore, folderStore } from '#vault/stores.ts'
import { sweepFiles } from './clearing.ts'

let world: World
let rosa: Person
let otto: Person
let folder: string
let room = Number.POSITIVE_INFINITY
let arrived: () => unknown = () => undefined

/** A disk with so much room left. */
const narrow = (store: FileStore): FileStore => ({
  ...store,
  write: (name, body) => {
    async function* limited() {
      for await (const bytes of body) {
        await arrived()
        room -= bytes.length
        if (room < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        yield bytes
      }
    }
    return store.write(name, limited())
  },
})

beforeAll(async () => {
  folder = path.join(process.env['TMPDIR'] ?? '/tmp', `preau-resuming-${process.pid}`)
  world = await openWorld({ files: narrow(folderStore(folder)) })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  await world.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => world.close())

const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 'préau ')])
const begins = async (who: Person, length: number, name = 'plan.pdf') => {
  const reply = await who.ask(beginUpload, { body: { name, length } })
  expect(reply.status, reply.text).toBe(200)
  return { id: `${reply.body['id']}` }
}
const sends = (who: Person, params: { id: string }, offset: number, bytes: Buffer) =>
  who.ask(sendUpload, { params, part: { offset, bytes } })
const offsetOf = async (who: Person, params: { id: string }) => (await who.ask(readUpload, { params })).body['offset']
const coming = async () => (await world.owner.query('select count(*)::int as n from upload_part')).rows[0].n
const objects = async () => {
  await world.doJobs()
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
    : 0
}
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('a file in three parts is the file: asked in between it says how far it has come, and its parts are kept nowhere else', async () => {
  const whole = pdf(700_000)
  const upload = await begins(rosa, whole.length)
  expect((await sends(rosa, upload, 0, whole.subarray(0, 300_000))).body).toMatchObject({ offset: 300_000, file: null })
  expect(await offsetOf(rosa, upload)).toBe(300_000)
  await sends(rosa, upload, 300_000, whole.subarray(300_000, 300_001))
  const last = await sends(rosa, upload, 300_001, whole.subarray(300_001))
  expect(last.body).toMatchObject({ offset: whole.length, file: { name: 'plan.pdf', state: 'ready', type: 'application/pdf' } })
  const seen = await rosa.ask(readFile, { params: upload })
  const got = await fetches(world, rosa, (seen.body['link'] as { url: string }).url)
  expect(digest(got.rawPayload)).toBe(digest(whole))
  expect([await coming(), await objects()]).toEqual([0, 1])
  expect((await facts(world)).filter((name) => /^file\./.test(name))).toEqual(
    expect.arrayContaining(['file.begun', 'file.part_arrived', 'file.uploaded']),
  )
  expect((await sends(rosa, upload, whole.length, Buffer.alloc(0))).body.code).toBe('file.arrived')
  expect((await rosa.ask(readUpload, { params: upload })).body).toMatchObject({ state: 'ready', offset: whole.length })
})

test('what is on the disk meanwhile is sealed', async () => {
  const upload = await begins(rosa, 400_000)
  await sends(rosa, upload, 0, pdf(300_000))
  const { rows } = await world.owner.query('select object from upload_part')
  const { readFileSync } = await import('node:fs')
  const kept = readFileSync(path.join(folder, rows[0].object.slice(0, 2), rows[0].object))
  expect(kept.includes('préau'), 'in clear').toBe(false)
  await rosa.ask(deleteFile, { params: upload })
  expect(await coming()).toBe(0)
})

test('a train goes into a tunnel: what had come is kept, another session goes on from there', async () => {
  const whole = pdf(3_000_000)
  const upload = await begins(rosa, whole.length)
  const head = [
    `PATCH /s/preau/api/uploads/${upload.id} HTTP/1.1`,
    'host: localhost',
    `cookie: preau=${rosa.token}`,
    `x-xsrf-token: ${xsrfTokenOf(rosa.token)}`,
    'content-type: application/offset+octet-stream',
    'upload-offset: 0',
    `content-length: ${whole.length}`,
  ]
  const socket = net.connect((world.app.server.address() as net.AddressInfo).port, '127.0.0.1')
  const isThere = new Promise<void>((resolve) => {
    arrived = resolve
  })
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(whole.subarray(0, 900_000))
  await isThere
  socket.destroy()
  await vi.waitFor(async () => expect(await offsetOf(rosa, upload)).toBeGreaterThan(60_000))
  const again = await signInAgain(world, rosa)
  const offset = Number(await offsetOf(again, upload))
  expect(offset).toBeLessThanOrEqual(900_000)
  const reply = await sends(again, upload, offset, whole.subarray(offset))
  expect(reply.body, reply.text).toMatchObject({ file: { state: 'ready', size: whole.length } })
})

test('bytes that belong elsewhere are refused with where the next ones go; of two that come at once one is taken', async () => {
  const whole = pdf(200_000)
  const upload = await begins(rosa, whole.length)
  const early = await sends(rosa, upload, 5, whole.subarray(5))
  expect([early.status, early.body.code, early.body['details']]).toEqual([409, 'file.other_offset', { offset: 0 }])
  const both = await Promise.all([
    sends(rosa, upload, 0, whole.subarray(0, 1000)),
    sends(rosa, upload, 0, whole.subarray(0, 1000)),
  ])
  expect(both.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(await offsetOf(rosa, upload)).toBe(1000)
  const last = await Promise.all([1, 2].map(() => sends(rosa, upload, 1000, whole.subarray(1000))))
  const { body } = await rosa.ask(readUpload, { params: upload })
  if (body['state'] === 'uploading') await sends(rosa, upload, Number(body['offset']), whole.subarray(Number(body['offset'])))
  expect(last.map(({ status }) => status).every((status) => status === 200 || status === 409)).toBe(true)
  const seen = await rosa.ask(readFile, { params: upload })
  const got = await fetches(world, rosa, (seen.body['link'] as { url: string }).url)
  expect(digest(got.rawPayload)).toBe(digest(whole))
})

/** So many of the app's statements wait for somebody's lock. */
const waiting = (many: number) =>
  vi.waitFor(async () => {
    const { rows } = await world.owner.query(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = 'preau_app' and wait_event_type = 'Lock'",
    )
    expect(rows[0].n).toBe(many)
  })

test('whoever comes back just when the lost part has come after all is told how far it is', async () => {
  const whole = pdf(200_000)
  const upload = await begins(rosa, whole.length)
  const lock = await world.owner.connect()
  arrived = async () => {
    arrived = () => undefined
    await lock.query('begin')
    await lock.query('select from upload_part where file_id = $1 for update', [upload.id])
  }
  const first = sends(rosa, upload, 0, whole.subarray(0, 1000))
  await waiting(1)
  const second = sends(rosa, upload, 0, whole.subarray(0, 1000))
  await waiting(2)
  await lock.query('rollback')
  lock.release()
  const [kept, late] = await Promise.all([first, second])
  expect([kept?.status, late?.status, late?.body.code, late?.body['details']]).toEqual([
    200,
    409,
    'file.other_offset',
    { offset: 1000 },
  ])
  expect((await sends(rosa, upload, 1000, whole.subarray(1000))).body).toMatchObject({ file: { state: 'ready' } })
})

test('nobody else goes on with it, asks how far it is, or knows that it is there', async () => {
  const upload = await begins(rosa, 100)
  const tries = [await sends(otto, upload, 0, pdf(100)), await otto.ask(readUpload, { params: upload })]
  expect(tries.map(({ status }) => status)).toEqual([404, 404])
  expect(await offsetOf(rosa, upload)).toBe(0)
})

test('what is not taken is refused by its first bytes, long before the rest is sent, and leaves nothing', async () => {
  const before = await objects()
  const program = await begins(rosa, 20_000_000, 'jeu.pdf')
  expect((await sends(rosa, program, 0, Buffer.concat([Buffer.from('MZ'), Buffer.alloc(70_000)]))).body.code).toBe(
    'file.type_refused',
  )
  const large = await begins(rosa, mostBytes.image + 1, 'photo.jpg')
  const first = Buffer.concat([await photo(), Buffer.alloc(70_000)])
  expect((await sends(rosa, large, 0, first)).body).toMatchObject({ code: 'too_large', details: { most: mostBytes.image } })
  expect((await rosa.ask(beginUpload, { body: { name: 'film.mp4', length: mostBytes.video + 1 } })).body.code).toBe('too_large')
  const longer = await begins(rosa, 1000)
  expect((await sends(rosa, longer, 0, pdf(2000))).body.code).toBe('too_large')
  for (const gone of [program, large, longer]) expect((await rosa.ask(readUpload, { params: gone })).status).toBe(404)
  expect(await objects()).toBe(before)
})

test('a disk that is full says so and loses nothing that had come; when there is room again it goes on', async () => {
  const whole = pdf(600_000)
  const upload = await begins(rosa, whole.length)
  await sends(rosa, upload, 0, whole.subarray(0, 300_000))
  room = 100_000
  expect((await sends(rosa, upload, 300_000, whole.subarray(300_000))).status).toBe(507)
  expect(await offsetOf(rosa, upload)).toBe(300_000)
  room = 400_000 // for the rest, and not for the whole
  expect((await sends(rosa, upload, 300_000, whole.subarray(300_000))).body.code).toBe('storage_full')
  expect(await offsetOf(rosa, upload)).toBe(600_000)
  room = Number.POSITIVE_INFINITY
  expect((await sends(rosa, upload, 600_000, Buffer.alloc(0))).body).toMatchObject({ file: { state: 'ready' } })
})

test('what nobody goes on with is gone after a day, parts and key and all', async () => {
  const upload = await begins(rosa, 600_000)
  await sends(rosa, upload, 0, pdf(300_000))
  world.move(86_401)
  const payload = { schoolId: world.schoolId, requestId: uuidv7() }
  await sweepFiles.perform(world.installation, payload)
  expect([(await rosa.ask(readUpload, { params: upload })).status, await coming()]).toEqual([404, 0])
  const { rows } = await world.owner.query('select count(*)::int as n from vault.key where owner_id = $1', [upload.id])
  expect(rows[0].n).toBe(0)
})

test('one person has so many uploads open and no more', async () => {
  await world.owner.query("delete from upload_part; delete from file where state = 'uploading'")
  const asked = { name: 'film.mp4', length: mostBytes.video }
  const most = Math.floor(mostOpen.bytes / mostBytes.video)
  for (let nth = 0; nth < most; nth++) await begins(otto, asked.length)
  expect((await otto.ask(beginUpload, { body: asked })).body.code).toBe('file.too_many_open')
  expect((await rosa.ask(beginUpload, { body: asked })).status).toBe(200)
})

test('a virus in two halves is one', async () => {
  const daemon = await openClamd()
  const other = await openWorld({ clamav: { host: '127.0.0.1', port: daemon.port } })
  const who = await person(other, { name: 'Rosa Roy', role: 'teacher' })
  const upload = await begins(who, eicar.length, 'note.txt')
  expect((await sends(who, upload, 0, eicar.subarray(0, 30))).status).toBe(200)
  expect((await sends(who, upload, 30, eicar.subarray(30))).body.code).toBe('file.infected')
  await other.close()
  await daemon.stop()
})
