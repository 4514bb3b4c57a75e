import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant, line as oneLine } from './endpoint.ts'
import { languageTag } from './posts.ts'

/** Between whom a conversation is: a side of the school, and a side of the family of one pupil. A group has one for each of its families. */
export const lines = [
  'teacher_guardian',
  'office_guardian',
  'teacher_pupil',
  'office_pupil',
  'group_guardian',
  'group_pupil',
] as const
export type Line = (typeof lines)[number]
export const sides = ['school', 'family'] as const
export type Side = (typeof sides)[number]
/** Why a message may come in quiet hours: the school closes, somebody is in danger, somebody is ill or hurt, it is about today. */
export const urgentReasons = ['closure', 'safety', 'health', 'today'] as const
/** How a message stands: there to be read, taken back by its author, hidden because it was reported. */
export const messageStates = ['sent', 'withdrawn', 'hidden'] as const

/** So long one may change what one has said; what it said before stays to be seen. */
export const EDIT_MINUTES = 15
/** So long one may take it back; then it is a record of the school. */
export const WITHDRAW_HOURS = 24
/** Read means: it stood on the screen for so long. */
export const READ_MS = 1000
/** A conversation opens with its newest messages; earlier ones are asked for. */
export const messagesAtOnce = 50
/** So many conversations are on a page. */
export const conversationsAtOnce = 60
/** At most so many pupils are written to at once: one class. */
export const mostPupils = 60

export const conversationPurposes = ['family_communication', 'teaching'] as const
/** Whoever does not take part looks into a conversation for one reason only. */
export const lookingPurposes = ['family_communication', 'teaching', 'safeguarding'] as const

/** What a person writes, kept as it was typed. */
export const written = z.string().check(
  z.maxLength(20_000),
  z.refine((text) => text.trim() !== ''),
)
const saying = { text: written, language: languageTag, urgent: z.optional(z.nullable(z.enum(urgentReasons))) }
/** Somebody with a name. */
export const someone = z.object({ id, display: z.string() })

const conversation = z.object({
  id,
  line: z.enum(lines),
  /** On which side whoever asks stands; null: only looks into it. */
  side: z.nullable(z.enum(sides)),
  topic: z.string(),
  pupil: someone,
  classId: z.nullable(id),
  classLabel: z.nullable(z.string()),
  groupId: z.nullable(id),
  groupLabel: z.nullable(z.string()),
  /** Of the family: those whom one may know of. */
  family: z.array(someone),
  teacher: z.nullable(someone),
  state: z.enum(['open', 'closed']),
  assignedTo: z.nullable(someone),
  lastAt: instant,
  unread: z.int(),
  mayWrite: z.boolean(),
})

/** One's conversations, the last first: no word of what was said in them. */
export const listConversations = endpoint({
  name: 'conversation.list',
  method: 'GET',
  path: '/conversations',
  purposes: conversationPurposes,
  query: z.object({ box: z.optional(z.enum(['mine', 'office', 'closed'])), before: z.optional(instant) }),
  output: z.object({
    conversations: z.array(conversation),
    next: z.nullable(instant),
    /** What one may do here at all. */
    can: z.object({ begin: z.boolean(), office: z.boolean(), report: z.int() }),
    showsReading: z.boolean(),
  }),
})

const message = z.object({
  id,
  side: z.enum(sides),
  isMine: z.boolean(),
  /** Null: somebody of whom one may not know, or who is gone. */
  author: z.nullable(someone),
  madeAt: instant,
  editedAt: z.nullable(instant),
  state: z.enum(messageStates),
  urgent: z.nullable(z.enum(urgentReasons)),
  version: z.int(),
  text: z.nullable(z.string()),
  language: z.nullable(z.string()),
  /** What it said before, the oldest first. */
  earlier: z.array(z.object({ text: z.string(), language: z.string(), writtenAt: instant })),
  withdrawnAt: z.nullable(instant),
  /** Until when, and by whom, it is decided whether it stays hidden. */
  waits: z.nullable(z.object({ by: z.nullable(z.string()), dueAt: instant })),
  can: z.object({ edit: z.boolean(), withdraw: z.boolean(), report: z.boolean() }),
})

/** What was said, the newest last. To open a conversation is a fact of reading. */
export const readConversation = endpoint({
  name: 'conversation.read',
  method: 'GET',
  path: '/conversations/:id',
  purposes: lookingPurposes,
  reads: 'fact',
  params: byId,
  query: z.object({ before: z.optional(id) }),
  output: z.object({
    conversation,
    messages: z.array(message),
    hasEarlier: z.boolean(),
    /** How far others have read, who let it be known. */
    read: z.array(z.object({ person: z.nullable(someone), messageId: id, readAt: instant })),
    /** Of the office, for itself. */
    notes: z.array(z.object({ id, by: z.nullable(z.string()), madeAt: instant, language: z.string(), text: z.string() })),
    /** Who answers since a hand-over, from which day, and for a substitute until which. */
    goesOn: z.nullable(z.object({ display: z.string(), fromOn: day, untilOn: z.nullable(day) })),
    can: z.object({ note: z.boolean(), assign: z.boolean(), urgent: z.boolean() }),
    /** When the other side would hear of something said now, if that is later; it can be read at once all the same. */
    arrivesAt: z.nullable(instant),
  }),
})

/** Who can read a conversation, as the wall that serves it says at this moment. */
export const readConversationPeople = endpoint({
  name: 'conversation.people',
  method: 'GET',
  path: '/conversations/:id/people',
  purposes: lookingPurposes,
  params: byId,
  output: z.object({
    family: z.array(someone),
    /** Of the family too, without a name that one may know. */
    others: z.int(),
    school: z.array(z.extend(someone, { as: z.enum(['teacher', 'office']) })),
    /** May look into it to protect somebody, which is a fact each time. */
    overseers: z.array(someone),
  }),
})

const begins = {
  ...saying,
  topic: oneLine(120),
  pupilIds: z.array(id).check(z.minLength(1), z.maxLength(mostPupils)),
  line: z.enum(lines),
  side: z.enum(sides),
  classId: z.optional(id),
  /** Or a group, which all who teach it answer for. */
  groupId: z.optional(id),
  /** One teacher alone; else whoever teaches the class. */
  teacherId: z.optional(id),
  /** These guardians only; else all who may be written to. */
  guardianIds: z.optional(z.array(id).check(z.maxLength(10))),
  /** Of the family: the other guardian reads along. */
  together: z.optional(z.boolean()),
}

/**
 * Begins a conversation about each pupil. Guardians who may know of each other share one; every other has one of their own, so that nobody
 * learns that there is somebody else. Whoever may not be written to is left out, and nothing says so.
 */
export const beginConversation = endpoint({
  name: 'conversation.begin',
  method: 'POST',
  path: '/conversations',
  purposes: conversationPurposes,
  body: z.object(begins),
  output: z.object({ conversations: z.array(id), reached: z.int(), withoutAccount: z.int() }),
  errors: ['conversation.not_allowed', 'conversation.nobody_there', 'conversation.not_urgent'],
})

/** Says something in a conversation. One that was closed is open again. */
export const sendMessage = endpoint({
  name: 'message.send',
  method: 'POST',
  path: '/conversations/:id/messages',
  purposes: conversationPurposes,
  queued: true,
  params: byId,
  body: z.object(saying),
  output: z.object({ id, madeAt: instant, version: z.int() }),
  errors: ['conversation.not_allowed', 'conversation.nobody_there', 'conversation.not_urgent'],
})

/** Changes what one has just said; what it said before stays to be seen. */
export const editMessage = endpoint({
  name: 'message.edit',
  method: 'PUT',
  path: '/messages/:id',
  purposes: conversationPurposes,
  params: byId,
  body: z.object({ text: written, language: languageTag }),
  output: z.object({ id, version: z.int() }),
  errors: ['version_conflict', 'message.too_late', 'message.gone'],
})

/** Takes back what one has said: its words are gone, a line says so. */
export const withdrawMessage = endpoint({
  name: 'message.withdraw',
  method: 'POST',
  path: '/messages/:id/withdrawal',
  purposes: conversationPurposes,
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['message.too_late', 'message.gone'],
})
