import { replyInCalendar } from '#contract/calendar.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './entries.queries.ts'

export const answer = action(replyInCalendar, async ({ tx, actor, params, body, now, emit }) => {
  const [schoolId, answeredBy] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const { pupilId, answer: said } = body
  const [found, { timeZone }, mine] = await Promise.all([
    queries.entryById(tx, schoolId, params.id),
    schoolOf(tx),
    queries.answersOf(tx, schoolId, [params.id]),
  ])
  const row = found ?? refuse('not_found')
  if (!row.asksReply) refuse('calendar.asks_nothing')
  if (row.state === 'cancelled') refuse('calendar.cancelled')
  if (!mine.some((one) => one.pupilId === pupilId && one.mayAnswer)) refuse('calendar.not_yours')
  if (await queries.isOver(tx, row, timeZone, now)) refuse('calendar.over')
  await queries.reply(tx, { schoolId, id: uuidv7(), entryId: row.id, pupilId, answer: said, answeredBy, answeredAt: now })
  emit('calendar.replied', { entryId: row.id, answer: said }, { subject: pupilId })
  return { answer: said }
})
