import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { fetches, photo, uploads, zipOf } from '#tests/files.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'
import { sniff } from './sniffing.ts'

let world: World
let rosa: Person
let folder: string
let bucket: { stop: () => void; url: string }

/** An S3 in a process of its own. */
const openBucket = async (directory: string) => {
  const script = `
    const { default: S3rver } = await import('s3rver')
    const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: process.argv[1], configureBuckets: [{ name: 'preau' }] })
    console.log((await server.run()).port)`
  const child = spawn(process.execPath, ['--no-deprecation', '--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [words] = await once(child.stdout, 'data')
  return { stop: () => void child.kill(), url: `http://127.0.0.1:${String(words).trim()}/preau/ecole` }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'preau-bucket-'))
  bucket = await openBucket(folder)
  world = await openWorld({ s3: new URL(bucket.url), s3Region: 'local', s3Key: 'S3RVER', s3Secret: 'S3RVER' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
}, 30_000)
afterAll(async () => {
  await world.close()
  bucket.stop()
  rmSync(folder, { recursive: true, force: true })
})

const picture = (pages = 1) =>
  sharp({ create: { width: 40, height: 30 * pages, channels: 4, background: { r: 10, g: 200, b: 90, alpha: 0.5 } } })

const zip = (extension: string) =>
  zipOf(...Array.from({ length: 2000 }, (_, nth) => `media/${nth}.bin`), extension, '[Content_Types].xml')
const open = 'application/vnd.openxmlformats-officedocument'
const odt = () => {
  const bytes = zipOf('mimetype')
  const mime = Buffer.from('application/vnd.oasis.opendocument.text')
  const local = Buffer.from(bytes.subarray(0, 38))
  local.writeUInt32LE(mime.length, 18)
  local.writeUInt32LE(mime.length, 22)
  return Buffer.concat([local, mime, bytes.subarray(38)])
}

const taken: [string, string, () => Buffer | Promise<Buffer>][] = [
  ['photo.jpg', 'image/jpeg', () => photo()],
  ['drawing.png', 'image/webp', () => picture().png().toBuffer()],
  ['small.webp', 'image/webp', () => picture().webp().toBuffer()],
  ['moving.gif', 'image/webp', () => picture().gif().toBuffer()],
  ['modern.avif', 'image/webp', () => picture().avif().toBuffer()],
  ['letter.docx', `${open}.wordprocessingml.document`, () => zip('word/document.xml')],
  ['marks.xlsx', `${open}.spreadsheetml.sheet`, () => zip('xl/workbook.xml')],
  ['talk.pptx', `${open}.presentationml.presentation`, () => zip('ppt/presentation.xml')],
  ['letter.odt', 'application/vnd.oasis.opendocument.text', odt],
  ['list.csv', 'text/plain', () => Buffer.from('navn;år\r\nNoël;2015\r\n日本;<3\r\n')],
  [
    'film.mov',
    'video/quicktime',
    () => Buffer.concat([Buffer.from('0000001466747970717420200000000071742020', 'hex'), Buffer.alloc(99)]),
  ],
]

test.each(taken)('%s is taken, kept in a bucket, and given back', async (name, type, make) => {
  const bytes = await make()
  const { status, body } = await uploads(world, rosa, bytes, { name, type: 'application/octet-stream' })
  expect([status, body.type]).toEqual([200, type])
  const seen = await rosa.ask(readFile, { params: { id: body.id } })
  const got = await fetches(world, rosa, (seen.body['link'] as { url: string }).url)
  expect([got.statusCode, got.rawPayload.length]).toEqual([200, body.size])
  if (!type.startsWith('image/')) expect(got.rawPayload.equals(bytes)).toBe(true)
})

test('a bucket that is away is no fault of the file', async () => {
  const other = await openWorld({ s3: new URL('http://127.0.0.1:9/preau'), s3Region: 'local', s3Key: 'x', s3Secret: 'x' })
  const who = await person(other, { name: 'Rosa Roy', role: 'teacher' })
  expect((await uploads(other, who, Buffer.from('%PDF-1.7 x'))).status).toBe(503)
  await other.close()
})

test('a text is one however its last sign is cut', async () => {
  for (let cut = 65_530; cut < 65_540; cut++) {
    const text = Buffer.from('é日𝄞a'.repeat(10_000)).subarray(0, cut)
    expect(await sniff(text.subarray(0, 65_536)), `${cut}`).toBe(
      cut < 65_536 && text.toString().endsWith('\ufffd') ? undefined : 'text/plain',
    )
  }
})
