import { timingSafeEqual } from 'node:crypto'
import { type FileType, fileTypes } from '#contract/files.ts'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { noteRefusal } from '#kernel/system.ts'
import { VaultError } from '#vault/errors.ts'
import { type FileKey, readFile, type Stored, survivingFileKey } from '#vault/files.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './files.queries.ts'
import { fileTable } from './sealed.ts'
import { nameFor } from './sniffing.ts'

const LIFE = 300 // seconds
const HEAD = 21
const ID = 16
const MARK = 24
const variants = ['whole', 'thumbnail'] as const
export type Variant = (typeof variants)[number]

/** What a link leads to; `read` gives the bytes of a part as they come. */
export type Served = {
  name: string
  type: string
  size: number
  etag: string
  /** Shown in the page; everything else is saved. */
  isInline: boolean
  read: (range: { start: number; end: number }) => AsyncGenerator<Buffer>
}

const textOf = (session: Buffer, head: Buffer) => `${session.toString('hex')} ${head.toString('hex')}`

const idIn = (bytes: Buffer) => {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * A link to a file for one session and five minutes. It holds a random id, a time and a mark that only this installation can make; and, where the
 * file is opened in a copy that the desk looks through, the request that the copy answers.
 */
export const linkTo = (
  vault: Vault,
  { schoolId, session, slug }: { schoolId: string; session: Buffer; slug: string },
  fileId: string,
  variant: Variant,
  now: Date,
  copy?: string,
) => {
  const expires = Math.floor(now.getTime() / 1000) + LIFE
  const head = Buffer.alloc(copy ? HEAD + ID : HEAD)
  head.write(fileId.replaceAll('-', ''), 0, 'hex')
  head[ID] = variants.indexOf(variant)
  head.writeUInt32BE(expires, ID + 1)
  if (copy) head.write(copy.replaceAll('-', ''), HEAD, 'hex')
  const [mark = Buffer.alloc(0)] = vault.marks(schoolId, 'file', textOf(session, head))
  const token = Buffer.concat([head, mark.subarray(0, MARK)]).toString('base64url')
  return { url: `/s/${slug}/files/${token}`, expiresAt: new Date(expires * 1000).toISOString() }
}

/** Makes links for whoever asks, in the school of the transaction. */
export const linksFor = async (tx: Tx, vault: Vault, { schoolId, session }: Pick<Actor, 'schoolId' | 'session'>, now: Date) => {
  if (!schoolId || !session) return refuse('not_signed_in')
  const slug = (await queries.slugOf(tx, schoolId)) ?? refuse('not_found')
  return (fileId: string, variant: Variant, copy?: string) =>
    linkTo(vault, { schoolId, session, slug }, fileId, variant, now, copy)
}

/** Which file a link leads to, and in which copy. */
export type Led = { fileId: string; variant: Variant; copy: string | undefined }

/** What a token says, if it was made here, for this session, and its time is not over. */
const readToken = (vault: Vault, schoolId: string, session: Buffer, token: string, now: Date): Led | undefined => {
  const bytes = /^[\w-]{60,82}$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0)
  const inCopy = bytes.length === HEAD + ID + MARK
  if (!inCopy && bytes.length !== HEAD + MARK) return undefined
  const [head, given] = [bytes.subarray(0, -MARK), bytes.subarray(-MARK)]
  const marks = vault.marks(schoolId, 'file', textOf(session, head))
  if (!marks.some((mark) => timingSafeEqual(mark.subarray(0, MARK), given))) return undefined
  const variant = variants[head[ID] ?? -1]
  if (!variant || head.readUInt32BE(ID + 1) * 1000 <= now.getTime()) return undefined
  return { fileId: idIn(head.subarray(0, ID)), variant, copy: inCopy ? idIn(head.subarray(HEAD)) : undefined }
}

/** What was damaged or moved leaves its fact, even where it shows in the middle of a file: in a transaction of its own. */
const noting =
  (installation: Noting, actor: Actor) =>
  async (error: unknown): Promise<never> => {
    await noteRefusal(installation, { ...actor, session: null }, error)
    throw error
  }
type Noting = Parameters<typeof noteRefusal>[0]

async function* noted(bytes: AsyncGenerator<Buffer>, note: (error: unknown) => Promise<never>): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    await note(error)
  }
}

const serve = (read: Served['read'], name: string, row: Stored & { type: FileType; hash: Buffer }): Served => ({
  name: nameFor(name, row.type),
  type: row.type,
  size: row.size,
  etag: `"${row.hash.toString('base64url').slice(0, 22)}"`,
  isInline: fileTypes[row.type].kind !== 'document',
  read,
})

type Who = Omit<Actor, 'purpose' | 'action'>
/** Where the bytes of a file lie, what they are, and the key that opens them. */
export type Lying = { name: string; stored: Stored & { type: FileType; hash: Buffer }; key: FileKey }

/** Serves bytes that some wall has let through to whoever asks. */
export const servedFrom = (
  installation: Noting & Pick<Installation, 'files'>,
  actor: Actor,
  { name, stored, key }: Lying,
): Served => serve((range) => noted(readFile(installation.files, key, stored, range), noting(installation, actor)), name, stored)

type Opening = (installation: Installation, who: Who, led: Led & { copy: string }) => Promise<Served>
/** Finds what a link leads to; the walls are asked anew, so that what was withdrawn a second ago is not there. */
export const openLink = async (installation: Installation, who: Who, token: string, openInCopy: Opening): Promise<Served> => {
  const { vault, clock } = installation
  const { schoolId, session } = who
  const led = schoolId && session ? readToken(vault, schoolId, session, token, clock.now()) : undefined
  if (!led) return refuse('not_found')
  const { copy, fileId, variant } = led
  return copy ? openInCopy(installation, who, { ...led, copy }) : openFile(installation, who, fileId, variant)
}

/** Opens a file that exists for whoever asks. */
export const openFile = async (installation: Installation, who: Who, fileId: string, variant: Variant): Promise<Served> => {
  const { db, vault } = installation
  const { schoolId } = who
  if (!schoolId) return refuse('not_found')
  const actor: Actor = { ...who, purpose: 'class_life', action: 'file.open' }
  const opening = as(db, actor, async (tx) => {
    const file = await queries.fileById(tx, schoolId, fileId)
    if (file?.state !== 'ready') return refuse('not_found')
    const small = variant === 'thumbnail' ? await queries.thumbnailOf(tx, schoolId, fileId) : undefined
    const part = variant === 'thumbnail' ? small && { ...small, type: 'image/webp' as const } : file
    if (!part?.type || !part.hash || part.size === null) return refuse('not_found')
    const key = await survivingFileKey(vault, tx, schoolId, fileId).catch(erasedIsGone)
    const [content] = await vault.open(tx, schoolId, fileTable, [file])
    const stored = { name: part.object, size: part.size, type: part.type, hash: part.hash }
    return servedFrom(installation, actor, { name: content?.name ?? '', stored, key: { ...key, fileId: part.id } })
  })
  return opening.catch(noting(installation, actor))
}

const erasedIsGone = (error: unknown): never => {
  if (error instanceof VaultError && error.code === 'vault.erased') return refuse('not_found')
  throw error
}
