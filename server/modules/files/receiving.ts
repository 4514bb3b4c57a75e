import type { ErrorCode } from '#contract/errors.ts'
import type { EventPayload } from '#contract/events.ts'
import { type FileType, type Incoming, uploadFile } from '#contract/files.ts'
import type { Preparing } from '#kernel/action.ts'
import { type Actor, as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { enqueue } from '#kernel/jobs.ts'
import { authorize } from '#kernel/permissions.ts'
import { VaultError } from '#vault/errors.ts'
import { type FileKey, fileKey, readFile, type Stored, writeFile } from '#vault/files.ts'
import { file as fileOwner } from '#vault/owners.ts'
import { type FileStore, newObjectName } from '#vault/stores.ts'
import { documentIn } from './archives.ts'
import { examine, type Kept } from './examining.ts'
import * as queries from './files.queries.ts'
import { saidIn, silenced } from './films.ts'
import { fileTable } from './sealed.ts'
import { errorOf, HEAD, type Limits, mostOf, type Sniffed, sniff } from './sniffing.ts'

const MOST_NAME = 255

export const isIncoming = (value: unknown): value is Incoming => typeof value === 'object' && value !== null && 'bytes' in value

/** What is refused leaves its trace, without the file's name. */
export const refuseFile = (code: ErrorCode, why: EventPayload<'file.refused'>['why'], details?: Record<string, unknown>): never =>
  refuse(code, details, { fact: { name: 'file.refused', payload: { why }, about: {} } })

/** The beginning of a file, and the whole of it: beginning and rest. */
export const begin = async (bytes: AsyncIterable<Buffer>) => {
  const iterator = bytes[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let length = 0
  let isOver = false
  while (length < HEAD && !isOver) {
    const { value, done } = await iterator.next()
    isOver = done === true
    if (isOver) break
    parts.push(value)
    length += value.length
  }
  const head = Buffer.concat(parts, length)
  async function* whole() {
    yield head
    if (!isOver) yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { head: head.subarray(0, HEAD), whole: whole() }
}

export const typeOf = (sniffed: Sniffed): FileType | 'archive' => {
  if (sniffed === 'heic') return refuseFile('file.heic', 'heic')
  return sniffed ?? refuseFile('file.type_refused', 'type')
}

export type New = { schoolId: string; id: string; object: string; name: string; key: FileKey }

/** The row and its key come before the bytes: whatever breaks off afterwards is found by what sweeps. */
const openFile = async (
  { db, vault, permissions, relations }: Installation,
  actor: Actor,
  name: string,
  now: Date,
): Promise<New> => {
  const [schoolId, by] = [actor.schoolId ?? refuse('not_found'), actor.personId ?? refuse('not_signed_in')]
  const [id, object] = [uuidv7(), newObjectName()]
  return as(db, actor, async (tx) => {
    await authorize(tx, permissions[uploadFile.name] ?? refuse('not_allowed'), relations, {})
    const [sealed] = await vault.seal(tx, schoolId, fileTable.table, [{ id, owners: fileOwner(id), content: { name } }])
    await queries.insertFile(tx, { schoolId, id, object, sealed: sealed ?? refuse('internal'), by, now, awaited: null })
    return { schoolId, id, object, name, key: await fileKey(vault, tx, schoolId, id) }
  })
}

/** Nothing is left of an upload that came to nothing; where even that fails, the daily sweep finds it. */
export const abandon = async ({ db, vault, log }: Installation, actor: Actor, { schoolId, id }: Pick<New, 'schoolId' | 'id'>) => {
  try {
    await as(db, actor, async (tx) => {
      await queries.deleteFiles(tx, schoolId, [id])
      await vault.destroy(tx, schoolId, [fileOwner(id)])
      await enqueue(tx, actor, 'file.clear', {})
    })
  } catch (error) {
    log.warn({ err: error }, 'an upload that broke off waits for the sweep')
  }
}

/** A film that says where it was taken, or by whose camera, is kept as one that does not. */
const withoutPlace = async (files: FileStore, key: FileKey, { name, size, hash }: Stored & { hash: Buffer }) => {
  const said = await saidIn(files, key, { name, size })
  if (said === 'tracked') return refuseFile('file.position', 'position')
  if (said === 'strange') return refuseFile('file.type_refused', 'type')
  if (said.type.length === 0) return { object: name, size, hash }
  const made = await writeFile(files, key, newObjectName(), silenced(readFile(files, key, { name, size }), said))
  return { object: made.name, size: made.size, hash: made.hash }
}

const keep = async (
  installation: Installation,
  { object, key }: New,
  sniffed: FileType | 'archive',
  body: AsyncIterable<Buffer>,
  limits: Limits,
) => {
  const { files } = installation
  const most = mostOf(sniffed, limits)
  try {
    const { size, hash } = await writeFile(files, key, object, body, most)
    if (sniffed === 'video/mp4' || sniffed === 'video/quicktime')
      return { ...(await withoutPlace(files, key, { name: object, size, hash })), type: sniffed }
    const document = sniffed === 'archive' ? await documentIn(files, key, { name: object, size }) : sniffed
    return { object, size, hash, type: document ?? refuseFile('file.type_refused', 'type') }
  } catch (error) {
    if (error instanceof VaultError && error.code === 'vault.too_large') return refuseFile('too_large', 'too_large', { most })
    throw error
  }
}

type At = Pick<Preparing<unknown, unknown>, 'installation' | 'actor'>

/** Stores a file sealed as it comes, and looks at it; whatever is refused on the way leaves no object that no row names. */
export const look = async ({ installation }: At, file: New, bytes: AsyncIterable<Buffer>, limits: Limits) => {
  const { head, whole } = await begin(bytes)
  const sniffed = typeOf(await sniff(head))
  let kept: Kept | undefined
  try {
    kept = await keep(installation, file, sniffed, whole, limits)
    const examined = await examine(installation, file.key, kept)
    if (examined.state === 'refused') return refuseFile(errorOf(examined.refusedFor), examined.refusedFor)
    return { file, kept, examined }
  } catch (error) {
    if (kept && kept.object !== file.object) await installation.files.remove(kept.object).catch(() => undefined) // no row names it
    throw error
  }
}

/** Takes a file in that comes in one piece: all before the transaction that says that it is there. */
export const receive = async ({ installation, actor, body, now }: Preparing<unknown, { file: unknown }>, limits: Limits) => {
  const upload = isIncoming(body.file) ? body.file : refuse('invalid_input')
  const { head, whole } = await begin(upload.bytes())
  typeOf(await sniff(head))
  const file = await openFile(installation, actor, upload.name.slice(-MOST_NAME), now)
  try {
    return await look({ installation, actor }, file, whole, limits)
  } catch (error) {
    await abandon(installation, actor, file)
    throw error
  }
}
