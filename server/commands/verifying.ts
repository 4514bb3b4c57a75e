import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod/mini'
import { isManifest, vouchedBy } from '#modules/privacy/manifest.ts'

const manifestIn = z.object({
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
type Listed = z.output<typeof manifestIn>['files'][number]

const sumOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(fs.createReadStream(file), hash)
  return hash.digest('hex')
}

/** What is wrong with one file of the list; nothing where it is as it was made. */
const wrongWith = async (folder: string, { path: name, sha256, damaged }: Listed): Promise<string | undefined> => {
  const file = path.join(folder, name)
  if (path.relative(folder, file).startsWith('..')) return `${name}: leads out of the folder`
  if (damaged) return undefined // it could not be read when the copy was made, and the manifest says so
  if (!fs.existsSync(file)) return `${name}: is missing`
  return (await sumOf(file)) === sha256 ? undefined : `${name}: is not as it was made`
}

const readable = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined)

/** What is wrong with a copy in a folder, in sentences; the key that signed it, for whoever did not bring one. */
export const checkFolder = async (folder: string, key?: string): Promise<{ wrong: string[]; key: string; madeAt?: string }> => {
  const [text, note] = [readable(path.join(folder, 'manifest.json')), readable(path.join(folder, 'manifest.note'))]
  if (text === undefined || note === undefined) return { wrong: ['there is no manifest.json with its manifest.note'], key: '' }
  const read = manifestIn.safeParse(JSON.parse(text))
  if (!read.success) return { wrong: ['manifest.json is not a manifest'], key: '' }
  const trusted = key ?? read.data.key
  const vouched = vouchedBy(note, trusted)
  if (!vouched) return { wrong: ['manifest.note was not signed by this key'], key: trusted }
  if (!isManifest(text, vouched)) return { wrong: ['manifest.json is not the one that was signed'], key: trusted }
  const { files } = read.data
  const wrong = (await Promise.all(files.map((one) => wrongWith(folder, one)))).filter((one) => one !== undefined)
  const known = new Set([...files.map((one) => path.normalize(one.path)), 'manifest.json', 'manifest.note'])
  const there = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const more = there.map((one) => path.relative(folder, path.join(one.parentPath, one.name))).filter((name) => !known.has(name))
  return { wrong: [...wrong, ...more.map((name) => `${name}: was not in the copy`)], key: trusted, madeAt: vouched.madeAt }
}

/** Says whether a copy is whole. */
export const verifyFolder = async (folder: string, key: string | undefined): Promise<number> => {
  const { wrong, key: used, madeAt } = await checkFolder(folder, key)
  for (const one of wrong) console.error(one)
  if (wrong.length > 0) return 1
  console.log(`Whole, and as it was made at ${madeAt}.`)
  if (!key)
    console.log(`Signed by the key that the copy itself names: compare it with the installation's page /verify/copy.\n${used}`)
  return 0
}
