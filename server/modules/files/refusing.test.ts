import { existsSync, readdirSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { xsrfTokenOf } from '#kernel/session.ts'
import { formAround, photo, uploads, zipOf } from '#tests/files.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'
import { type FileStore, folderStore } from '#vault/stores.ts'

let world: World
let rosa: Person
let room = Number.POSITIVE_INFINITY
let [begun, broken] = [() => {}, () => {}]

/** A disk with so much room left. */
const narrow = (store: FileStore): FileStore => ({
  ...store,
  write: (name, body) => {
    async function* limited() {
      for await (const bytes of body) {
        begun()
        room -= bytes.length
        if (room < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        yield bytes
      }
    }
    return store.write(name, limited()).catch((error: unknown) => {
      broken()
      throw error
    })
  },
})

let folder: string
beforeAll(async () => {
  folder = path.join(process.env['TMPDIR'] ?? '/tmp', `preau-narrow-${process.pid}`)
  world = await openWorld({ files: narrow(folderStore(folder)) })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
})
afterAll(() => world.close())

/** Nothing in the store, no row, no key: as if it had never been sent. */
const nothingIsLeft = async () => {
  await world.doJobs()
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    : []
  const { rows } = await world.owner.query<{ files: number; keys: number; objects: number }>(
    `select (select count(*)::int from file) as files, (select count(*)::int from vault.key where kind = 'file') as keys,
      (select count(*)::int from discarded_object) as objects`,
  )
  expect([files.length, rows[0]]).toEqual([0, { files: 0, keys: 0, objects: 0 }])
}

const refusedWith = async (bytes: Buffer, name = 'photo.jpg', type = 'image/jpeg', more: { cut?: number } = {}) => {
  const { status, body } = await uploads(world, rosa, bytes, { name, type, ...more })
  return `${status} ${body.code}`
}

/** A PNG of so many pixels in a few hundred bytes of zeros. */
const flood = (width: number, height: number) => {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const pixels = deflateSync(Buffer.alloc(1_000_000))
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

const heic = Buffer.concat([Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'), Buffer.alloc(100)])

/** What a person might choose by mistake, and what somebody might send on purpose. */
const garbage: Record<string, () => Buffer> = {
  'nothing at all': () => Buffer.alloc(0),
  'a page': () => Buffer.from('<!DOCTYPE html><script>alert(1)</script>'),
  'a page behind a text': () => Buffer.from('Bonjour\n\n<html><body onload=alert(1)>'),
  'a drawing that can hold scripts': () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  'a drawing behind an XML line': () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
  'a program for Windows': () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
  'a program for Linux': () => Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(500)]),
  'a script': () => Buffer.from('#!/bin/sh\nrm -rf /\n'),
  'a batch file': () => Buffer.from('@echo off\r\ndel *.*\r\n'),
  'an archive': () => zipOf('notes/readme.md'),
  'a document with macros': () => zipOf('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'),
  'an archive that is none': () => Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(500)]),
  'an old Word document': () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4000)]),
  'bytes by chance': () => Buffer.from(Array.from({ length: 500 }, (_, nth) => (nth * 7919) % 256)),
  'a text with a NUL': () => Buffer.from('bonjour\0'),
  'half of UTF-8': () => Buffer.from('c3', 'hex'),
  'a sound': () => Buffer.concat([Buffer.from('ID3'), Buffer.alloc(500)]),
}

test.each(Object.entries(garbage))('%s is refused, whatever its name and its sender say', async (_, bytes) => {
  const { status, body } = await uploads(world, rosa, bytes())
  expect(`${status} ${body.code}`).toBe('415 file.type_refused')
  expect((await facts(world)).at(-1)).toBe('file.refused')
  await nothingIsLeft()
})

test('a photo of an iPhone is refused with a sentence that helps', async () => {
  expect(await refusedWith(heic)).toBe('415 file.heic')
  await nothingIsLeft()
})

test('a picture of a few bytes that would fill the memory is refused before it is decoded', async () => {
  const bytes = flood(60_000, 60_000)
  expect(bytes.length).toBeLessThan(2000)
  expect(await refusedWith(bytes)).toBe('422 file.too_many_pixels')
  await nothingIsLeft()
})

test('a picture that is damaged or cut off is refused', async () => {
  const whole = await sharp({
    create: { width: 300, height: 300, channels: 3, background: '#123456', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .jpeg()
    .toBuffer()
  expect(await refusedWith(whole.subarray(0, whole.length / 2))).toBe('422 file.damaged')
  expect(await refusedWith(Buffer.concat([whole.subarray(0, 20), Buffer.alloc(500)]))).toBe('422 file.damaged')
  await nothingIsLeft()
})

test('what is larger than its kind may be is refused', async () => {
  const large = Buffer.concat([await photo(), Buffer.alloc(25 * 1024 * 1024)])
  const { status, body } = await uploads(world, rosa, large)
  expect([status, body.code, body.details]).toEqual([413, 'too_large', { most: 25 * 1024 * 1024 }])
  await nothingIsLeft()
  expect(await refusedWith(Buffer.alloc(201 * 1024 * 1024))).toBe('413 too_large')
  await nothingIsLeft()
})

test('a form that was cut off is no file', async () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 'x')])
  for (const cut of [4, 30, 40, 100_000])
    expect(await refusedWith(bytes, 'plan.pdf', 'application/pdf', { cut }), `${cut}`).toBe('400 malformed')
  await nothingIsLeft()
})

test('a disk that is full says so, and keeps nothing', async () => {
  for (const left of [0, 100_000, 250_000]) {
    room = left
    expect(await refusedWith(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 'x')]))).toBe('507 storage_full')
    room = Number.POSITIVE_INFINITY
    await nothingIsLeft()
  }
  for (const left of [3000, 6000]) {
    const bytes = await photo(2000, 1500)
    room = bytes.length + left // there is room for what was sent, and not for what is made of it
    expect(await refusedWith(bytes)).toBe('507 storage_full')
    room = Number.POSITIVE_INFINITY
    await nothingIsLeft()
  }
})

test('a telephone that loses its network in the middle leaves nothing behind', async () => {
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  const form = formAround('film.mp4')
  const head = [
    'POST /s/preau/api/files HTTP/1.1',
    'host: localhost',
    `cookie: preau=${rosa.token}`,
    `x-xsrf-token: ${xsrfTokenOf(rosa.token)}`,
    `content-type: ${form.type}`,
    'content-length: 10000000',
  ]
  const socket = net.connect((world.app.server.address() as net.AddressInfo).port, '127.0.0.1')
  const began = new Promise<void>((resolve) => {
    begun = resolve
  })
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(form.before)
  socket.write(Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'))
  socket.write(Buffer.alloc(500_000))
  await began
  const ended = new Promise<void>((resolve) => {
    broken = resolve
  })
  socket.destroy()
  await ended
  await vi.waitFor(nothingIsLeft)
})
