import { readNoticeProgress, remindNotice } from '#contract/notices-following.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { remind as noteReminder, noticeById } from './notices.queries.ts'
import * as queries from './receipts.queries.ts'
import { asText } from './showing.ts'

/** What has left in which minute, and for how many nothing has. */
const outOf = (rows: readonly queries.DeliveryRow[]) => ({
  deliveries: rows.flatMap(({ minute, channel, count }) =>
    minute && channel !== 'none' ? [{ minute: minute.toISOString(), channel, count }] : [],
  ),
  undelivered: rows.find(({ channel }) => channel === 'none')?.count ?? 0,
})

export const progress = action(readNoticeProgress, async ({ tx, actor, params }) => {
  const schoolId = actor.schoolId!
  const [found, counted, deliveries] = await Promise.all([
    noticeById(tx, schoolId, params.id),
    queries.countsOf(tx, [params.id]),
    queries.deliveriesOf(tx, params.id).then(outOf),
  ])
  const row = found ?? refuse('not_found')
  return {
    counts: counted.get(row.id) ?? { people: 0, confirmed: 0, seen: 0, unseen: 0, unreached: 0 },
    listedAt: asText(row.listedAt),
    remindedAt: asText(row.remindedAt),
    ...deliveries,
  }
})

export const remind = action(remindNotice, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId!
  const row = (await noticeById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (row.state !== 'published') refuse('notice.not_published')
  if (!(await noteReminder(tx, schoolId, row.id, now))) refuse('notice.reminded_lately')
  emit('notice.reminded', { noticeId: row.id, by: 'hand', isUrgent: row.kind === 'urgent' })
  return { remindedAt: now.toISOString() }
})
