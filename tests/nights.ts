import { schoolDay } from '#kernel/clock.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { asSchool } from '#kernel/system.ts'
import { dryRun, groundOf, nightOf, rulesOn, sweep } from '#modules/privacy/index.ts'
import { sweepKept } from '#modules/retention/night.ts'
import type { World } from './world.ts'

/** The night of a school: what was announced ends, and what ends tomorrow is announced. */
export const night = (world: World): Promise<void> =>
  sweepKept.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })

/** Two nights, one after the other: what is due now is announced in the first, and ends in the second. */
export const twoNights = async (world: World): Promise<void> => {
  await night(world)
  world.move(86_400)
  await night(world)
}

const dayIn = async (world: World, at: Date) =>
  asSchool(world.installation, world.schoolId, 'legal', 'privacy.sweep', async ({ tx }) =>
    nightOf(tx, world.schoolId, schoolDay(at, (await schoolOf(tx)).timeZone)),
  )

/** What would end on the school's day at an instant. */
export const wouldEnd = async (world: World, at: Date): Promise<Awaited<ReturnType<typeof dryRun>>> => {
  const [ground, when] = [await groundOf(world.installation), await dayIn(world, at)]
  return asSchool(world.installation, world.schoolId, 'legal', 'privacy.sweep', ({ tx }) => dryRun(tx, ground, when))
}

/** Ends all that is due on the school's day at an instant, as if it had been announced; how much of each table. */
export const endAll = async (world: World, at: Date): Promise<Map<string, number>> => {
  const [ground, when] = [await groundOf(world.installation), await dayIn(world, at)]
  const gone = new Map<string, number>()
  for (const rule of rulesOn(ground, when)) {
    const portion = () =>
      asSchool(world.installation, world.schoolId, 'legal', 'privacy.sweep', ({ tx, vault }) =>
        sweep(tx, vault, ground, rule, { schoolId: world.schoolId, most: 400, now: at }),
      )
    for (let went = await portion(); went > 0; went = await portion())
      gone.set(rule.table.table, (gone.get(rule.table.table) ?? 0) + went)
  }
  return gone
}
