import type { LinkProps } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import type { readMe } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Word } from '#i18n/catalogue.ts'
import type { IconName } from './ui/Icon.tsx'

/** Who is looking: what the frame draws itself from. */
export type Me = z.output<typeof readMe.output>

/** The parts of the rail, from what is done every day to what is arranged once a year. */
export const groups = ['daily', 'school', 'privacy'] as const
export type Group = (typeof groups)[number]

/** One line of the rail or the bar: said by the room whose screen it leads to. */
export type Place = {
  to: Extract<LinkProps['to'], `/s/$slug/${string}`>
  icon: IconName
  word: Word & `app.nav.${string}`
  for: readonly PersonRole[]
  group: Group
  /** Who comes first in a phone's bar; the lowest four are there, the others behind "More". */
  rank: number
  /** What waits there for whoever is looking. */
  count?: (me: Me) => number
}

export const office: readonly PersonRole[] = ['administrator', 'head', 'office']
export const deciders: readonly PersonRole[] = [...office, 'teacher']
/** Those who work in the school; families have filters, and search no people. */
export const searchers: readonly PersonRole[] = [...office, 'dpo', 'teacher', 'substitute']
export const families: readonly PersonRole[] = ['guardian', 'pupil']
