import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import * as z from 'zod/mini'
import { id, instant } from '#contract/endpoint.ts'
import { type FileType, fileTypes } from '#contract/files.ts'
import { refuse } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { isManifest, isOwnKey, nameOfKey, vouchedBy } from '#modules/privacy/index.ts'

const MiB = 1024 * 1024
const MOST_FILES = 20_000
/** What is said is read in one go, and everybody waits for it: ten school years of a busy pupil are a tenth of this. */
const MOST_SAID = 32 * MiB
const MOST_LISTED = 8 * MiB
const MOST_NOTED = 64 * 1024
const MOST_IN_FILE = 128 * MiB
/** What is in a copy twice more is its text, for people and for tables; photos and films do not shrink. */
const mostUnpacked = (size: number) => 4 * MOST_SAID + 2 * size

export type CopiedRow = { as: string[]; values: Record<string, unknown> }
const isTable = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one)
/** By hand: a schema looks at a million small things for as long as it takes everybody else to notice. */
const isRow = (one: unknown): one is CopiedRow =>
  typeof one === 'object' &&
  one !== null &&
  'as' in one &&
  Array.isArray(one.as) &&
  one.as.every((role) => typeof role === 'string') &&
  'values' in one &&
  isTable(one.values)
const row = z.custom<CopiedRow>(isRow)
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
  if (size > mostUnpacked(bytes.length)) refuse('copy.too_much')
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
  const unpacked = async (path: string, most: number) => {
    const entry = entries.get(path) ?? unreadable()
    if (entry.uncompressedSize > most) refuse('copy.too_much')
    return reading(async () => buffer(await zip.openReadStreamPromise(entry)))
  }
  const [manifest, note] = [await unpacked('manifest.json', MOST_LISTED), await unpacked('manifest.note', MOST_NOTED)]
  const said = await unpacked('export.json', MOST_SAID)
  const { key, files } = parsed(list, manifest)
  const vouched = vouchedBy(note.toString(), key)
  const sums = new Map(files.map(({ path, sha256 }) => [path, sha256]))
  if (!vouched || !isManifest(manifest.toString(), vouched) || sums.get('export.json') !== digest(said))
    return refuse('copy.altered')
  const { format: _, ...copy } = parsed(told, said)
  const bytesOf = async (path: string) => {
    if (!sums.get(path)) return undefined
    const found = await unpacked(path, MOST_IN_FILE)
    return digest(found) === sums.get(path) ? found : refuse('copy.altered')
  }
  return { ...copy, signedBy: nameOfKey(key), isOurs: isOwnKey(installation, key), bytesOf }
}
