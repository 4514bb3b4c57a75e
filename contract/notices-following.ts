import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { noticeCounts as counts, noticePurposes, stands } from './notices.ts'

/** Says that it stood before one's eyes: a device says so after a second in the foreground. Once. */
export const seeNotice = endpoint({
  name: 'notice.see',
  method: 'POST',
  path: '/notices/:id/sight',
  purposes: noticePurposes,
  while: ['leaving'],
  params: byId,
  output: z.object({ seenAt: instant }),
  errors: ['notice.already_seen', 'notice.not_published'],
})

/** Confirms, for oneself and once, however many children it concerns. It may wait on a device for a network. */
export const confirmNotice = endpoint({
  name: 'notice.confirm',
  method: 'POST',
  path: '/notices/:id/confirmation',
  queued: true,
  purposes: noticePurposes,
  params: byId,
  body: z.object({}),
  output: z.object({ confirmedAt: instant }),
  errors: ['notice.already_confirmed', 'notice.not_asked', 'notice.not_published'],
})

/** How far a notice has come, and by which ways it went out in which minute. Counts, and no names. */
export const readNoticeProgress = endpoint({
  name: 'notice.progress',
  method: 'GET',
  path: '/notices/:id/progress',
  purposes: noticePurposes,
  params: byId,
  output: z.object({
    counts,
    listedAt: z.nullable(instant),
    remindedAt: z.nullable(instant),
    deliveries: z.array(z.object({ minute: instant, channel: z.enum(['mail', 'device']), count: z.int() })),
    /** Of those who are told, how many neither a mail nor a device has told so far: who has no address finds it in the app alone. */
    undelivered: z.int(),
  }),
})

/** Who has not seen or confirmed it, and whom nothing here reaches: names, so a fact. */
export const listUnseen = endpoint({
  name: 'notice.unseen',
  method: 'GET',
  path: '/notices/:id/unseen',
  purposes: noticePurposes,
  reads: 'fact',
  params: byId,
  output: z.object({
    title: z.string(),
    people: z.array(
      z.object({
        id,
        display: z.string(),
        sort: z.string(),
        stands: z.enum(stands),
        /** Nobody of this pupil's family is known here: the row is the family's, under the pupil's name. */
        isFamily: z.boolean(),
        state: z.enum(['seen', 'unseen', 'unreached']),
        children: z.array(z.object({ id, display: z.string() })),
      }),
    ),
    /** Whether anybody is asked to confirm: then it can be handed out, to be signed and given back. */
    isAsked: z.boolean(),
    /** What came back signed. */
    papers: z.array(z.object({ id, display: z.string(), isFamily: z.boolean(), notedAt: instant, by: z.nullable(z.string()) })),
  }),
})

/** A person, or the family of a pupil of whom nobody is known here. */
const onPaper = z.object({ id, personId: id, as: z.enum(['person', 'family']) })

/** Notes that somebody has confirmed on paper: whoever follows the notice has the signed sheet in hand. */
export const notePaper = endpoint({
  name: 'notice.note_paper',
  method: 'PUT',
  path: '/notices/:id/papers/:personId/:as',
  purposes: noticePurposes,
  params: onPaper,
  output: z.object({ notedAt: instant }),
  errors: ['notice.not_published', 'notice.not_asked', 'notice.already_confirmed'],
})

/** Takes such a note back. */
export const dropPaper = endpoint({
  name: 'notice.drop_paper',
  method: 'DELETE',
  path: '/notices/:id/papers/:personId/:as',
  purposes: noticePurposes,
  params: onPaper,
  output: z.object({}),
})

/** The same with whom to call for each, as the school was told: telephone numbers, and a fact about everybody on it. */
export const listCalls = endpoint({
  name: 'notice.calls',
  method: 'GET',
  path: '/notices/:id/calls',
  confirmed: true,
  purposes: noticePurposes,
  reads: 'fact',
  params: byId,
  output: z.object({
    title: z.string(),
    calls: z.array(
      z.object({
        id,
        display: z.string(),
        sort: z.string(),
        isFamily: z.boolean(),
        state: z.enum(['seen', 'unseen', 'unreached']),
        pupils: z.array(
          z.object({
            display: z.string(),
            contacts: z.array(z.object({ name: z.string(), phone: z.nullable(z.string()), relation: z.nullable(z.string()) })),
          }),
        ),
      }),
    ),
  }),
})

/** Tells those once more who have not answered. Not twice within an hour. */
export const remindNotice = endpoint({
  name: 'notice.remind',
  method: 'POST',
  path: '/notices/:id/reminder',
  purposes: noticePurposes,
  params: byId,
  output: z.object({ remindedAt: instant }),
  errors: ['notice.not_published', 'notice.reminded_lately'],
})
