import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import type { Language } from './locales.ts'

/** What of a person's data can be restricted by itself; a row is restricted whole where any of it is. */
export const restrictableParts = ['record', 'family', 'messages', 'pictures'] as const
export type RestrictablePart = (typeof restrictableParts)[number]

/** What stands where something is restricted, in the language of the school: a name, a message, a telephone number. */
export const restrictedWord: Readonly<Record<Language, string>> = {
  en: '[restricted]',
  fr: '[données limitées]',
  sv: '[begränsat]',
  ja: '［利用制限中］',
}

/** So many days before a restriction ends the person is told that it will. */
export const NOTICE_DAYS = 7

const restriction = z.object({
  id,
  person: z.object({ id, display: z.string() }),
  /** Null: everything. */
  parts: z.nullable(z.array(z.enum(restrictableParts))),
  fromAt: instant,
  liftsAt: z.nullable(instant),
})
export type Restriction = z.output<typeof restriction>

/** What is restricted now, for those who answer for it. Reading it is a fact. */
export const listRestrictions = endpoint({
  name: 'rights.restriction.list',
  method: 'GET',
  path: '/restrictions',
  purposes: ['legal'],
  reads: 'fact',
  output: z.object({ restrictions: z.array(z.extend(restriction, { canLift: z.boolean() })) }),
})

/** Says that a restriction ends, and ends it so many days later: whom it protects and who asked for it are told beforehand, who received the data when it ends. */
export const liftRestriction = endpoint({
  name: 'rights.restriction.lift',
  method: 'POST',
  path: '/restrictions/:id/lifting',
  purposes: ['legal'],
  params: byId,
  output: z.object({
    ...{ liftsAt: instant, on: day },
    /** How many have an account and are told there; where nobody has, the desk writes a letter first. */
    told: z.int(),
  }),
  errors: ['rights.already_closed'],
})

/** Ends at once what one has asked for oneself; what another asked for ends so many days later, and they are told beforehand. */
export const endRestriction = endpoint({
  name: 'rights.restriction.end',
  method: 'POST',
  path: '/restrictions/:id/end',
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  output: z.object({ liftsAt: instant }),
  errors: ['rights.already_closed'],
})

/** How many people there are whose data the reader would see, and does not: a list that is shorter than it was says why. */
export const countRestricted = endpoint({
  name: 'rights.restricted_here',
  method: 'GET',
  path: '/restricted-here',
  purposes: ['administration', 'teaching', 'class_life', 'family_communication', 'enrolment'],
  output: z.object({ people: z.int() }),
})
