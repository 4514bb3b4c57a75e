import * as z from 'zod/mini'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { job, type Working } from '#kernel/job.ts'
import { survivingFileKey } from '#vault/files.ts'
import { newObjectName } from '#vault/stores.ts'
import { type Examined, examine, type Kept } from './examining.ts'
import * as queries from './files.queries.ts'

type At = Pick<Working<unknown>, 'installation' | 'schoolId' | 'unit'>

/** Says what looking came to. Of what is refused only the word stays: its object goes. */
const conclude = ({ schoolId, unit }: At, id: string, kept: Kept, examined: Examined) =>
  unit(async ({ tx, now, emit, later }) => {
    if (examined.state === 'scanning') return later('file.check', { fileId: id }, { afterSeconds: 300, key: `file.check:${id}` })
    const outcome = examined.state === 'ready' ? examined : { ...examined, kept: { ...kept, object: newObjectName() } }
    if (!(await queries.decide(tx, 'scanning', { schoolId, id, by: nobody, now, ...outcome }))) return
    if (examined.state === 'ready' && examined.thumbnail) await queries.insertThumbnail(tx, schoolId, id, examined.thumbnail, now)
    if (examined.state === 'ready') emit('file.checked', { fileId: id })
    else emit('file.refused', { fileId: id, why: examined.refusedFor })
    await later('file.clear', {})
  })

const checkOne = async (at: At, id: string) => {
  const { installation, schoolId, unit } = at
  const found = await unit(async ({ tx, vault }) => {
    const row = await queries.fileById(tx, schoolId, id)
    if (row?.state !== 'scanning') return undefined
    return { row, key: await survivingFileKey(vault, tx, schoolId, id) }
  })
  if (!found) return
  const { type, size, hash, object } = found.row
  if (!type || !hash || size === null) return refuse('internal')
  const kept = { object, size, hash, type }
  await conclude(at, id, kept, await examine(installation, found.key, kept))
}

/** Shows files to the scanner that could not be asked when they came: one, or all that still wait. */
export const checkFiles = job(
  'file.check',
  'security',
  z.object({ fileId: z.optional(z.uuid()) }),
  async ({ payload, installation, schoolId, unit }) => {
    const ids = payload.fileId ? [payload.fileId] : (await unit(({ tx }) => queries.waiting(tx, schoolId))).map(({ id }) => id)
    for (const id of ids) await checkOne({ installation, schoolId, unit }, id)
  },
  { isDaily: true },
)
