import { confirmNotice, seeNotice } from '#contract/notices-following.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { noticeById } from './notices.queries.ts'
import * as queries from './receipts.queries.ts'

/** What can be seen or confirmed: it was published, and nobody has taken it back. */
const standing = async (tx: Tx, schoolId: string, id: string) => {
  const row = (await noticeById(tx, schoolId, id)) ?? refuse('not_found')
  return row.state === 'published' ? row : refuse('notice.not_published')
}

export const see = action(seeNotice, async ({ tx, actor, params, now, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const { id: noticeId } = await standing(tx, schoolId, params.id)
  if (!(await queries.insertSight(tx, { schoolId, noticeId, personId, seenAt: now }))) refuse('notice.already_seen')
  emit('notice.seen', { noticeId }, { subject: personId })
  return { seenAt: now.toISOString() }
})

export const confirm = action(confirmNotice, async ({ tx, actor, params, now, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const { id: noticeId, asks } = await standing(tx, schoolId, params.id)
  const stands = await queries.myStands(tx, noticeId)
  if (!stands.some((one) => asks.includes(one))) refuse('notice.not_asked')
  if (!(await queries.insertConfirmation(tx, { schoolId, noticeId, personId, seenAt: now }))) refuse('notice.already_confirmed')
  emit('notice.confirmed', { noticeId }, { subject: personId })
  return { confirmedAt: now.toISOString() }
})
