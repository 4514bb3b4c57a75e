import * as z from 'zod/mini'
import { job, type Working } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { endEpochs } from './ending-epochs.ts'
import { groundOf } from './ground.ts'
import { goingOrder } from './removing.ts'
import { dryRun, sweep } from './retention.ts'
import { sweepDirectory } from './sweeping-directory.ts'
import type { Ground } from './walking.ts'

const [MOST, LEAST] = [400, 25]
/** Somebody who waits for a lock of the sweep waits no longer than a tenth of a second: half of it is where a portion is too large. */
const LONG_MS = 50

/** How many rows go next, when so many held their locks for so long. */
export const nextMost = (most: number, heldMs: number): number => {
  if (heldMs > LONG_MS) return Math.max(LEAST, most >> 1)
  return heldMs < LONG_MS / 2 ? Math.min(MOST, most * 2) : most
}

/** Ends all that is due, portion by portion, each as large as the machine bears; how many rows went. */
const sweepAll = async ({ schoolId, unit }: Working<unknown>, ground: Ground, held: number): Promise<number> => {
  const order = goingOrder(ground).map(({ table }) => table)
  let [gone, most, from] = [0, LEAST * 4, 0]
  while (true) {
    let since = performance.now()
    const locking = () => {
      since = performance.now()
    }
    const went = await unit(async ({ tx, vault, now, emit }) => {
      const { profile } = await schoolOf(tx)
      const found = await sweep(tx, vault, ground, schoolId, profile, now, { most, from, locking })
      const deleted = found.reduce((all, { due }) => all + due, 0)
      if (deleted) emit('retention.swept', { deleted, held })
      return { deleted, at: order.indexOf(found[0]?.table ?? '') }
    })
    if (went.deleted === 0 && from === 0) return gone
    gone += went.deleted
    from = Math.max(0, went.at) // what stands before it had nothing due, and is looked at once more at the end
    most = nextMost(most, performance.now() - since)
  }
}

/** Ends, every night, what the data map says is kept no longer: in portions, so that nobody waits for a lock. */
export const sweepKept = job(
  'privacy.sweep',
  'legal',
  z.object({}),
  async (working) => {
    const { schoolId, installation, unit } = working
    const ground = await groundOf(installation)
    const held = await unit(async ({ tx, now }) => {
      const { profile } = await schoolOf(tx)
      return (await dryRun(tx, ground, schoolId, profile, now)).reduce((all, one) => all + one.held, 0)
    })
    const gone = await sweepAll(working, ground, held)
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
