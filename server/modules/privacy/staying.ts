import type { Profile } from '#contract/roles.ts'
import type { Words } from '#i18n/words.ts'
import type { Tx } from '#kernel/db.ts'
import { type KeepReason, keepReasons, type StatutoryRule, statutoryRules } from '#kernel/vocabulary.ts'
import { goingAs } from './erasing.ts'
import { keptUntil, lastOf, type Step } from './planning.ts'
import { wouldKeep } from './registering.ts'
import type { Ground } from './walking.ts'

/** Rows that an erasure leaves: of which table, because of which rule, how many, and their last day, where there is one. */
export type Stay = { table: string; because: KeepReason | StatutoryRule; rows: number; until: string | null }

/** What an erasure by these steps leaves, and why. */
export const staysOf = async (tx: Tx, ground: Ground, profile: Profile, steps: readonly Step[]): Promise<Stay[]> => {
  const kept = steps.flatMap((step) => (step.outcome === 'kept' ? [{ ...step, because: step.because ?? 'accountability' }] : []))
  const until = await keptUntil(tx, ground, profile, kept)
  const laws = await wouldKeep(tx, ground, profile, goingAs(steps, 'self'))
  const groups = Map.groupBy(kept, ({ held, because }) => `${held.table.table} ${because}`)
  const rows = [...groups.values()].flatMap((some) =>
    some.slice(0, 1).map(({ held: { table }, because }) => ({
      table: table.table,
      because,
      rows: some.length,
      until: until.get(table) ?? null,
    })),
  )
  return [...rows, ...laws.map(({ rule, ...law }) => ({ table: 'public.register_entry', because: rule, ...law }))]
}

/** The last day of all that stays. */
export const lastStay = (stays: readonly Stay[]): string | null => {
  const days = stays.flatMap(({ until }) => until ?? [])
  return days.length ? lastOf(days) : null
}

/** The rule, in a sentence. */
export const reasonSaid = (t: Words, because: string): string => {
  const law = statutoryRules.find((rule) => rule === because)
  return law ? t(`privacy.rule.${law}`) : t(`privacy.because.${keepReasons.find((one) => one === because) ?? 'accountability'}`)
}
