import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { type EventName, events } from './events.ts'
import { purposeCodes } from './ledger.ts'
import { locales } from './locales.ts'
import { type Purpose, purposes } from './purposes.ts'
import { roles } from './roles.ts'

/** The reads that stand in a person's file, and the kinds of data that each showed; undefined where the fact itself names them. */
export const readKinds = {
  'person.read': undefined,
  'class.list_read': ['identity'],
  'group.list_read': ['identity'],
  'list.exported': ['identity'],
  'roster.exported': ['identity', 'contact'],
  'notice.unseen_read': ['identity'],
  'notice.calls_read': ['identity', 'contact'],
  'conversation.unplaced_read': ['identity'],
  'mail.address_read': ['identity', 'contact'],
  'export.made': ['everything'],
  'erasure.previewed': ['everything'],
  'ledger.read': ['log'],
  'read.disclosed': undefined,
} as const satisfies Partial<Record<EventName, readonly string[] | undefined>>
export type ReadEvent = keyof typeof readKinds
export const readEvents = Object.keys(readKinds) as [ReadEvent, ...ReadEvent[]]
export const dataKinds = ['identity', 'contact', 'health', 'absence', 'family', 'file', 'everything', 'log'] as const

/** How a school shows its staff to families in the log: the role alone, with initials, or by name. */
export const readersShownAs = ['role', 'initials', 'name'] as const
export type ReadersShownAs = (typeof readersShownAs)[number]

/** The purpose of a number in the leaf. */
export const purposeOfNumber = (number: number): Purpose | undefined => purposes.find((name) => purposeCodes[name] === number)
/** The read of a number in the leaf. */
export const readOfNumber = (number: number): ReadEvent | undefined => readEvents.find((name) => events[name].code === number)

const read = z.object({
  first: instant,
  last: instant,
  times: z.int(),
  /** Neither role nor name: the school itself, or someone who is no longer known. */
  who: z.object({ role: z.nullable(z.enum(roles)), name: z.nullable(z.string()), isOwn: z.boolean(), isSchool: z.boolean() }),
  what: z.enum(readEvents),
  purpose: z.enum(purposes),
  kinds: z.array(z.enum(dataKinds)),
  /** The day on which it was read, where it was withheld until now to protect the child. */
  withheldOn: z.nullable(day),
  /** What to quote when asking about it. */
  reference: z.string(),
})

/** Who saw what about a person, by day; repeated reads are one row. The reader's own only when asked for. Reading it is a fact. */
export const readPersonReads = endpoint({
  name: 'ledger.person.read',
  method: 'GET',
  path: '/people/:id/reads',
  purposes: ['self', 'legal'],
  reads: 'fact',
  params: byId,
  query: z.object({ to: z.optional(day), own: z.optional(z.enum(['true', 'false'])) }),
  output: z.object({
    person: z.object({ id, display: z.string(), isSelf: z.boolean() }),
    from: day,
    to: day,
    /** Where the page before begins to count back; null where nothing older can be read. */
    earlier: z.nullable(day),
    readableSince: day,
    shownAs: z.enum(readersShownAs),
    days: z.array(z.object({ day, reads: z.array(read) })),
  }),
})

/** The same as one file that proves itself, without Préau and without a network. */
export const readPersonFile = endpoint({
  name: 'ledger.person.file',
  method: 'GET',
  path: '/people/:id/reads/file',
  purposes: ['self', 'legal'],
  reads: 'fact',
  params: byId,
  query: z.object({ from: z.optional(day), to: z.optional(day), locale: z.optional(z.enum(locales)) }),
  errors: ['ledger.nothing_signed'],
  output: z.object({ name: z.string(), html: z.string() }),
})

/** What a case comes to: there was a reason that nothing recorded, a link to the pupil is missing, a mistake, a breach. */
export const caseOutcomes = ['had_reason', 'relation_missing', 'mistake', 'breach'] as const

/** Reads that nothing explains, for the data protection officer and the head; never one's own. */
export const listCuriosity = endpoint({
  name: 'access.case.list',
  method: 'GET',
  path: '/access-cases',
  purposes: ['security'],
  reads: 'fact',
  output: z.object({
    cases: z.array(
      z.object({
        id,
        readAt: instant,
        openedAt: instant,
        reader: z.nullable(z.object({ id, display: z.string() })),
        pupil: z.object({ id, display: z.string() }),
        what: z.nullable(z.enum(readEvents)),
        purpose: z.nullable(z.enum(purposes)),
        closed: z.nullable(z.object({ at: instant, by: z.string(), outcome: z.enum(caseOutcomes) })),
      }),
    ),
  }),
})

/** Closes a case, with what it came to. Nobody closes a case about themselves: it does not exist for them. */
export const closeCuriosity = endpoint({
  name: 'access.case.close',
  method: 'POST',
  path: '/access-cases/:id/closure',
  purposes: ['security'],
  params: byId,
  body: z.object({ outcome: z.enum(caseOutcomes) }),
  errors: ['access_case.already_closed'],
  output: z.object({ id }),
})

const shownAs = z.object({ readersShownAs: z.enum(readersShownAs) })

/** How families see the school's staff in the log. */
export const readLogSettings = endpoint({
  name: 'school.log_settings.read',
  method: 'GET',
  path: '/log-settings',
  purposes: ['administration'],
  output: shownAs,
})

/** Decides how families see the school's staff in the log; holds for what was read before, too. */
export const changeLogSettings = endpoint({
  name: 'school.log_settings.change',
  method: 'PUT',
  path: '/log-settings',
  purposes: ['administration'],
  body: shownAs,
  output: shownAs,
})
