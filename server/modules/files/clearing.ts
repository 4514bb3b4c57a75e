import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import { file as fileOwner } from '#vault/owners.ts'
import * as queries from './files.queries.ts'

const nothing = z.object({})

/** Takes away uploads that stayed unfinished, and files that nothing holds, after a day; key and all. */
export const sweepFiles = job(
  'file.sweep',
  'administration',
  nothing,
  async ({ schoolId, unit }) => {
    const sweep = () =>
      unit(async ({ tx, vault, now, emit, later }) => {
        const gone = await queries.forgotten(tx, schoolId, now)
        if (gone.length === 0) return 0
        const ids = gone.map(({ id }) => id)
        await queries.deleteFiles(tx, schoolId, ids)
        await vault.destroy(tx, schoolId, ids.map(fileOwner))
        for (const { id, why } of gone) emit('file.deleted', { fileId: id, why })
        await later('file.clear', {})
        return gone.length
      })
    while ((await sweep()) > 0);
  },
  { isDaily: true },
)

/** Takes out of the store what no row names any more. First the object, then its name: done twice, it does no harm. */
export const clearStore = job(
  'file.clear',
  'administration',
  nothing,
  async ({ installation, schoolId, unit }) => {
    for (;;) {
      const objects = (await unit(({ tx }) => queries.discarded(tx, schoolId))).map(({ object }) => object)
      if (objects.length === 0) return
      for (const object of objects) await installation.files.remove(object)
      await unit(({ tx }) => queries.cleared(tx, schoolId, objects))
    }
  },
  { isDaily: true },
)
