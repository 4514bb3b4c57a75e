import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { uuidv7 } from '#kernel/ids.ts'
import { signManifest } from '#modules/privacy/manifest.ts'
import { zipOf } from '#server/serving/exports.ts'
import type { World } from './world.ts'

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
