import type { FactClass } from '#contract/ledger.ts'
import { endedBefore, type FactSpan, factSpans } from '#contract/ledger-spans.ts'
import type { Profile } from '#contract/roles.ts'

/** An epoch that no row of the data map is sealed for: what its key serves, and how long it lives, said and counted. */
export type EpochTerm = {
  why: string
  lives: string
  /** What began on this day or earlier is over. Without a profile the longest of all laws holds. */
  overSince: (profile: Profile | undefined, now: Date) => string
}

const DAY = 86_400_000
const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * DAY).toISOString().slice(0, 10)
const inDays = (days: number) => ({
  lives: `${days} days`,
  overSince: (_: Profile | undefined, now: Date) => daysBefore(now, days),
})

const classes = Object.keys(factSpans['EU-FR']) as FactClass[]
/** What every fact of a year has outlived: the year itself, and after it the longest span of any class. */
const withFacts = (part: keyof FactSpan) => ({
  lives: `the school year, and after it the longest span of a ${part}`,
  overSince: (profile: Profile | undefined, now: Date) =>
    daysBefore(new Date(Math.min(...classes.map((of) => endedBefore(profile, of, part, now).getTime()))), 366),
})

/** By retention class. A test finds every class that has a key and stands neither here nor in the data map; the night ends them. */
export const epochTerms: Readonly<Record<string, EpochTerm>> = {
  mail_folder: { why: 'Letters of one day, where no mail server is set', ...inDays(2) },
  activation: { why: 'Digests of the activation codes of one month', ...inDays(62) },
  'audit-outbox': { why: 'Whom the facts of one week concern, for streams and jobs', ...inDays(14) },
  'audit-detail': { why: 'What the facts of one school year say', ...withFacts('detail') },
  'audit-stub': { why: 'Who the facts of one school year are of', ...withFacts('stub') },
  'audit-safeguarding': { why: 'Where withheld reads of one school year are found', ...withFacts('stub') },
}
