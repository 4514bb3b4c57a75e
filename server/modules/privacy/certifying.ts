import { createHash } from 'node:crypto'
import { readCertificate } from '#contract/privacy.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { RHYTHM } from '#vault/burn.ts'
import { devicesWith, erasureWith } from './rights.queries.ts'

const DAY = 86_400_000

/** The code itself is nowhere but with whom it was given to. */
export const digestOfCode = (code: string): Buffer => createHash('sha256').update(code).digest()

/** When what was wrapped in a week opens nowhere any more: that week's key is destroyed after seven days, within one more. */
export const holdsBy = (weekMadeAt: Date): Date => new Date(weekMadeAt.getTime() + RHYTHM + DAY)

/** A day as a certificate names it: in UTC, as the weeks are counted whose keys are destroyed. */
export const certifiedDay = (at: Date): string => at.toISOString().slice(0, 10)

type Week = { weekMadeAt: Date; weekBurnedAt: Date | null }
/** A burn that was missed moves the day: it is never said of a day that has passed. */
const holding = ({ weekMadeAt, weekBurnedAt }: Week, now: Date) => {
  if (weekBurnedAt) return { state: 'final', holdsOn: certifiedDay(weekBurnedAt) } as const
  const by = holdsBy(weekMadeAt)
  if (by.getTime() >= now.getTime()) return { state: 'provisional', holdsOn: certifiedDay(by) } as const
  return { state: 'late', holdsOn: certifiedDay(new Date(now.getTime() + DAY)) } as const
}

export const certifying = action(readCertificate, async ({ tx, params, now }) => {
  const digest = digestOfCode(params.code)
  const { weekMadeAt, weekBurnedAt, madeAt, ...erasure } = (await erasureWith(tx, digest)) ?? refuse('not_found')
  const { devices, waiting, untilOn } = await devicesWith(tx, digest, now)
  return {
    ...erasure,
    devices: { all: devices, waiting, until: untilOn },
    madeAt: madeAt.toISOString(),
    ...holding({ weekMadeAt, weekBurnedAt }, now),
  }
})
