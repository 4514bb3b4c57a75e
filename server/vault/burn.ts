import { setTimeout as sleep } from 'node:timers/promises'
import {
  beginning,
  burnedWeek,
  countMoved,
  firstIndex,
  hangsOn,
  type IndexPlace,
  movedSoFar,
  type Place,
  retireWeek,
} from './burn.queries.ts'
import { type IndexSources, moveIndexBatch } from './burn-indexes.ts'
import { type Lost, moveKeyBatch } from './burn-keys.ts'
import { VaultError } from './errors.ts'
import { addWeek, liveWeeks } from './ring.queries.ts'
import { type Ring, weekOf } from './ring.ts'
import type { Transact } from './transact.ts'

/** What a burn did; a fact. */
export type Burned = { week: number; into: number; keys: number; indexes: number; dropped: number; longestLock: number }

export type Burning = {
  ring: Ring
  transact: Transact
  /** Where the values behind the blind indexes are read from. */
  sources: IndexSources
  /** When this is; the coming week is numbered by it, or, outside the rhythm, takes the next number. */
  now: Date
  /** Makes every process read the ring's folder, and returns when all have: before this, one of them might look up the past week only. */
  announce?: (week: number) => Promise<void>
  /** Everything hangs on the new week; what must be known of that before the past one is destroyed. At least once for each burn. */
  moved?: (burned: Burned) => Promise<void>
  /** The past week's key is no more. At least once for each burn. */
  destroyed?: (burned: Burned) => Promise<void>
  /** Goes on although keys in the database are damaged, and what they sealed will be lost: somebody has decided so. */
  acceptsLoss?: boolean
  /** Rows at once, at most. */
  most?: number
  /** Called between batches, so that a test or a shutdown may end the work anywhere; the next burn goes on. */
  pause?: () => Promise<void>
}

const AIM = 25 // ms that a batch may hold its rows
const MOST = 500 // keys at once: 4 ms of work between two turns of the event loop

const isLocked = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01')
const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let wait = 10; ; wait = Math.min(wait * 2, 500)) {
    try {
      return await work()
    } catch (error) {
      if (!isLocked(error)) throw error
      await sleep(wait)
    }
  }
}

/** Batches grow and shrink with what the machine can do in a short time. */
export const pacing = (most: number) => {
  let size = Math.min(100, most)
  let longest = 0
  return {
    size: () => size,
    longest: () => longest,
    took: (ms: number) => {
      longest = Math.max(longest, ms)
      size = Math.max(Math.min(20, most), Math.min(most, Math.floor(size * Math.max(0.25, Math.min(2, AIM / ms)))))
    },
  }
}
export type Pace = ReturnType<typeof pacing>

/** Nothing hangs on the week, and that is on disk: a write that is synced brings all before it along, and then we look again. */
const isEmpty = async ({ transact }: Burning, week: number) => {
  if (await transact((tx) => hangsOn(tx, week))) return false
  await transact((tx) => countMoved(tx, week, {}))
  return !(await transact((tx) => hangsOn(tx, week)))
}

const moveEverything = async (burning: Burning, from: number, to: number, pace: Pace) => {
  while (!(await isEmpty(burning, from))) {
    const lost: Lost = { keys: 0 }
    for (let at: Place | undefined = beginning; at; ) {
      const after: Place = at
      at = await patiently(() => moveKeyBatch(burning, [from, to], after, pace, lost))
      await burning.pause?.()
    }
    if (lost.first && !burning.acceptsLoss)
      throw new VaultError('vault.key_lost', { week: from, keys: lost.keys, owner: lost.first })
    for (let at: IndexPlace | undefined = firstIndex; at; ) {
      const after: IndexPlace = at
      at = await patiently(() => moveIndexBatch(burning, from, to, after, pace))
      await burning.pause?.()
    }
  }
}

/** From burn to burn, in milliseconds. */
export const RHYTHM = 7 * 86_400_000

/** Whether a burn is to be done now: the newest week is seven days old, or the last burn was cut short. */
export const isDue = async (transact: Transact, now: Date): Promise<boolean> => {
  const [newest, past] = await transact(liveWeeks)
  return past !== undefined || (newest !== undefined && now.getTime() - newest.made.getTime() >= RHYTHM)
}

/**
 * Turns the ring: every live key and blind index goes under the new week's key, then the past one is destroyed, and with it
 * whatever was wrapped under it in any backup. Cut short anywhere, the next call goes on where it stopped.
 */
export const burn = async (burning: Burning): Promise<Burned> => {
  const { ring, transact } = burning
  const [newest, past] = await transact(liveWeeks)
  if (!newest) throw new VaultError('vault.ring_stale')
  const from = past?.week ?? newest.week
  await ring.refresh()
  const prepared = ring.weeks().find((week) => week > newest.week) // by a burn that ended before anybody knew
  const into = past ? newest.week : (prepared ?? Math.max(weekOf(burning.now), newest.week + 1))
  if (!past) {
    await ring.make(into)
    await transact((tx) => addWeek(tx, into, burning.now))
  }
  await burning.announce?.(into)
  await patiently(() => transact((tx) => retireWeek(tx, from)))
  const pace = pacing(burning.most ?? MOST)
  await moveEverything(burning, from, into, pace)
  const done = {
    week: from,
    into,
    ...(await transact((tx) => movedSoFar(tx, from))),
    longestLock: Math.round(pace.longest()),
  }
  await burning.moved?.(done)
  for (const week of new Set([from, ...ring.weeks().filter((one) => one < from)])) ring.destroy(week)
  await burning.destroyed?.(done)
  await transact((tx) => burnedWeek(tx, from))
  return done
}
