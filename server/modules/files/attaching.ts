import type { AttachmentTarget } from '#contract/files.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import * as queries from './files.queries.ts'

type Hands = { tx: Tx; actor: Actor; now: Date }

/** Attaches one's own uploads to something, in this order; from now on whoever sees that sees them. Who may, the wall of the target says. */
export const attach = async ({ tx, actor, now }: Hands, kind: AttachmentTarget, targetId: string, fileIds: readonly string[]) => {
  const [schoolId, by] = [actor.schoolId ?? refuse('not_found'), actor.personId ?? refuse('not_signed_in')]
  const own = new Set((await queries.ownUploads(tx, schoolId, by, fileIds)).map(({ id }) => id))
  if (!fileIds.every((id) => own.has(id))) refuse('not_found')
  const rows = fileIds.map((fileId, place) => ({ id: uuidv7(), fileId, targetKind: kind, targetId, place, by, now }))
  if (rows.length > 0) await queries.insertAttachments(tx, schoolId, rows)
}
