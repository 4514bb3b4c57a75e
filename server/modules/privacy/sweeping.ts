import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { endEpochs } from './ending-epochs.ts'
import { groundOf } from './ground.ts'
import { dryRun, sweep } from './retention.ts'
import { sweepDirectory } from './sweeping-directory.ts'

/** Ends, every night, what the data map says is kept no longer: in portions, so that nobody waits for a lock. */
export const sweepKept = job(
  'privacy.sweep',
  'legal',
  z.object({}),
  async ({ schoolId, installation, unit }) => {
    const ground = await groundOf(installation)
    const held = await unit(async ({ tx, now }) => {
      const { profile } = await schoolOf(tx)
      return (await dryRun(tx, ground, schoolId, profile, now)).reduce((all, one) => all + one.held, 0)
    })
    const portion = () =>
      unit(async ({ tx, vault, now, emit }) => {
        const { profile } = await schoolOf(tx)
        const deleted = (await sweep(tx, vault, ground, schoolId, profile, now)).reduce((all, { due }) => all + due, 0)
        if (deleted) emit('retention.swept', { deleted, held })
        return deleted
      })
    let gone = 0
    for (let deleted = await portion(); deleted > 0; deleted = await portion()) gone += deleted
    await unit(async ({ tx, vault, actor, now, emit }) => {
      const { profile } = await schoolOf(tx)
      const epochs = await endEpochs(tx, vault, ground, schoolId, profile, now)
      const { accounts, unlinked } = await sweepDirectory(tx, vault, ground.map, profile, now)
      if (epochs || accounts || (held && !gone)) emit('retention.swept', { deleted: accounts, held })
      if (unlinked) emit('ledger.entries_unlinked', { erasureId: actor.requestId, entries: unlinked })
    })
  },
  { isDaily: true },
)
