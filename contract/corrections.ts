import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line } from './endpoint.ts'
import { locales } from './locales.ts'

/** How data left: in a list or a copy that somebody took away, in the list for other software, with the mail. */
export const recipientKinds = ['list', 'copy', 'roster', 'mail'] as const
export type RecipientKind = (typeof recipientKinds)[number]

/** How a recipient learnt that something was put right, or why not: the law knows two reasons. */
export const tellingWays = ['app', 'letter', 'impossible', 'disproportionate'] as const
export type TellingWay = (typeof tellingWays)[number]

/** Why they are told (GDPR, art. 19): it was put right, it must not be used for the time being, it may be used again, or it has been erased. */
export const tellingReasons = ['rectification', 'restriction', 'lifting', 'erasure'] as const
export type TellingReason = (typeof tellingReasons)[number]
/** Which of these a request is, if it is one of which recipients are told when it is granted. */
export const tellingReasonOf = (kind: string): TellingReason | undefined => tellingReasons.find((one) => one === kind)

const named = z.object({ id, display: z.string() })
const shown = {
  because: z.enum(tellingReasons),
  kind: z.enum(recipientKinds),
  /** To whom it went, or why they were not told, in the school’s words. */
  to: z.nullable(z.string()),
  toldAt: z.nullable(instant),
  how: z.nullable(z.enum(tellingWays)),
  /** When they said that their copy is put right, or gone. */
  doneAt: z.nullable(instant),
}

/** Whom a correction was told to, as whoever asked for it sees it: by kind, never by name. */
export const toldRecipient = z.object(shown)
export type ToldRecipient = z.output<typeof toldRecipient>

const recipient = z.object({
  id,
  ...shown,
  /** Of the request. */
  number: z.string(),
  /** Nobody where they were erased. */
  person: z.nullable(named),
  takenBy: z.nullable(named),
  lastAt: instant,
  what: z.nullable(z.string()),
  canTell: z.boolean(),
})
export type CorrectionRecipient = z.output<typeof recipient>

/** Who received what has been put right since, and who of them was told. Reading it is a fact. */
export const listRecipients = endpoint({
  name: 'correction.recipients',
  method: 'GET',
  path: '/correction-recipients',
  purposes: ['legal'],
  reads: 'fact',
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  output: z.object({ recipients: z.array(recipient) }),
})

/** Notes that somebody was told by letter, or why nobody could be. */
export const tellRecipient = endpoint({
  name: 'correction.tell',
  method: 'POST',
  path: '/correction-recipients/:id/telling',
  purposes: ['legal'],
  params: byId,
  body: z.object({ how: z.enum(['letter', 'impossible', 'disproportionate']), to: line(300) }),
  output: z.object({ id }),
  errors: ['rights.already_closed'],
})

const mine = z.object({
  id,
  kind: z.enum(recipientKinds),
  because: z.enum(tellingReasons),
  /** Empty where the reader no longer has to do with whom it is about, or nobody is left. */
  person: z.string(),
  what: z.nullable(z.string()),
  lastAt: instant,
  doneAt: z.nullable(instant),
})
export type CorrectionToMake = z.output<typeof mine>

/** What was put right in something that the reader took away. */
export const listCorrections = endpoint({
  name: 'correction.mine',
  method: 'GET',
  path: '/corrections',
  purposes: ['administration', 'teaching', 'class_life'],
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  output: z.object({ corrections: z.array(mine) }),
})

/** Says that one’s copy is put right, or gone. */
export const makeCorrection = endpoint({
  name: 'correction.done',
  method: 'POST',
  path: '/corrections/:id/receipt',
  purposes: ['administration', 'teaching', 'class_life'],
  params: byId,
  output: z.object({ id }),
  errors: ['rights.already_closed'],
})
