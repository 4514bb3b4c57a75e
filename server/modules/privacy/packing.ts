import { createHash } from 'node:crypto'
import { type Actor, as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { personalTables, storedIn } from '#kernel/personal-data.ts'
import { noteRefusal } from '#kernel/system.ts'
import { VaultError } from '#vault/errors.ts'
import { type FileKey, readFile, type Stored } from '#vault/files.ts'
import { file as fileOwner } from '#vault/owners.ts'
import type { ExportedFile } from './exported-files.ts'
import { type Listed, type Made, signManifest } from './manifest.ts'
import { ask, asPrivacy, forCopy } from './statements.queries.ts'

/** One file of an archive; its bytes are asked for when its turn has come. */
export type Item = { path: string; bytes: () => AsyncIterable<Buffer> }
/** The request whose looked-through copy it is. */
type Copy = string | null | undefined
type Opened = Map<string, { key: FileKey; stored: Stored }>

/** Where the files of an export are, and their keys: the walls are asked anew, and what was erased meanwhile is not among them. */
const openFiles = (
  { db, vault, dataMap }: Installation,
  actor: Actor,
  files: readonly ExportedFile[],
  copy: Copy,
): Promise<Opened> =>
  as(db, actor, async (tx) => {
    await forCopy(tx, copy)
    const schoolId = actor.schoolId ?? refuse('not_found')
    const opened: Opened = new Map()
    for (const table of personalTables(dataMap)) {
      const stored = storedIn(table)
      const ids = files.flatMap((one) => (one.table === table.table ? [one.id] : []))
      if (!stored || ids.length === 0) continue
      const { bytes } = stored.column
      const text = `select ${bytes.key} as id, ${stored.name} as name, ${bytes.size} as size from ${table.table} where school_id = $1::uuid and ${bytes.key} = any ($2::uuid[])`
      const rows = await asPrivacy(tx, () => ask<Stored & { id: string }>(tx, text, [schoolId, ids]))
      const keys = await vault.survivingKeys(
        tx,
        schoolId,
        rows.map(({ id }) => fileOwner(id)),
      )
      for (const [nth, { id, name, size }] of rows.entries()) {
        const raw = keys[nth]
        if (raw) opened.set(id, { key: { schoolId, fileId: id, raw }, stored: { name, size: Number(size) } })
      }
    }
    return opened
  })

/** The same bytes, and at their end what the manifest says of them. */
const listed = (manifest: Listed[], { path, bytes }: Item): Item => ({
  path,
  bytes: async function* () {
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of bytes()) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
    manifest.push({ path, size, sha256: hash.digest('hex') })
  },
})

const inOneGo = (path: string, text: string): Item => ({
  path,
  bytes: async function* () {
    yield Buffer.from(text)
  },
})

/** An archive of pages and of files as they were given, opened one by one as they are read; last a manifest of them all, and its signature. */
export const pack = async (
  installation: Installation,
  who: Omit<Actor, 'purpose' | 'action'>,
  pages: Readonly<Record<string, string>>,
  files: readonly ExportedFile[],
  made: Made,
  copy?: Copy,
): Promise<Item[]> => {
  const actor: Actor = { ...who, purpose: 'legal', action: 'privacy.export' }
  const opened = await openFiles(installation, actor, files, copy)
  const manifest: Listed[] = []
  const fileItem = ({ id, path }: ExportedFile): Item[] => {
    const found = opened.get(id)
    if (!found) return []
    const whole = listed(manifest, { path, bytes: () => readFile(installation.files, found.key, found.stored) })
    async function* bytes() {
      try {
        yield* whole.bytes()
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        manifest.push({ path, damaged: true }) // one that cannot be read does not cost the person all the others
        await noteRefusal(installation, { ...actor, session: null }, error)
      }
    }
    return [{ path, bytes }]
  }
  return [
    ...Object.entries(pages).map(([path, text]) => listed(manifest, inOneGo(path, text))),
    ...files.flatMap(fileItem),
    { path: 'manifest.json', bytes: () => inOneGo('', signManifest(installation, made, manifest).manifest).bytes() },
    { path: 'manifest.note', bytes: () => inOneGo('', signManifest(installation, made, manifest).note).bytes() },
  ]
}
