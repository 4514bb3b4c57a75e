import { createHash } from 'node:crypto'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import {
  contentsOf,
  digestOf,
  forCopy,
  groundOf,
  type Held,
  isEntry,
  isShown,
  type Row,
  walk,
  whomOf,
} from '#modules/privacy/index.ts'
import * as queries from './copies.queries.ts'

/** One entry of a copy: a row that holds a text or a file, and what stands for it as it is now. */
export type Entry = { one: Held; content: Row | undefined; digest: string }
/** What a copy would hold now, as whoever asked would get it. */
export type Gathered = { entries: Entry[]; seen: string }

/** Stands for all entries together: where one comes, goes or changes, it is another. */
const seenOf = (entries: readonly Entry[]) =>
  createHash('sha256')
    .update(entries.map(({ digest }) => digest).join(' '))
    .digest('base64url')

const gather = async (tx: Tx, installation: Installation, schoolId: string, personId: string): Promise<Gathered> => {
  const whom = await whomOf(tx, schoolId, personId, false)
  const all = await walk(tx, await groundOf(installation), whom)
  if (!all.some(({ roles }) => roles.has('self'))) refuse('rights.not_theirs')
  const held = all.filter(isShown)
  const contents = await contentsOf(tx, installation.vault, schoolId, held)
  const entries = held.flatMap((one) => {
    const content = contents.get(one)
    return isEntry(one, content) ? [{ one, content, digest: digestOf(one, content) }] : []
  })
  return { entries, seen: seenOf(entries) }
}

/** Through whose walls the copy of a request is looked at: whoever can no longer come in, and asks for themselves, gets what the desk finds. */
export const throughWallsOf = async ({ installation, actor, params }: Asking) => {
  const schoolId = actor.schoolId ?? nobody
  const row = await as(installation.db, actor, async (tx) => {
    const wanted = await queries.toPrepare(tx, schoolId, params.id)
    return wanted && { ...wanted, account: (await whomOf(tx, schoolId, wanted.askedBy, false)).accounts[0] ?? null }
  })
  if (!row) return undefined
  const { personId, askedBy, isGone, needsHead, isEstablished, account } = row
  if (!isEstablished) return refuse('rights.not_established')
  if (isGone && askedBy !== personId) return refuse('rights.not_theirs')
  if (isGone && needsHead) return refuse('rights.needs_head')
  const asker = isGone ? {} : { personId: askedBy, accountId: account, session: null, confirmedWithin: null }
  const reader: Actor = { ...actor, ...asker, purpose: 'legal', action: 'privacy.export' }
  return { personId, reader }
}

/**
 * Everything that the copy of a request would hold, through the walls of whoever asked: what another guardian stands in is not there, and
 * neither is what waits for the head.
 */
export const gathered = async (asking: Asking) => {
  const { installation, actor, params } = asking
  const through = await throughWallsOf(asking)
  if (!through) return undefined
  return as(installation.db, through.reader, async (tx) => {
    await forCopy(tx, params.id)
    return gather(tx, installation, actor.schoolId ?? nobody, through.personId)
  })
}
type Asking = { installation: Installation; actor: Actor; params: { id: string } }
