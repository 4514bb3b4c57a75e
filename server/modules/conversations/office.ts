import { assignConversation, closeConversation, noteConversation, reopenConversation } from '#contract/conversation-office.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { yearBegins } from '#kernel/school.ts'
import * as queries from './conversations.queries.ts'
import * as office from './office.queries.ts'
import { conversationNoteTable } from './sealed.ts'
import { ownersOf } from './writing.ts'

export const assign = action(assignConversation, async ({ tx, actor, params: { id }, body: { personId }, emit }) => {
  const schoolId = actor.schoolId!
  const [readers, [about]] = await Promise.all([queries.readersOf(tx, id), queries.membersOf(tx, schoolId, id)])
  if (personId && !readers.some((one) => one.personId === personId && one.stands === 'office'))
    refuse('conversation.not_of_office')
  if (!(await office.assign(tx, schoolId, id, personId))) refuse('conversation.not_of_office')
  emit('conversation.assigned', { conversationId: id, personId }, about ? { subject: about } : {})
  return { id }
})

export const note = action(noteConversation, async ({ tx, actor, vault, params: { id }, body, now, emit }) => {
  const [schoolId, authorId, noteId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const [found, [about]] = await Promise.all([queries.conversationById(tx, schoolId, id), queries.membersOf(tx, schoolId, id)])
  const { pupilId, schoolYearId } = found ?? refuse('not_found')
  const owners = await ownersOf({ tx, vault, schoolId }, pupilId, await yearBegins(tx, schoolId, schoolYearId))
  const [sealed] = await vault.seal(tx, schoolId, conversationNoteTable.table, [
    { id: noteId, owners, content: { text: body.text } },
  ])
  const row = {
    schoolId,
    id: noteId,
    conversationId: id,
    pupilId,
    authorId,
    madeAt: now,
    language: body.language,
    sealed: sealed!,
  }
  await office.insertNote(tx, row)
  emit('conversation.noted', { conversationId: id, noteId }, { subject: about ?? pupilId })
  return { id: noteId }
})

export const close = action(closeConversation, async ({ tx, actor, params: { id }, now, emit }) => {
  const schoolId = actor.schoolId!
  const [about] = await queries.membersOf(tx, schoolId, id)
  if (!(await office.setState(tx, schoolId, id, { state: 'closed', closedBy: actor.personId, closedAt: now })))
    refuse('conversation.closed')
  emit('conversation.closed', { conversationId: id }, about ? { subject: about } : {})
  return { id }
})

export const reopen = action(reopenConversation, async ({ tx, actor, params: { id }, emit }) => {
  const schoolId = actor.schoolId!
  const [about] = await queries.membersOf(tx, schoolId, id)
  if (!(await office.setState(tx, schoolId, id, { state: 'open', closedBy: null, closedAt: null })))
    refuse('conversation.not_closed')
  emit('conversation.reopened', { conversationId: id }, about ? { subject: about } : {})
  return { id }
})
