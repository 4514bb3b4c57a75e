import type * as z from 'zod/mini'
import { dropPaper, notePaper } from '#contract/notices-following.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { noticeById } from './notices.queries.ts'
import * as queries from './papers.queries.ts'

const askedIn = ({ id, personId, as }: z.output<typeof notePaper.params>) => ({
  ...{ noticeId: id, personId, isFamily: as === 'family' },
})

export const note = action(notePaper, async ({ tx, actor, params, now, emit }) => {
  const [schoolId, notedBy] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const notice = (await noticeById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (notice.state !== 'published') refuse('notice.not_published')
  const asked = askedIn(params)
  const state = notice.asks.length > 0 ? await queries.stateOf(tx, asked) : undefined
  if (!state) refuse('notice.not_asked')
  if (state === 'confirmed' || !(await queries.insertPaper(tx, { schoolId, ...asked, notedBy, notedAt: now })))
    refuse('notice.already_confirmed')
  emit('notice.paper_noted', { noticeId: params.id, as: params.as }, { subject: params.personId })
  return { notedAt: now.toISOString() }
})

export const drop = action(dropPaper, async ({ tx, actor, params, emit }) => {
  if (!(await queries.deletePaper(tx, actor.schoolId!, askedIn(params)))) refuse('not_found')
  emit('notice.paper_dropped', { noticeId: params.id, as: params.as }, { subject: params.personId })
  return {}
})
