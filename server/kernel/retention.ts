import type { Profile } from '#contract/roles.ts'
import type { StatutoryRule, SubjectRole } from './vocabulary.ts'

/** A span of time, as ISO 8601. */
export type Span = `P${number}${'D' | 'M' | 'Y'}`
/** A span for every profile: one for all, or one for some and one for the others. */
export type Spans = Span | ({ readonly others: Span } & Partial<Readonly<Record<Profile, Span>>>)

/** Since when a row's time runs: an instant or day of its own, a day that a path leads to, or with the person (or row) it belongs to. */
export type Anchor = { readonly column: string } | { readonly day: string } | { readonly with: SubjectRole | 'row' }

/** A rule, its span from the row's own anchor on, and the value of a column that its rows have. */
type Where = { readonly column: string; readonly is: string }
export type Statutory = { readonly rule: StatutoryRule; readonly keep: Span; readonly of: Where }
/** A breaker names the column of last activity: what lives on after its anchor is held and asked about. */
type Kept<End> = { readonly keep: Spans; readonly end: End; readonly breaker?: string }
/**
 * `statutory`: what a law orders to be kept, against an erasure too: of which rows a register keeps who and what, for how long, by which rule. `history`: of what
 * says only that somebody did something, why it is kept longer than the year in which they did.
 */
type Erased = Kept<'erase'> & {
  readonly anchor: Exclude<Anchor, { with: unknown }>
  readonly statutory?: Partial<Readonly<Record<Profile, Statutory>>>
  readonly history?: string
}
/**
 * What is left of a row is a number that leads to nobody: of how many in a class, or where no one class is meant in the school, within a month. Its time runs from
 * the end of the school year on in which it happened, or later in which that is which it answers: the days and instants that `orOf` leads to. `by`: the path to the
 * class for which it counts.
 */
export type Counted = Kept<'anonymise'> & { readonly anchor: YearOf; readonly by: string; readonly statutory?: never }
type YearOf = { readonly yearOf: string; readonly orOf?: readonly string[] }
/** How long a row is kept. */
export type Retention = { readonly anchor: Extract<Anchor, { with: unknown }> } | Erased | Counted

/**
 * Rows that end by a job of their own, unannounced, since nobody could say anything to it: what was never finished, or served something that is over. How long
 * after that is over they are there at most; the overview of the night counts them.
 */
export type Ending = { readonly by: string; readonly after: Span }
