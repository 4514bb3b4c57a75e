import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import * as queries from './notices.queries.ts'
import { waitingFor } from './receipts.queries.ts'
import { tellAll } from './writing.ts'

const about = z.object({ noticeId: z.uuid() })

/**
 * Publishes what waited for its hour, in the name of whoever wrote it, if they still speak to all for whom it is; else it is a draft again.
 * Asked twice, or before an hour that was moved, it does nothing.
 */
export const publishDue = job('notice.publish_due', 'family_communication', about, async ({ payload, schoolId, unit }) => {
  await unit(async ({ tx, now, emit, later }) => {
    const notice = await queries.noticeById(tx, schoolId, payload.noticeId)
    if (notice?.state !== 'scheduled' || !notice.publishAt || notice.publishAt > now) return
    const audiences = (await queries.placesOf(tx, schoolId, notice.id)).map(({ id }) => id)
    const { count } = await queries.voicesAmong(tx, notice.authorId, audiences)
    const isTheirs = notice.authorId !== null && count === audiences.length
    const hour = isTheirs
      ? ({ state: 'published', publishAt: null, publishedAt: now } as const)
      : ({ state: 'draft', publishAt: null, publishedAt: null } as const)
    if (!(await queries.setHour(tx, schoolId, notice.id, hour, now))) throw new Error('moved meanwhile: the next try sees it')
    if (isTheirs) await tellAll({ emit, later }, notice, audiences)
    else emit('notice.held_back', { noticeId: notice.id })
  })
})

/** A day later: whoever was not reached stands on a list that the office finds on its first page. */
export const followUp = job('notice.follow_up', 'family_communication', about, async ({ payload, schoolId, unit }) => {
  await unit(async ({ tx, now, emit }) => {
    const notice = await queries.noticeById(tx, schoolId, payload.noticeId)
    if (notice?.state !== 'published') return
    const waiting = await waitingFor(tx, notice)
    if (waiting.length === 0 || !(await queries.putOnList(tx, schoolId, notice.id, now))) return
    const unreached = waiting.filter(({ state }) => state === 'unreached').length
    emit('notice.unseen_listed', { noticeId: notice.id, waiting: waiting.length, unreached })
  })
})

/** Three days later: who was asked and has not answered is told once more, unless somebody did so by hand within the last hour. */
export const remindLate = job('notice.remind_late', 'family_communication', about, async ({ payload, schoolId, unit }) => {
  await unit(async ({ tx, now, emit }) => {
    const notice = await queries.noticeById(tx, schoolId, payload.noticeId)
    if (notice?.state !== 'published' || notice.asks.length === 0) return
    if ((await waitingFor(tx, notice)).every(({ state }) => state === 'unreached')) return
    if (await queries.remind(tx, schoolId, notice.id, now))
      emit('notice.reminded', { noticeId: notice.id, by: 'time', isUrgent: notice.kind === 'urgent' })
  })
})
