import { buffer } from 'node:stream/consumers'
import { mostBytes } from '#contract/files.ts'
import type { Context, Preparing } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { readFile, survivingFileKey } from '#vault/files.ts'
import { file as fileOwner } from '#vault/owners.ts'
import * as queries from './files.queries.ts'
import { inTurn, type Place, unrecognisable } from './images.ts'
import { receive } from './receiving.ts'
import { conclude } from './uploading.ts'

/** Reads a picture that whoever asks has sent. */
const ownPicture = async ({ installation, actor }: Preparing<unknown, unknown>, fileId: string) => {
  const { db, vault, files } = installation
  const schoolId = actor.schoolId ?? refuse('not_found')
  const { row, key } = await as(db, actor, async (tx) => {
    const found = await queries.fileById(tx, schoolId, fileId)
    if (found?.state !== 'ready' || found.uploadedBy !== actor.personId || !found.type?.startsWith('image/'))
      return refuse('not_found')
    return { row: found, key: await survivingFileKey(vault, tx, schoolId, fileId) }
  })
  return buffer(readFile(files, key, { name: row.object, size: row.size ?? 0 }))
}

/** Makes a file of one's own from a picture that one has sent, with places on which nobody is recognised; it stands where an upload does before it is settled. */
export const receiveBlurred = async (preparing: Preparing<unknown, unknown>, fileId: string, places: readonly Place[]) => {
  const bytes = await ownPicture(preparing, fileId)
  const made = await inTurn(() => unrecognisable(bytes, places))
  async function* whole() {
    yield made
  }
  const file = { name: 'photo.jpg', bytes: whole, toJSON: () => fileId } // the name it had may say who is on it
  return receive({ ...preparing, body: { file } }, mostBytes)
}

/** Says in the transaction that what was made is there, and answers its id. */
export const keepMade = async (hands: Parameters<typeof conclude>[0], made: Parameters<typeof conclude>[1]): Promise<string> =>
  (await conclude(hands, made)) ? made.file.id : refuse('not_found')

type Dropping = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'vault' | 'emit' | 'later'>

/** Takes files away that nothing holds any more, key and all. */
export const dropFiles = async ({ tx, vault, emit, later }: Dropping, schoolId: string, ids: readonly string[]) => {
  await queries.deleteFiles(tx, schoolId, ids)
  await vault.destroy(tx, schoolId, ids.map(fileOwner))
  await later('file.clear', {})
  for (const fileId of ids) emit('file.deleted', { fileId, why: 'taken_back' })
}
