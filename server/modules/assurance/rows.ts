import type { Profile } from '#contract/roles.ts'
import type { controls } from './controls.ts'

/** What promises are about, in the order of the page. */
export const themes = [
  'door',
  'seen',
  'sealed',
  'rights',
  'little',
  'others',
  'open',
  'day',
  'running',
  'watch',
  'mend',
  'people',
] as const
export type Theme = (typeof themes)[number]

/** Who answers for a control: whoever runs the machine, the school, or those who make the software. */
export const owners = ['operator', 'school', 'makers'] as const
export type Owner = (typeof owners)[number]

/** How often a control is looked at, in seconds; and for how long what was seen then may stand, before it is stale. */
export const cadences = {
  hour: { every: 3600, validFor: 3 * 3600 },
  day: { every: 86_400, validFor: 50 * 3600 },
  week: { every: 7 * 86_400, validFor: 9 * 86_400 },
  month: { every: 30 * 86_400, validFor: 35 * 86_400 },
  quarter: { every: 91 * 86_400, validFor: 100 * 86_400 },
  year: { every: 365 * 86_400, validFor: 370 * 86_400 },
} as const
export type Cadence = keyof typeof cadences

/** What only a person can know: for how many days at most a signature holds, and whether numbers or a paper go with it. */
export type RecordRow = { readonly days: number; readonly counts?: true; readonly paper?: true }

export type ControlRow = {
  readonly owner: Owner
  readonly cadence: Cadence
  /** Everything that would have to hold; what has no check that runs keeps its promises from being kept. */
  readonly asks: readonly string[]
  /** What of it somebody may sign for. Whatever stands not here is measured, and nobody can say anything of it. */
  readonly records?: { readonly [ask: string]: RecordRow }
}
export type ControlId = keyof typeof controls
type AskOf<C extends ControlId> = (typeof controls)[C]['asks'][number]
/** One thing that is looked at: the control, and what it asks. */
export type CheckName = { [C in ControlId]: `${C}.${AskOf<C>}` }[ControlId]

export type PromiseRow = {
  /** Of each of its controls what this promise rests on; nothing means that nothing looks yet. */
  readonly controls: { readonly [C in ControlId]?: readonly AskOf<C>[] }
  /** Other statements of the source list that say the same. */
  readonly also?: readonly string[]
  /** The law it holds under, where it is not all of them. */
  readonly profiles?: readonly Profile[]
}
