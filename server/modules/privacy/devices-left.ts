import { dayAfter } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Step } from './planning.ts'

/** For how many days a device shows what it keeps, counted from when it last called; a day more, since clocks of devices differ. */
const SHOWN = 'P31D'

/** A device that may still keep a copy: of its session nothing is known but the digest of the token. */
export type DeviceLeft = { id: string; tokenDigest: Buffer; untilOn: string }

/** The devices of sessions that go with somebody, where they may keep what was read: none of those that others use as well, and none that has been silent for too long. */
export const devicesLeft = (steps: readonly Step[], now: Date, timeZone: string): DeviceLeft[] =>
  steps.flatMap(({ held: { table, row }, outcome }) => {
    const [token, seen] = [row['token_digest'], row['seen_at']]
    if (table.table !== 'directory.session' || outcome !== 'deleted' || row['shared_device'] === true) return []
    if (!(token instanceof Buffer && seen instanceof Date)) return []
    const untilOn = dayAfter(schoolDay(seen, timeZone), SHOWN)
    return untilOn < schoolDay(now, timeZone) ? [] : [{ id: uuidv7(), tokenDigest: token, untilOn }]
  })
