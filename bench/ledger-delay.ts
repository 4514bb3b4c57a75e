import { setTimeout as pause } from 'node:timers/promises'
import { sequencer } from '#ledger/sequencer.ts'
import type { House } from './house.ts'
import { clock, people, seed, type World } from './ledger-world.ts'

const PER_SECOND = 500
const PAUSE_MS = 200 // as in server/working/sequencing.ts

type Waited = { at: Date; size: string }

/** Writes at an even pace, whether the answers come or not, with the sequencer's own loop beside: how long until each is under a signed checkpoint. */
const delays = async (at: World, seconds: number) => {
  const order = sequencer({ pool: at.pool, seed, clock })
  while ((await order.turn()).outcome === 'ordered');
  const { rows: before } = await at.owner.query<{ size: string }>('select size from ledger.log')
  const signed: { size: number; at: number }[] = []
  const over = new AbortController()
  const turning = (async () => {
    for (let last = false; !last; await pause(PAUSE_MS)) {
      last = over.signal.aborted
      const { size, outcome } = await order.turn()
      if (outcome === 'ordered') signed.push({ size, at: Date.now() })
    }
  })()
  const writes: Promise<unknown>[] = []
  const started = Date.now()
  for (let count = 0; count < PER_SECOND * seconds; ) {
    const due = Math.min(PER_SECOND * seconds, ((Date.now() - started) / 1000) * PER_SECOND)
    for (; count < due; count++) writes.push(at.reads([people[count % people.length]!]))
    await pause(5)
  }
  await Promise.all(writes)
  over.abort()
  await turning
  const { rows } = await at.owner.query<Waited>(
    `select ledger.at(f.id) as at, b.first_index + b.leaves as size from ledger.batch b
       join ledger.fact f on (f.xid, f.eid) > (b.from_xid, b.from_eid) and (f.xid, f.eid) <= (b.to_xid, b.to_eid) where b.first_index >= $1`,
    [before[0]!.size],
  )
  if (rows.length !== PER_SECOND * seconds) throw new Error(`${rows.length} facts of ${PER_SECOND * seconds} are in the tree`)
  return rows
    .map(({ at: made, size }) => signed.find((one) => one.size >= Number(size))!.at - made.getTime())
    .sort((a, b) => a - b)
}

/** From the moment in the fact to the signature over it, by the clock. */
export const measureDelay = async ({ absolute, quick }: House, at: World) => {
  await absolute(`merge delay p99 at ${PER_SECOND} writes/s`, 'ms', { atMost: 1000 }, async () => {
    const all = await delays(at, quick ? 4 : 20)
    return all[Math.floor(all.length * 0.99)]!
  })
}
