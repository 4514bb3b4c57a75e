import { mostBytes, uploadFile } from '#contract/files.ts'
import { preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { described } from './describing.ts'
import type { Examined, Kept } from './examining.ts'
import * as queries from './files.queries.ts'
import { receive } from './receiving.ts'
import type { Limits } from './sniffing.ts'

const keptIn = (examined: Examined, kept: Kept) => (examined.state === 'ready' ? examined.kept : kept)

/** The upload, for files of up to these sizes: when the transaction begins, the file is stored and has been looked at. */
export const uploadUpTo = (limits: Limits) =>
  preparedAction(
    uploadFile,
    (preparing) => receive(preparing, limits),
    async ({ tx, actor, vault, ready, now, emit, later }) => {
      const { file, kept, examined } = ready
      const [{ schoolId, id }, { state }] = [file, examined]
      const by = actor.personId ?? refuse('not_signed_in')
      const row = { schoolId, id, by, now, state, kept: keptIn(examined, kept) }
      if (!(await queries.decide(tx, 'uploading', row))) refuse('not_found')
      if (examined.state === 'ready' && examined.thumbnail)
        await queries.insertThumbnail(tx, schoolId, id, examined.thumbnail, now)
      if (row.kept.object !== file.object) await later('file.clear', {}) // what came was replaced by what is kept
      if (state === 'scanning') await later('file.check', { fileId: id }, { afterSeconds: 60, key: `file.check:${id}` })
      emit('file.uploaded', { fileId: id, state }, { subject: by })
      return described(tx, vault, schoolId, id)
    },
  )

export const upload = uploadUpTo(mostBytes)
