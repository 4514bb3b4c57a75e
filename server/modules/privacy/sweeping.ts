import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { endEpochs } from './ending-epochs.ts'
import { groundOf } from './ground.ts'
import { sweep } from './retention.ts'
import { sweepDirectory } from './sweeping-directory.ts'

/** Ends, every night, what the data map says is kept no longer. */
export const sweepKept = job(
  'privacy.sweep',
  'legal',
  z.object({}),
  async ({ schoolId, installation, unit }) => {
    const ground = await groundOf(installation)
    await unit(async ({ tx, vault, actor, now, emit }) => {
      const { profile } = await schoolOf(tx)
      const done = await sweep(tx, vault, ground, schoolId, profile, now)
      const epochs = await endEpochs(tx, vault, ground, schoolId, profile, now)
      const { accounts, unlinked } = await sweepDirectory(tx, vault, ground.map, profile, now)
      const sum = (what: 'due' | 'held') => done.reduce((all, one) => all + one[what], 0)
      if (done.length || epochs || accounts) emit('retention.swept', { deleted: sum('due') + accounts, held: sum('held') })
      if (unlinked) emit('ledger.entries_unlinked', { erasureId: actor.requestId, entries: unlinked })
    })
  },
  { isDaily: true },
)
