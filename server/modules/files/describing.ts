import type { AttachmentTarget, SharedFile } from '#contract/files.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './files.queries.ts'
import { fileTable } from './sealed.ts'

/** A file as it is shown to whoever sees it. */
export const described = async (tx: Tx, vault: Vault, schoolId: string, id: string): Promise<SharedFile> => {
  const row = (await queries.fileById(tx, schoolId, id)) ?? refuse('not_found')
  const [content] = await vault.open(tx, schoolId, fileTable, [row])
  const { state, refusedFor, type, size, width, height, thumbnailId, uploadedBy, uploadedAt } = row
  return {
    ...{ id, state, refusedFor, type, size, width, height },
    name: content?.name ?? '',
    hasThumbnail: thumbnailId !== null,
    uploadedBy: uploadedBy ?? nobody,
    uploadedAt: uploadedAt.toISOString(),
  }
}

/** What is attached to something, in order, for whoever sees that: names and sizes; a file itself is asked for by its id, which is a fact. */
export const filesOf = async (tx: Tx, vault: Vault, schoolId: string, kind: AttachmentTarget, targetId: string) => {
  const rows = await queries.attachedTo(tx, schoolId, kind, targetId)
  const contents = await vault.openSurviving(tx, schoolId, fileTable, rows)
  const files = rows.map(({ id, size, state, type }, nth) => ({ id, size, state, type, name: contents[nth]?.name ?? '' }))
  // The photos of a post are shown by the room that knows how far they go.
  return files.flatMap(({ type, ...file }) => (kind === 'post' && type?.startsWith('image/') ? [] : [file]))
}
