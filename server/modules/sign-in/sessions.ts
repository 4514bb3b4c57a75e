import { endOneSession, endOtherSessions, listSessions } from '#contract/sessions.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { endAllOthers, oneself } from './proving.ts'
import * as queries from './sign-in.queries.ts'

export const list = action(listSessions, async ({ tx, actor }) => {
  const rows = await queries.ownSessions(tx, actor.session ?? refuse('not_signed_in'))
  return {
    sessions: rows.map(({ startedAt, seenAt, ...row }) => ({
      ...row,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
    })),
  }
})

export const endOne = action(endOneSession, async ({ tx, actor, params, now, emit }) => {
  const accountId = actor.accountId ?? refuse('not_signed_in')
  if (!(await queries.endById(tx, accountId, params.id, now))) refuse('not_found')
  emit('session.ended', { why: 'revoked' }, oneself(actor))
  return {}
})

export const endOthers = action(endOtherSessions, async (context) => {
  const ended = await endAllOthers(context)
  context.emit('session.ended', { why: 'revoked' }, oneself(context.actor))
  return { ended }
})
