import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import { uuidv7 } from '#kernel/ids.ts'
import { signManifest } from '#modules/privacy/manifest.ts'
import { zipOf } from '#server/serving/exports.ts'
import { classOf, guard, openWorld, type Person, person, type World } from './world.ts'

const item = (path: string, bytes: Buffer) => ({
  path,
  async *bytes() {
    yield bytes
  },
})

type Told = { tables?: unknown[]; files?: { path: string; type: string; bytes: Buffer }[] }

/** A copy as some Préau would hand it out: what it says, signed by whoever stands behind `world`. */
export const smallCopy = async (
  { installation }: Pick<World, 'installation'>,
  { tables = [], files = [] }: Told = {},
): Promise<Buffer> => {
  const [exportId, madeAt] = [uuidv7(), new Date().toISOString()]
  const listed = files.map(({ path, type, bytes }) => ({ table: 'public.file', id: uuidv7(), path, type, size: bytes.length }))
  const said = Buffer.from(
    JSON.stringify({ exportId, format: 'preau-export/1', madeAt, school: 'École d’avant', tables, files: listed }),
  )
  const all = [{ path: 'export.json', bytes: said }, ...files]
  const sums = all.map(({ path, bytes }) => ({
    path,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  const { manifest, note } = signManifest(installation, { exportId, madeAt }, sums)
  const papers = [item('manifest.json', Buffer.from(manifest)), item('manifest.note', Buffer.from(note))]
  return buffer(zipOf([...all.map(({ path, bytes }) => item(path, bytes)), ...papers]))
}

/** The files of an archive, by their paths. */
export const unzipped = async (bytes: Buffer): Promise<Map<string, Buffer>> => {
  const found = new Map<string, Buffer>()
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return found
}

export type FamilyHouse = { world: World; noor: Person; amal: Person; karim: Person; olga: Person; rosa: Person }
/** An installation with a school in which nothing has happened but that Noor came; `copiesFrom`: whom it may ask for copies. */
export const familyHouse = async (copiesFrom: string[] = []): Promise<FamilyHouse> => {
  const world = await openWorld({ copiesFrom })
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  const karim = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  const olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  await classOf(world, '6B', [rosa], [noor])
  for (const guardian of [amal, karim]) await guard(world, guardian, noor)
  return { world, noor, amal, karim, olga, rosa }
}
