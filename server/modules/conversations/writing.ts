import {
  beginConversation,
  EDIT_MINUTES,
  editMessage,
  type Side,
  sendMessage,
  WITHDRAW_HOURS,
  withdrawMessage,
} from '#contract/conversations.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn, yearBegins } from '#kernel/school.ts'
import { all, type Owners, person } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { type Round, roundsOf } from './addressing.ts'
import * as queries from './conversations.queries.ts'
import * as said from './messages.queries.ts'
import { mayBegin } from './partners.queries.ts'
import { conversationTable, messages, messageTextTable } from './sealed.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string; personId: string; now: Date; emit: Emit }

/** What is written about a pupil is the pupil's, and the conversations' of a school year: it dies with the first of them. */
export const ownersOf = async (
  { tx, vault, schoolId }: Pick<Hands, 'tx' | 'vault' | 'schoolId'>,
  pupilId: string,
  yearFrom: string,
): Promise<Owners> => all([person(pupilId), await vault.epoch(tx, schoolId, messages, yearFrom)])

type Words = { text: string; language: string; urgent?: said.Urgent | null | undefined }
type Into = { id: string; pupilId: string; owners: Owners; side: Side; about: string }

/** One message: its row, its words, and the fact by which others are told. */
const say = async ({ tx, vault, schoolId, personId, now, emit }: Hands, into: Into, { text, language, urgent = null }: Words) => {
  const [id, textId] = [uuidv7(), uuidv7()]
  const [sealed] = await vault.seal(tx, schoolId, messageTextTable.table, [
    { id: textId, owners: into.owners, content: { text } },
  ])
  await said.insertMessage(tx, { schoolId, id, conversationId: into.id, authorId: personId, side: into.side, urgent, now })
  const row = {
    schoolId,
    id: textId,
    messageId: id,
    conversationId: into.id,
    pupilId: into.pupilId,
    authorId: personId,
    number: 1,
    language,
  }
  await said.insertText(tx, { ...row, writtenAt: now, sealed: sealed! })
  const payload = { conversationId: into.id, messageId: id, side: into.side, isUrgent: urgent !== null, reason: urgent }
  emit('message.sent', payload, { subject: into.about })
  return id
}

/** Only the school calls something urgent: it comes in quiet hours, and is counted. */
const mustBeAllowed = (side: Side, { urgent }: Words) => {
  if (urgent && side !== 'school') refuse('conversation.not_urgent')
}

type Begun = {
  line: queries.ConversationRow['line']
  side: Side
  topic: string
  classId: string | null
  groupId: string | null
  teacherId: string | null
}

const beginOne = async (
  hands: Hands,
  round: Round,
  { topic, ...begun }: Begun & { year: { id: string; fromOn: string }; roundId: string | null },
  words: Words,
) => {
  const { tx, vault, schoolId, personId, now, emit } = hands
  const { line, side, classId, groupId, teacherId, year, roundId } = begun
  const id = uuidv7()
  const owners = await ownersOf(hands, round.pupilId, year.fromOn)
  const [sealed] = await vault.seal(tx, schoolId, conversationTable.table, [{ id, owners, content: { topic } }])
  const row = {
    schoolId,
    id,
    schoolYearId: year.id,
    line,
    pupilId: round.pupilId,
    classId,
    groupId,
    teacherId,
    roundId,
    begunBy: personId,
    begunSide: side,
  }
  await queries.insertConversation(tx, { ...row, sealed: sealed!, now }, round.members)
  const about = side === 'family' ? personId : round.members[0]!
  emit('conversation.begun', { conversationId: id, line }, { subject: about })
  await say(hands, { id, pupilId: round.pupilId, owners, side, about }, words)
  return id
}

export const begin = action(beginConversation, async ({ tx, actor, vault, body, now, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId!, personId: actor.personId ?? refuse('not_signed_in'), now, emit }
  const { topic, text, language, urgent, line, side, classId = null, groupId = null, teacherId = null } = body
  mustBeAllowed(side, { text, language, urgent })
  const [year, rounds] = await Promise.all([schoolYearOn(tx, hands.schoolId, now), roundsOf(tx, hands, body)])
  if (rounds.conversations.length === 0) refuse('conversation.nobody_there')
  const pupils = [...new Set(rounds.conversations.map(({ pupilId }) => pupilId))]
  if (!(await mayBegin(tx, body, pupils))) refuse('not_allowed')
  const roundId = new Set(body.pupilIds).size > 1 ? uuidv7() : null
  const conversations: string[] = []
  for (const round of rounds.conversations)
    conversations.push(
      await beginOne(hands, round, { topic, line, side, classId, groupId, teacherId, year, roundId }, { text, language, urgent }),
    )
  return { conversations, reached: rounds.reached, withoutAccount: rounds.withoutAccount }
})

export const send = action(sendMessage, async ({ tx, actor, vault, params: { id }, body, now, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId!, personId: actor.personId ?? refuse('not_signed_in'), now, emit }
  const [found, readers, members] = await Promise.all([
    queries.conversationById(tx, hands.schoolId, id),
    queries.readersOf(tx, id),
    queries.membersOf(tx, hands.schoolId, id),
  ])
  const row = found ?? refuse('not_found')
  const side: Side = row.isFamily ? 'family' : 'school'
  mustBeAllowed(side, body)
  if (!row.mayWrite) refuse('conversation.not_allowed')
  const others = readers.filter(({ stands }) => stands !== 'overseer' && (stands === 'family') !== (side === 'family'))
  if (others.length === 0) refuse('conversation.nobody_there')
  const owners = await ownersOf(hands, row.pupilId, await yearBegins(tx, hands.schoolId, row.schoolYearId))
  const about = side === 'family' ? hands.personId : (members[0] ?? row.pupilId)
  const messageId = await say(hands, { id, pupilId: row.pupilId, owners, side, about }, body)
  await queries.moveUp(tx, hands.schoolId, id, now)
  if (row.state === 'closed') emit('conversation.reopened', { conversationId: id }, { subject: about })
  return { id: messageId, madeAt: now.toISOString(), version: 1 }
})

/** Whose file says so: of whoever of the family wrote it, or whom it was written to. */
const subjectOf = async (tx: Tx, schoolId: string, row: said.MessageRow, personId: string) =>
  row.side === 'family' ? personId : ((await queries.membersOf(tx, schoolId, row.conversationId))[0] ?? personId)

const tooLate = (row: said.MessageRow, now: Date, minutes: number) => now.getTime() - row.madeAt.getTime() >= minutes * 60_000

export const edit = action(editMessage, async ({ tx, actor, vault, params: { id }, body, version: read, now, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const row = (await said.messageById(tx, schoolId, id)) ?? refuse('not_found')
  const version = read ?? refuse('invalid_input', { fields: [{ in: 'header', field: 'if-match', problem: 'missing' }] })
  if (row.state !== 'sent') refuse('message.gone')
  if (tooLate(row, now, EDIT_MINUTES)) refuse('message.too_late')
  if (version !== row.version) refuse('version_conflict', { version: row.version })
  const conversation = (await queries.conversationById(tx, schoolId, row.conversationId)) ?? refuse('not_found')
  const owners = await ownersOf(
    { tx, vault, schoolId },
    conversation.pupilId,
    await yearBegins(tx, schoolId, conversation.schoolYearId),
  )
  const textId = uuidv7()
  const [sealed] = await vault.seal(tx, schoolId, messageTextTable.table, [{ id: textId, owners, content: { text: body.text } }])
  const changed = (await said.edit(tx, schoolId, id, version, now)) ?? refuse('version_conflict')
  const text = {
    schoolId,
    id: textId,
    messageId: id,
    conversationId: row.conversationId,
    pupilId: conversation.pupilId,
    authorId: personId,
  }
  await said.insertText(tx, { ...text, number: changed.version, language: body.language, writtenAt: now, sealed: sealed! })
  emit('message.edited', { messageId: id, version: changed.version }, { subject: await subjectOf(tx, schoolId, row, personId) })
  return { id, version: changed.version }
})

export const withdraw = action(withdrawMessage, async ({ tx, actor, params: { id }, now, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const row = (await said.messageById(tx, schoolId, id)) ?? refuse('not_found')
  if (row.state !== 'sent') refuse('message.gone')
  if (tooLate(row, now, WITHDRAW_HOURS * 60)) refuse('message.too_late')
  if (!(await said.withdraw(tx, schoolId, id, now))) refuse('message.gone')
  emit('message.withdrawn', { messageId: id }, { subject: await subjectOf(tx, schoolId, row, personId) })
  return { id }
})
