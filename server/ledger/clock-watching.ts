import type pg from 'pg'
import type { Clock } from '#kernel/clock.ts'

/** Milliseconds: how far the database's clock is ahead of this process's, and how far this one has jumped since the look before. */
export type ClockReading = { offset: number; jump: number }

/** From here on a difference is written down at once, not only by the hour. */
export const NOTICED_MS = 250
/** From here on it is an alarm: two facts of one second could stand in the wrong order. */
export const LARGEST_MS = 2_000
const HOUR_MS = 3_600_000

/** Compares the clock with the database's, and with one that nobody sets. */
export const clockReader = (pool: pg.Pool, clock: Clock, steady: () => number): (() => Promise<ClockReading>) => {
  let before: { at: number; steady: number } | undefined
  return async () => {
    const asked = clock.now().getTime()
    const { rows } = await pool.query<{ at: string }>('select extract(epoch from clock_timestamp()) * 1000 as at')
    const now = { at: clock.now().getTime(), steady: steady() }
    const jump = before ? Math.round(now.at - before.at - (now.steady - before.steady)) : 0
    before = now
    return { offset: Math.round(Number(rows[0]!.at) - (asked + now.at) / 2), jump }
  }
}

export const isWrong = ({ offset, jump }: ClockReading): boolean => Math.abs(offset) >= LARGEST_MS || Math.abs(jump) >= LARGEST_MS

/** Whether a reading is to be written down: by the hour, after a jump, and when the difference has become another. */
export const worthRecording = (): ((reading: ClockReading, now: Date) => boolean) => {
  let last: { offset: number; at: number } | undefined
  return ({ offset, jump }, now) => {
    const isDue = !last || now.getTime() - last.at >= HOUR_MS
    const isOther = Math.abs(offset - (last?.offset ?? offset)) >= NOTICED_MS
    if (!isDue && !isOther && Math.abs(jump) < NOTICED_MS) return false
    last = { offset, at: now.getTime() }
    return true
  }
}
