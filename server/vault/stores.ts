import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'

/** Where sealed files are: a folder, or anything that speaks S3. Names are random, so that they say nothing. */
export type FileStore = {
  /** Keeps an object, whole or not at all. */
  readonly write: (name: string, body: AsyncIterable<Buffer>) => Promise<void>
  /** The bytes from `start` to `end` inclusive, or as far as there are any; nothing where there is no such object. */
  readonly read: (name: string, start: number, end: number) => Promise<AsyncIterable<Uint8Array>>
  readonly remove: (name: string) => Promise<void>
  readonly describe: () => { readonly kind: 'folder' | 's3'; readonly id: string }
}

const NAME = /^[0-9a-f-]{16,64}$/
const checked = (name: string) => {
  if (!NAME.test(name)) throw new RangeError('the name of a stored file is hexadecimal')
  return name
}
/** A name for an object: random, and a UUID, so that a column of that type can hold it. */
export const newObjectName = (): string => randomUUID()

const syncFolder = async (folder: string) => {
  const handle = await fs.promises.open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code

/** Files in a folder: written beside, synced, then renamed. */
export const folderStore = (root: string): FileStore => {
  const placeOf = (name: string) => path.join(root, checked(name).slice(0, 2), name)
  return {
    write: async (name, body) => {
      const file = placeOf(name)
      await fs.promises.mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      const draft = `${file}.${randomBytes(4).toString('hex')}.draft`
      const handle = await fs.promises.open(draft, 'wx', 0o600)
      try {
        for await (const bytes of body) await handle.writeFile(bytes)
        await handle.sync()
        await handle.close()
        await fs.promises.rename(draft, file)
      } catch (error) {
        await handle.close().catch(() => undefined)
        await fs.promises.rm(draft, { force: true })
        throw error
      }
      await syncFolder(path.dirname(file))
    },
    read: async (name, start, end) => {
      const file = placeOf(name)
      const handle = await fs.promises
        .open(file, 'r')
        .catch((error: unknown) => (hasCode(error, 'ENOENT') ? undefined : Promise.reject(error)))
      return handle ? handle.createReadStream({ start, end, highWaterMark: 65_552 }) : Readable.from([])
    },
    remove: async (name) => {
      const file = placeOf(name)
      const folder = path.dirname(file)
      const there = await fs.promises.readdir(folder).catch(() => []) // a process that was killed has left its draft
      const all = there.filter((one) => one === name || (one.startsWith(`${name}.`) && one.endsWith('.draft')))
      await Promise.all(all.map((one) => fs.promises.rm(path.join(folder, one), { force: true })))
    },
    describe: () => ({ kind: 'folder', id: path.basename(root) }),
  }
}
