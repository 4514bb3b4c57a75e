import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { fileStates } from './files.ts'
import { languageTag, readers, readersByName } from './posts.ts'

/** How far a notice has come. What was taken back stays as a line that says by whom and when. */
export const noticeStates = ['draft', 'scheduled', 'published', 'withdrawn'] as const
/** What kind of thing is announced: by the school, or by whoever runs the installation. */
export const noticeKinds = ['ordinary', 'urgent', 'product', 'maintenance'] as const
export type NoticeKind = (typeof noticeKinds)[number]
/** Why everybody is reached at once, whatever the hour: nothing else is urgent. */
export const urgentReasons = ['closure', 'evacuation', 'shelter', 'weather', 'transport', 'outage'] as const
export type UrgentReason = (typeof urgentReasons)[number]
/** How much a change or an interruption is felt. */
export const impacts = ['low', 'high'] as const
export type Impact = (typeof impacts)[number]
/** As what somebody is told, and asked to confirm. */
export const stands = ['guardian', 'pupil', 'staff'] as const
export type Stands = (typeof stands)[number]
/** Where a notice can be addressed to: `staff`, `guardians` and `pupils` are everybody of the school in that role. */
export const noticePlaces = ['school', 'staff', 'guardians', 'pupils', 'class', 'group'] as const

/** So many languages can stand beside each other in one notice. */
export const mostLanguages = 4
/** So many documents can go with one notice. */
export const mostNoticeFiles = 10
/** So many notices are shown at once, and from so many days back. */
export const mostNotices = 50
export const noticeDays = 120
/** After how many hours it is said who has not been reached, and after how many those are reminded who have not answered. */
export const listedAfterHours = 24
export const remindedAfterHours = 72

export const noticePurposes = ['family_communication', 'class_life', 'administration'] as const

const someone = z.nullable(z.object({ id, display: z.string() }))
const place = z.object({ id, kind: z.enum(noticePlaces), label: z.nullable(z.string()) })
export type NoticePlaceShown = z.infer<typeof place>
const withdrawal = z.nullable(z.object({ at: instant, by: z.nullable(z.string()) }))
const mine = z.object({
  /** Whether it is announced to the one who reads; who runs the school may read it all the same. */
  isReader: z.boolean(),
  /** Whether the one who reads is asked to confirm. */
  isAsked: z.boolean(),
  seenAt: z.nullable(instant),
  confirmedAt: z.nullable(instant),
})
const head = {
  id,
  kind: z.enum(noticeKinds),
  reason: z.nullable(z.enum(urgentReasons)),
  impact: z.nullable(z.enum(impacts)),
  author: someone,
  publishedAt: z.nullable(instant),
  editedAt: z.nullable(instant),
  /** From when on, and until when, what is announced holds. */
  effectiveFrom: z.nullable(instant),
  effectiveUntil: z.nullable(instant),
  withdrawn: withdrawal,
}
const listed = z.object({
  ...head,
  /** In the reader's language if there is one, else in the original's, which is named. */
  language: z.string(),
  isOwnLanguage: z.boolean(),
  title: z.string(),
  text: z.string(),
  children: z.array(id),
  mine,
})
export type ListedNotice = z.infer<typeof listed>

/** What is announced to the one who reads, newest first. A notice before several of one's places is there once. */
export const listNotices = endpoint({
  name: 'notice.list',
  method: 'GET',
  path: '/notices',
  offline: true,
  purposes: noticePurposes,
  query: z.object({ language: z.optional(languageTag) }),
  output: z.object({ notices: z.array(listed) }),
})

/** One notice, whole, in every language that it has. */
export const readNotice = endpoint({
  name: 'notice.read',
  method: 'GET',
  path: '/notices/:id',
  purposes: noticePurposes,
  params: byId,
  output: z.object({
    ...head,
    state: z.enum(noticeStates),
    version: z.int(),
    language: z.string(),
    publishAt: z.nullable(instant),
    asks: z.array(z.enum(stands)),
    places: z.array(place),
    readers: z.nullable(readers),
    texts: z.array(z.object({ language: z.string(), title: z.string(), text: z.string(), author: someone })),
    /** Documents that go with it; each is opened by its id, and that it was is a fact. */
    files: z.array(z.object({ id, name: z.string(), size: z.nullable(z.int()), state: z.enum(fileStates) })),
    mine,
    can: z.object({ correct: z.boolean(), withdraw: z.boolean(), publish: z.boolean(), follow: z.boolean() }),
  }),
})

/** What a notice said before it was corrected, the newest first. */
export const readNoticeVersions = endpoint({
  name: 'notice.versions',
  method: 'GET',
  path: '/notices/:id/versions',
  purposes: noticePurposes,
  params: byId,
  output: z.object({
    versions: z.array(
      z.object({
        ...{ language: z.string(), title: z.string(), text: z.string(), by: z.nullable(z.string()), replacedAt: instant },
        /** What the documents were called that stood with it then. */
        files: z.array(z.string()),
      }),
    ),
  }),
})

/** Who can see a notice, as the wall that serves it says at this moment. */
export const readNoticeReaders = endpoint({
  name: 'notice.readers',
  method: 'GET',
  path: '/notices/:id/readers',
  purposes: noticePurposes,
  params: byId,
  output: readersByName,
})

/** Where one may announce something, with who would see it; and how often something was urgent since the school year began. */
export const listNoticeVoices = endpoint({
  name: 'notice.voices',
  method: 'GET',
  path: '/notice-audiences',
  purposes: noticePurposes,
  output: z.object({
    audiences: z.array(z.extend(place, { readers })),
    urgent: z.object({ may: z.boolean(), thisYear: z.int() }),
  }),
})

/** How many are how far. */
export const noticeCounts = z.object({
  /** Whom it is for: of those who are asked to confirm, or of everybody where nobody is asked. */
  people: z.int(),
  confirmed: z.int(),
  seen: z.int(),
  unseen: z.int(),
  /** Without an account: whom nothing here can reach, and who has overlooked nothing. */
  unreached: z.int(),
})
export type NoticeCounts = z.infer<typeof noticeCounts>

/** What one has written, and for the office all that was published, each with how far it has come. */
export const listWrittenNotices = endpoint({
  name: 'notice.written',
  method: 'GET',
  path: '/notices/written',
  purposes: noticePurposes,
  output: z.object({
    notices: z.array(
      z.object({
        id,
        kind: z.enum(noticeKinds),
        state: z.enum(noticeStates),
        version: z.int(),
        language: z.string(),
        title: z.string(),
        author: someone,
        publishAt: z.nullable(instant),
        publishedAt: z.nullable(instant),
        /** Since when the list of those not reached has been ready. */
        listedAt: z.nullable(instant),
        asks: z.array(z.enum(stands)),
        counts: z.nullable(noticeCounts),
      }),
    ),
  }),
})
