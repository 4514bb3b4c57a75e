import { afterAll, beforeAll } from 'vitest'
import { schools } from '#kernel/schools.ts'
import type { Ground, Outcome } from '#modules/assurance/checking.ts'
import { checks } from '#modules/assurance/checks.ts'
import { looker } from '#modules/assurance/index.ts'
import type { CheckName } from '#modules/assurance/rows.ts'
import { listOf } from '#server/outside/suppliers.ts'
import { actions } from '#server/registry.ts'
import { askOurselves, overhearing } from '#server/serving/asking.ts'
import { publicLines } from '#server/serving/openness.ts'
import { surroundingsOf } from '#server/working/assuring.ts'
import { openWorld, type World } from './world.ts'

/** What checks have in their hands, in a world: it answers from within, on no line at all. */
export const groundOf = async (
  world: World,
  more: Partial<Ground> = {},
): Promise<{ ground: Ground; close: () => Promise<void> }> => {
  const { installation, clock, settings } = world
  const { ask, close } = await askOurselves({ ...installation, origin: 'http://127.0.0.1:9' })
  const around = surroundingsOf({ data: settings.data, keys: settings.keys })
  const suppliers = listOf(installation.egress, settings.data)
  const machine: Ground['machine'] = {
    clock: async () => ({ isSet: true, milliseconds: 2 }),
    listening: async () => [443],
    doors: [443],
    system: async () => ({ until: '2999-01-01', days: 0, waiting: 0, mustRestart: false }),
  }
  const base = {
    installation,
    suppliers,
    lines: () => publicLines(installation),
    now: clock.now(),
    actions,
    ask,
    overheard: overhearing(installation),
    line: async () => undefined,
    around,
    machine,
    host: undefined,
    look: looker(installation),
  }
  return { ground: { ...base, ...more }, close }
}

/** A school for the stories of one file, and what checks have in their hands there; `arrange` goes before the first look. */
export const lookAroundIn = (
  begin: (found: { world: World; ground: Ground }) => void,
  arrange?: (world: World) => Promise<unknown>,
): void => {
  const ends: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const world = await openWorld()
    ends.push(world.close)
    await arrange?.(world)
    const { ground, close } = await groundOf(world)
    ends.push(close)
    begin({ world, ground })
  }, 60_000)
  afterAll(async () => {
    for (const end of ends.toReversed()) await end()
  })
}

/** What one check finds, in the first school where it looks at schools. */
export const find = async (ground: Ground, name: CheckName): Promise<Outcome> => {
  const check = checks[name]
  if (!check) throw new Error(`nothing looks at ${name}`)
  if (check.scope === 'installation') return check.run(ground)
  const [school] = await schools(ground.installation)
  if (!school) throw new Error('there is no school')
  return check.run(ground, school)
}
