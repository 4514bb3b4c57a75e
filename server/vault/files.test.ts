import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer as all } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { CHUNK, type FileKey, HEADER, SEALED, sealedSizeOf } from './chunks.ts'
import { isIntact, readFile, writeFile } from './files.ts'
import { type Bucket, s3Store } from './s3.ts'
import { type FileStore, folderStore, newObjectName } from './stores.ts'

const shelf = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir()
let folder: string
let bucket: Bucket
let server: ReturnType<typeof spawn>
const stores: Record<string, FileStore> = {}

/** An S3 of one bucket, in a process of its own; says its port. */
const s3rver = async (directory: string) => {
  const script = `
    const { default: S3rver } = await import('s3rver')
    const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: process.argv[1], configureBuckets: [{ name: 'preau' }] })
    const { port } = await server.run()
    console.log(port)`
  server = spawn(process.execPath, ['--no-deprecation', '--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [words] = await once(server.stdout!, 'data')
  return Number(String(words))
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(shelf, 'preau-files-'))
  stores['folder'] = folderStore(path.join(folder, 'files'))
  const endpoint = `http://127.0.0.1:${await s3rver(path.join(folder, 's3'))}`
  bucket = {
    bucket: 'preau',
    region: 'local',
    endpoint,
    prefix: 'files/',
    forcePathStyle: true,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  }
  stores['s3'] = s3Store(bucket)
}, 30_000)
afterAll(() => {
  server.kill()
  fs.rmSync(folder, { recursive: true })
})

const newKey = (): FileKey => ({ schoolId: uuidv7(), fileId: uuidv7(), raw: randomBytes(32) })
const inParts = (bytes: Buffer, size = 10_007) =>
  Readable.from(Array.from({ length: Math.ceil(bytes.length / size) }, (_, nth) => bytes.subarray(nth * size, (nth + 1) * size)))
const put = async (store: FileStore, bytes: Buffer, key = newKey()) => ({
  key,
  stored: await writeFile(store, key, newObjectName(), inParts(bytes)),
})
const rawOf = (store: FileStore, name: string) => store.read(name, 0, 1e9).then(all)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (error: { code?: string }) => error.code ?? String(error),
  )

for (const kind of ['folder', 's3']) {
  test(`a file comes back as it was, whole or in part (${kind})`, async () => {
    const store = stores[kind]!
    for (const size of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 6_000_000]) {
      const bytes = randomBytes(size)
      const { key, stored } = await put(store, bytes)
      expect(stored.size).toBe(size)
      expect((await all(readFile(store, key, stored))).equals(bytes), `${size} bytes`).toBe(true)
      const raw = await rawOf(store, stored.name)
      expect(raw.length).toBe(sealedSizeOf(size))
      expect(createHash('sha256').update(raw).digest()).toEqual(stored.hash)
      expect(await isIntact(store, stored, stored.hash)).toBe(true)
      for (const [start, end] of [
        [0, 0],
        [size - 1, size - 1],
        [CHUNK - 2, CHUNK + 2],
        [100, 5 * CHUNK],
        [size >> 1, size],
      ] as const)
        if (start >= 0 && start < size)
          expect(
            (await all(readFile(store, key, stored, { start, end }))).equals(bytes.subarray(start, end + 1)),
            `${size}: ${start}-${end}`,
          ).toBe(true)
    }
  })

  test(`a file that was taken away is missing (${kind})`, async () => {
    const store = stores[kind]!
    const { key, stored } = await put(store, randomBytes(100))
    await store.remove(stored.name)
    expect(await codeOf(all(readFile(store, key, stored)))).toBe('vault.truncated')
  })
}

test('a file that was shortened, reordered, exchanged or changed is refused', async () => {
  const store = stores['folder']!
  const bytes = randomBytes(3 * CHUNK + 100)
  const { key, stored } = await put(store, bytes)
  const raw = await rawOf(store, stored.name)
  const chunk = (nth: number) => raw.subarray(HEADER + nth * SEALED, HEADER + (nth + 1) * SEALED)
  const head = raw.subarray(0, HEADER)
  const outcome = async (parts: Buffer[], { size = stored.size, by = key } = {}) => {
    const name = newObjectName()
    await store.write(name, Readable.from(parts))
    return codeOf(all(readFile(store, by, { name, size })))
  }
  expect(await outcome([raw])).toBe('opened')
  for (const length of [0, 10, HEADER, HEADER + 1, HEADER + SEALED, raw.length - 1])
    expect(await outcome([raw.subarray(0, length)])).toBe('vault.truncated')
  expect(await outcome([raw.subarray(0, HEADER + 3 * SEALED)], { size: 3 * CHUNK })).toBe('vault.damaged') // the third chunk is not marked as the last
  expect(await outcome([head, chunk(1), chunk(0), chunk(2), chunk(3)])).toBe('vault.damaged')
  expect(await outcome([head, chunk(0), chunk(0), chunk(2), chunk(3)])).toBe('vault.damaged')
  for (const nth of [0, 5, 9, 13, 30, HEADER, HEADER + SEALED - 1, raw.length - 1]) {
    const flipped = Buffer.from(raw)
    flipped[nth]! ^= 1
    expect(await outcome([flipped])).toBe('vault.damaged')
  }
  const again = await put(store, bytes, key)
  const other = await rawOf(store, again.stored.name)
  expect(other.subarray(HEADER, HEADER + CHUNK).equals(chunk(0).subarray(0, CHUNK))).toBe(false) // no two writings under one key stream
  expect(await outcome([head, other.subarray(HEADER)])).toBe('vault.damaged') // two writings of one file do not mix
  expect(await outcome([raw], { by: { ...key, fileId: uuidv7() } })).toBe('vault.moved')
  expect(await outcome([raw], { by: { ...key, raw: randomBytes(32) } })).toBe('vault.wrong_key')
})

test('a file that is too large or breaks off leaves nothing behind', async () => {
  const store = stores['folder']!
  const name = newObjectName()
  expect(await codeOf(writeFile(store, newKey(), name, inParts(randomBytes(1000)), 999))).toBe('vault.too_large')
  async function* breaksOff() {
    yield randomBytes(200_000)
    throw new Error('the connection was lost')
  }
  expect(await codeOf(writeFile(store, newKey(), name, breaksOff()))).toBe('Error: the connection was lost')
  expect(fs.readdirSync(path.join(folder, 'files', name.slice(0, 2))).filter((left) => left.startsWith(name))).toEqual([])
  await expect(store.read('../../etc/passwd', 0, 1)).rejects.toThrow(RangeError)
})

/** Moves so many MB through a store and back in a process of its own; says by how many MB that process grew. */
const growth = async (bucket: Bucket | undefined, megabytes: number) => {
  const script = `
    const { writeFile, readFile } = await import(${JSON.stringify(import.meta.resolve('./files.ts'))})
    const { folderStore } = await import(${JSON.stringify(import.meta.resolve('./stores.ts'))})
    const { s3Store } = await import(${JSON.stringify(import.meta.resolve('./s3.ts'))})
    const { place, bucket, megabytes } = JSON.parse(process.argv[1])
    const store = bucket ? s3Store(bucket) : folderStore(place)
    const key = { schoolId: 'school', fileId: 'file', raw: Buffer.alloc(32, 7) }
    const piece = Buffer.alloc(65_536, 'une photo de la sortie ')
    let peak = 0
    const look = () => { peak = Math.max(peak, process.memoryUsage.rss()) }
    async function* body(count) { for (let left = count * 16; left > 0; left--) { if (left % 16 === 0) look(); yield piece } }
    const move = async (count) => {
      const stored = await writeFile(store, key, 'abcdef0123456789', body(count))
      let size = 0
      for await (const bytes of readFile(store, key, stored)) { size += bytes.length; if (size % 1048576 === 0) look() }
      if (size !== count * 1048576) throw new Error('not the same size')
    }
    await move(16)
    const before = process.memoryUsage.rss()
    peak = before
    await move(megabytes)
    console.log((peak - before) / 1048576)`
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, JSON.stringify({ place: path.join(folder, 'large'), bucket, megabytes })],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const said = await all(child.stdout)
  return Number(said.toString())
}

const large = process.env['PREAU_LARGE_FILES'] ? { folder: 1024, s3: 1024 } : { folder: 256, s3: 64 }
for (const kind of ['folder', 's3'] as const)
  test(`a file of ${large[kind]} MB moves in less than 64 MB of extra memory (${kind})`, { timeout: 300_000 }, async () => {
    const grown = await growth(kind === 's3' ? bucket : undefined, large[kind])
    if (process.env['PREAU_LARGE_FILES']) console.log(`${kind}: ${large[kind]} MB, grew by ${grown.toFixed(1)} MB`)
    expect(grown).toBeLessThan(64)
  })
