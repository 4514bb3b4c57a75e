import type { Profile } from '#contract/roles.ts'
import type { Result } from './checking.ts'
import { asked, controlIds, controlRows, type Promised } from './registry.ts'
import { type CheckName, type ControlId, cadences } from './rows.ts'

/** How a promise or a control stands. Only `ok` is kept. `sample`: somebody signed, in a demo. `not_yet`: something that it needs has no check that runs. */
export const states = ['ok', 'not_applicable', 'sample', 'warning', 'not_yet', 'stale', 'failed'] as const
export type State = (typeof states)[number]

/** The newest that was found of a check. */
export type Found = { readonly at: Date; readonly result: Result; readonly validSeconds: number }
/** What was found last, by check, for one school or the installation; undefined where nothing was ever found. */
export type Findings = (check: CheckName) => Found | undefined

/** The worst of several; nothing at all is not kept. */
export const worst = (all: readonly State[]): State =>
  all.reduce((one, other) => (states.indexOf(other) > states.indexOf(one) ? other : one), all.length ? 'ok' : 'not_yet')

/** How old evidence may be; what is older says nothing any more, whatever it said. */
export const stateOf = (found: Found | undefined, now: Date): State => {
  if (!found) return 'stale'
  if (now.getTime() - found.at.getTime() > found.validSeconds * 1000) return 'stale'
  return found.result === 'error' ? 'failed' : found.result
}

type Standing = { readonly find: Findings; readonly isRunning: (check: CheckName) => boolean; readonly now: Date }
/** How one thing stands that is looked at. */
export const standing = (check: CheckName, { find, isRunning, now }: Standing): State =>
  isRunning(check) ? stateOf(find(check), now) : 'not_yet'

/** A control is kept where everything that it asks is looked at and right: half of it built is not kept. */
export const stateOfControl = (control: ControlId, at: Standing): State =>
  worst(asked.filter((check) => check.startsWith(`${control}.`)).map((check) => standing(check, at)))

/** A promise is kept where all that it rests on is; what another law asks for is not applicable, which is not kept either. */
export const stateOfPromise = ({ row, checks, unchecked }: Promised, profile: Profile | undefined, at: Standing): State => {
  if (row.profiles && profile && !row.profiles.includes(profile)) return 'not_applicable'
  return worst([...checks.map((check) => standing(check, at)), ...unchecked.map((): State => 'not_yet')])
}

/** Whether a check has to be looked at again; a little early rather than a whole round late. */
export const isDue = (check: CheckName, found: Found | undefined, now: Date): boolean => {
  const control = controlIds.find((id) => check.startsWith(`${id}.`))
  if (!found || !control) return true
  return now.getTime() - found.at.getTime() >= cadences[controlRows[control].cadence].every * 950
}
