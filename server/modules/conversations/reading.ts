import {
  conversationsAtOnce,
  EDIT_MINUTES,
  listConversations,
  messagesAtOnce,
  readConversation,
  readConversationPeople,
  type Side,
  WITHDRAW_HOURS,
} from '#contract/conversations.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { arrivalOf } from '#modules/notifications/index.ts'
import { type NamesByPerson, namesByPerson } from '#modules/people/index.ts'
import * as queries from './conversations.queries.ts'
import { type Hands, named, shown } from './faces.ts'
import * as said from './messages.queries.ts'
import { conversationNoteTable, messageTextTable } from './sealed.ts'

const asText = (at: Date | null) => at?.toISOString() ?? null

export const list = action(listConversations, async ({ tx, actor, vault, query }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const before = query.before ? new Date(query.before) : undefined
  const [rows, { begin, office, report, showsReading }] = await Promise.all([
    queries.conversationsIn(tx, hands.schoolId, query.box ?? 'mine', conversationsAtOnce + 1, before),
    queries.standing(tx),
  ])
  const page = rows.slice(0, conversationsAtOnce)
  const met = await queries.namesIn(
    tx,
    page.map(({ id }) => id),
  )
  return {
    conversations: await shown(hands, page, met),
    next: rows.length > page.length ? asText(page.at(-1)?.lastAt ?? null) : null,
    can: { begin, office, report },
    showsReading,
  }
})

const within = (at: Date, now: Date, minutes: number) => now.getTime() - at.getTime() < minutes * 60_000

type Said = {
  row: said.MessageRow
  texts: readonly { number: number; language: string; writtenAt: Date; text: string | undefined }[]
  waiting: { actsId: string | null; dueAt: Date } | undefined
}
type Reader = { personId: string | null; side: Side | null; mayWrite: boolean; now: Date }

/** One message as whoever asks may see it; what was hidden or taken back has no words here, for there are none to be read. */
const messageShown = (
  { row, texts, waiting }: Said,
  { someone, display }: NamesByPerson,
  { personId, side, mayWrite, now }: Reader,
) => {
  const isMine = row.authorId !== null && row.authorId === personId
  const newest = texts.at(-1)
  const isThere = row.state === 'sent' && side !== null
  return {
    ...{ id: row.id, side: row.side, isMine, state: row.state, urgent: row.urgent as said.Urgent | null, version: row.version },
    author: someone(row.authorId),
    madeAt: row.madeAt.toISOString(),
    editedAt: asText(row.editedAt),
    withdrawnAt: asText(row.withdrawnAt),
    text: newest?.text ?? null,
    language: newest?.language ?? null,
    earlier: texts
      .slice(0, -1)
      .map(({ text, language, writtenAt }) => ({ text: text ?? '', language, writtenAt: writtenAt.toISOString() })),
    waits: waiting ? { by: display(waiting.actsId), dueAt: waiting.dueAt.toISOString() } : null,
    can: {
      edit: isThere && isMine && mayWrite && within(row.madeAt, now, EDIT_MINUTES),
      withdraw: isThere && isMine && within(row.madeAt, now, WITHDRAW_HOURS * 60),
      report: isThere && !isMine,
    },
  }
}

/** Whoever opens a conversation has read it: a fact in the file of each of the family, or in one's own. */
const tellOpened = (emit: Emit, conversationId: string, side: Side | null, about: readonly string[], personId: string) => {
  const name = side === null ? 'conversation.looked_into' : 'conversation.opened'
  for (const subject of side === 'family' ? [personId] : about) emit(name, { conversationId }, { subject })
}

/** Who is there on the other side: a group ends, a child leaves a class, and then it is nobody. */
const othersIn = async (tx: Hands['tx'], id: string, side: Side | null) =>
  (await queries.readersOf(tx, id)).filter(({ stands }) => stands !== 'overseer' && (stands === 'family') !== (side === 'family'))

/** When the other side would hear of something said now: nothing, where that is at once, or never. */
const arrivalTo = async (tx: Hands['tx'], others: readonly queries.Met[], now: Date) => {
  const { earliest } = await arrivalOf(
    tx,
    others.map(({ personId }) => personId),
    'messages',
    now,
  )
  return earliest && earliest > now ? earliest.toISOString() : null
}

const wordsOf = async ({ tx, vault, schoolId }: Hands, messageIds: readonly string[]) => {
  const rows = await said.textsOf(tx, schoolId, messageIds)
  const texts = await vault.openSurviving(tx, schoolId, messageTextTable, rows)
  return Map.groupBy(
    rows.map((row, nth) => ({ ...row, text: texts[nth]?.text })),
    ({ messageId }) => messageId,
  )
}

const notesIn = async ({ tx, vault, schoolId }: Hands, id: string, { display }: NamesByPerson) => {
  const rows = await queries.notesOf(tx, schoolId, id)
  const texts = await vault.openSurviving(tx, schoolId, conversationNoteTable, rows)
  return rows.map(({ id: noteId, authorId, madeAt, language }, nth) => ({
    ...{ id: noteId, by: display(authorId), madeAt: madeAt.toISOString(), language, text: texts[nth]?.text ?? '' },
  }))
}

const rowsOf = ({ tx, schoolId }: Hands, id: string, before: string | undefined, now: Date) =>
  Promise.all([
    queries.conversationById(tx, schoolId, id),
    said.messagesOf(tx, schoolId, id, messagesAtOnce + 1, before),
    queries.namesIn(tx, [id]),
    queries.membersOf(tx, schoolId, id),
    said.waitingIn(tx, id),
    queries.readingsOf(tx, id, now),
  ])

/** The messages of a page, the newest last, each as whoever asks may see it. */
const pageOf = async (
  hands: Hands,
  rows: readonly said.MessageRow[],
  waiting: Awaited<ReturnType<typeof said.waitingIn>>,
  names: NamesByPerson,
  reader: Reader,
) => {
  const texts = await wordsOf(
    hands,
    rows.map(({ id }) => id),
  )
  const waitsFor = new Map(waiting.map((one) => [one.messageId, one]))
  return rows
    .toReversed()
    .map((row) => messageShown({ row, texts: texts.get(row.id) ?? [], waiting: waitsFor.get(row.id) }, names, reader))
}

/** Who answers from when on, if somebody else did before. */
const goingOn = async (hands: Hands, id: string) => {
  const found = await queries.goesOnWith(hands.tx, id)
  if (!found) return null
  const display = (await namesByPerson(hands, [found])).display(found.id)
  return display === null ? null : { display, fromOn: found.fromOn, untilOn: found.untilOn }
}

export const read = action(readConversation, async ({ tx, actor, vault, params: { id }, query, now, emit }) => {
  const [hands, personId] = [{ tx, vault, schoolId: actor.schoolId! }, actor.personId ?? refuse('not_signed_in')]
  const [found, rows, met, members, waiting, readings] = await rowsOf(hands, id, query.before, now)
  const row = found ?? refuse('not_found')
  const names = await namesByPerson(hands, named(met))
  const [[conversation], notes] = await Promise.all([shown(hands, [row], met), notesIn(hands, id, names)])
  const { side } = conversation!
  const others = conversation!.mayWrite ? await othersIn(tx, id, side) : []
  const mayWrite = others.length > 0
  const reader = { personId, side, mayWrite, now }
  const [messages, arrivesAt] = await Promise.all([
    pageOf(hands, rows.slice(0, messagesAtOnce), waiting, names, reader),
    mayWrite ? arrivalTo(tx, others, now) : null,
  ])
  tellOpened(emit, id, side, members, personId)
  return {
    ...{ conversation: { ...conversation!, mayWrite }, messages, notes, arrivesAt, hasEarlier: rows.length > messagesAtOnce },
    goesOn: await goingOn(hands, id),
    read: readings.map(({ personId: by, messageId, readAt }) => ({
      person: names.someone(by),
      messageId,
      readAt: readAt.toISOString(),
    })),
    can: { note: side === 'school', assign: side === 'school' && row.line.startsWith('office'), urgent: side === 'school' },
  }
})

export const people = action(readConversationPeople, async ({ tx, actor, vault, params: { id } }) => {
  const met = await queries.readersOf(tx, id)
  const { someone } = await namesByPerson({ tx, vault, schoolId: actor.schoolId! }, await known(tx, id, met))
  const those = (as: string) => met.flatMap(({ personId, stands }) => (stands === as ? (someone(personId) ?? []) : []))
  const family = those('family')
  return {
    family,
    others: met.filter(({ stands }) => stands === 'family').length - family.length,
    school: (['teacher', 'office'] as const).flatMap((as) => those(as).map((one) => ({ ...one, as }))),
    overseers: those('overseer'),
  }
})

/** Of the family only those names that the reader may know. */
const known = async (tx: Hands['tx'], id: string, met: readonly queries.Met[]) => {
  const may = new Set((await queries.namesIn(tx, [id])).flatMap(({ personId, sealed }) => (sealed ? [personId] : [])))
  return named(met).filter(
    ({ id: personId }) => met.some((one) => one.personId === personId && one.stands !== 'family') || may.has(personId),
  )
}
