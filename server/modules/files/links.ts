import { timingSafeEqual } from 'node:crypto'
import { type FileType, fileTypes } from '#contract/files.ts'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { noteRefusal } from '#kernel/system.ts'
import { VaultError } from '#vault/errors.ts'
import { readFile, type Stored, survivingFileKey } from '#vault/files.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './files.queries.ts'
import { fileTable } from './sealed.ts'
import { nameFor } from './sniffing.ts'

const LIFE = 300 // seconds
const HEAD = 21
const MARK = 24
const variants = ['whole', 'thumbnail'] as const
type Variant = (typeof variants)[number]

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

/** A link to a file for one session and five minutes. It holds a random id, a time and a mark that only this installation can make. */
export const linkTo = (
  vault: Vault,
  { schoolId, session, slug }: { schoolId: string; session: Buffer; slug: string },
  fileId: string,
  variant: Variant,
  now: Date,
) => {
  const expires = Math.floor(now.getTime() / 1000) + LIFE
  const head = Buffer.alloc(HEAD)
  head.write(fileId.replaceAll('-', ''), 0, 'hex')
  head[16] = variants.indexOf(variant)
  head.writeUInt32BE(expires, 17)
  const [mark = Buffer.alloc(0)] = vault.marks(schoolId, 'file', textOf(session, head))
  const token = Buffer.concat([head, mark.subarray(0, MARK)]).toString('base64url')
  return { url: `/s/${slug}/files/${token}`, expiresAt: new Date(expires * 1000).toISOString() }
}

/** Makes links for whoever asks, in the school of the transaction. */
export const linksFor = async (tx: Tx, vault: Vault, { schoolId, session }: Pick<Actor, 'schoolId' | 'session'>, now: Date) => {
  if (!schoolId || !session) return refuse('not_signed_in')
  const slug = (await queries.slugOf(tx, schoolId)) ?? refuse('not_found')
  return (fileId: string, variant: Variant) => linkTo(vault, { schoolId, session, slug }, fileId, variant, now)
}

/** What a token says, if it was made here, for this session, and its time is not over. */
const readToken = (vault: Vault, schoolId: string, session: Buffer, token: string, now: Date) => {
  const bytes = /^[\w-]{60}$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0)
  if (bytes.length !== HEAD + MARK) return undefined
  const [head, given] = [bytes.subarray(0, HEAD), bytes.subarray(HEAD)]
  const marks = vault.marks(schoolId, 'file', textOf(session, head))
  if (!marks.some((mark) => timingSafeEqual(mark.subarray(0, MARK), given))) return undefined
  const variant = variants[head[16] ?? -1]
  if (!variant || head.readUInt32BE(17) * 1000 <= now.getTime()) return undefined
  const hex = head.toString('hex', 0, 16)
  return { fileId: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`, variant }
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

/** Finds what a link leads to; the walls are asked anew, so that what was withdrawn a second ago is not there. */
export const openLink = async (installation: Installation, who: Who, token: string): Promise<Served> => {
  const { vault, clock } = installation
  const { schoolId, session } = who
  const asked = schoolId && session && readToken(vault, schoolId, session, token, clock.now())
  return asked ? openFile(installation, who, asked.fileId, asked.variant) : refuse('not_found')
}

/** Opens a file that exists for whoever asks. */
export const openFile = async (installation: Installation, who: Who, fileId: string, variant: Variant): Promise<Served> => {
  const { db, vault, files } = installation
  const { schoolId } = who
  if (!schoolId) return refuse('not_found')
  const actor: Actor = { ...who, purpose: 'class_life', action: 'file.open' }
  const note = noting(installation, actor)
  const opening = as(db, actor, async (tx) => {
    const file = await queries.fileById(tx, schoolId, fileId)
    if (file?.state !== 'ready') return refuse('not_found')
    const small = variant === 'thumbnail' ? await queries.thumbnailOf(tx, schoolId, fileId) : undefined
    const part = variant === 'thumbnail' ? small && { ...small, type: 'image/webp' as const } : file
    if (!part?.type || !part.hash || part.size === null) return refuse('not_found')
    const key = await survivingFileKey(vault, tx, schoolId, fileId).catch(erasedIsGone)
    const [content] = await vault.open(tx, schoolId, fileTable, [file])
    const stored = { name: part.object, size: part.size, type: part.type, hash: part.hash }
    const own = { ...key, fileId: part.id }
    return serve((range) => noted(readFile(files, own, stored, range), note), content?.name ?? '', stored)
  })
  return opening.catch(note)
}

const erasedIsGone = (error: unknown): never => {
  if (error instanceof VaultError && error.code === 'vault.erased') return refuse('not_found')
  throw error
}
