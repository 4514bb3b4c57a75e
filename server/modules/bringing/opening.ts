import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import * as z from 'zod/mini'
import { id, instant } from '#contract/endpoint.ts'
import { type FileType, fileTypes } from '#contract/files.ts'
import { refuse } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { isManifest, isOwnKey, nameOfKey, vouchedBy } from '#modules/privacy/index.ts'

const MOST_FILES = 20_000
const MOST_BYTES = 512 * 1024 * 1024
const MOST_TEXT = 128 * 1024 * 1024

const row = z.object({ as: z.array(z.string()), values: z.record(z.string(), z.unknown()) })
export type CopiedRow = z.output<typeof row>
const types = Object.keys(fileTypes) as FileType[]
const told = z.object({
  format: z.literal('preau-export/1'),
  exportId: id,
  madeAt: instant,
  school: z.string().check(z.maxLength(200)),
  tables: z.array(z.object({ table: z.string().check(z.regex(/^[a-z_]{1,30}\.[a-z_]{1,60}$/)), rows: z.array(row) })),
  files: z.array(
    z.object({ table: z.string(), id, path: z.string().check(z.maxLength(300)), type: z.enum(types), size: z.int() }),
  ),
})
const list = z.object({
  key: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      size: z.optional(z.int()),
      sha256: z.optional(z.string()),
      damaged: z.optional(z.literal(true)),
    }),
  ),
})

/** A copy that is whole and as it was made: what it says, who signed it, and the bytes of each of its files. */
export type Copy = Omit<z.output<typeof told>, 'format'> & {
  signedBy: string
  isOurs: boolean
  /** The bytes of a file, which are what the manifest says; nothing where it could not be read when the copy was made. */
  bytesOf: (path: string) => Promise<Buffer | undefined>
}

const unreadable = () => refuse('copy.unreadable')
const reading = <T>(step: () => Promise<T>): Promise<T> => step().catch(unreadable)

const openZip = async (bytes: Buffer): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> => {
  const zip = await reading(() => yauzl.fromBufferPromise(bytes, { lazyEntries: true }))
  if (zip.entryCount > MOST_FILES) refuse('copy.too_much')
  const entries = new Map<string, Entry>()
  let size = 0
  await reading(async () => {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  })
  for (const entry of entries.values()) size += entry.uncompressedSize
  if (size > MOST_BYTES) refuse('copy.too_much')
  return { zip, entries }
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const parsed = <T>(shape: z.ZodMiniType<T>, bytes: Buffer): T => {
  try {
    return shape.parse(JSON.parse(bytes.toString()))
  } catch {
    return unreadable()
  }
}

/** Opens a copy that somebody took along, and refuses one that is not, to the last byte of what it says, as it was made and signed. */
export const openCopy = async (installation: Pick<Installation, 'published' | 'origin'>, bytes: Buffer): Promise<Copy> => {
  const { zip, entries } = await openZip(bytes)
  const unpacked = async (path: string) => {
    const entry = entries.get(path) ?? unreadable()
    if (entry.uncompressedSize > MOST_TEXT) refuse('copy.too_much')
    return reading(async () => buffer(await zip.openReadStreamPromise(entry)))
  }
  const [said, manifest, note] = [await unpacked('export.json'), await unpacked('manifest.json'), await unpacked('manifest.note')]
  const { key, files } = parsed(list, manifest)
  const vouched = vouchedBy(note.toString(), key)
  const sums = new Map(files.map(({ path, sha256 }) => [path, sha256]))
  if (!vouched || !isManifest(manifest.toString(), vouched) || sums.get('export.json') !== digest(said))
    return refuse('copy.altered')
  const { format: _, ...copy } = parsed(told, said)
  const bytesOf = async (path: string) => {
    if (!sums.get(path)) return undefined
    const found = await unpacked(path)
    return digest(found) === sums.get(path) ? found : refuse('copy.altered')
  }
  return { ...copy, signedBy: nameOfKey(key), isOurs: isOwnKey(installation, key), bytesOf }
}
