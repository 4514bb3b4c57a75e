import { mostBytes, uploadFile } from '#contract/files.ts'
import { type Context, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { described } from './describing.ts'
import type { Examined, Kept } from './examining.ts'
import * as queries from './files.queries.ts'
import { type look, receive } from './receiving.ts'
import type { Limits } from './sniffing.ts'

type Looked = Awaited<ReturnType<typeof look>>

const keptIn = (examined: Examined, kept: Kept) => (examined.state === 'ready' ? examined.kept : kept)

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'now' | 'emit' | 'later'>

/** Says that a file is there that was stored and looked at; of two who do at once, one is told that it was not theirs. */
export const conclude = async ({ tx, actor, now, emit, later }: Hands, { file, kept, examined }: Looked) => {
  const [{ schoolId, id }, { state }] = [file, examined]
  const by = actor.personId ?? refuse('not_signed_in')
  const row = { schoolId, id, by, now, state, kept: keptIn(examined, kept), of: file.object }
  if (!(await queries.decide(tx, 'uploading', row))) return false
  if (examined.state === 'ready' && examined.thumbnail) await queries.insertThumbnail(tx, schoolId, id, examined.thumbnail, now)
  if (row.kept.object !== file.object) await later('file.clear', {}) // what came was replaced by what is kept
  if (state === 'scanning') await later('file.check', { fileId: id }, { afterSeconds: 60, key: `file.check:${id}` })
  emit('file.uploaded', { fileId: id, state }, { subject: by })
  return true
}

/** The upload, for files of up to these sizes: when the transaction begins, the file is stored and has been looked at. */
export const uploadUpTo = (limits: Limits) =>
  preparedAction(
    uploadFile,
    (preparing) => receive(preparing, limits),
    async ({ tx, actor, vault, ready, now, emit, later }) => {
      if (!(await conclude({ tx, actor, now, emit, later }, ready))) refuse('not_found')
      return described(tx, vault, ready.file.schoolId, ready.file.id)
    },
  )

export const upload = uploadUpTo(mostBytes)
