import * as z from 'zod/mini'
import { decideMessageReport, listMessageReports, listOverseen, reportMessage } from '#contract/message-reports.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { job } from '#kernel/job.ts'
import { namesByPerson, staffNames } from '#modules/people/index.ts'
import * as said from './messages.queries.ts'
import * as queries from './reports.queries.ts'
import { conversationTable } from './sealed.ts'

const DAY = 86_400_000
const FALLBACK_DAYS = 3
const OVERDUE = 'message.report_due'

export const report = action(reportMessage, async ({ tx, actor, vault, params: { id }, body: { why }, now, emit, later }) => {
  const [schoolId, reportedBy, reportId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const message = (await said.messageById(tx, schoolId, id)) ?? refuse('not_found')
  if (message.authorId === reportedBy) refuse('message.own')
  const acts = await queries.whoActs(tx, id)
  const dueAt = new Date(now.getTime() + (acts?.days ?? FALLBACK_DAYS) * DAY)
  if (!(await queries.hide(tx, schoolId, id))) refuse('message.gone')
  const { conversationId } = message
  const row = {
    schoolId,
    id: reportId,
    messageId: id,
    conversationId,
    reportedBy,
    why,
    madeAt: now,
    actsId: acts?.personId ?? null,
    dueAt,
  }
  await queries.insertReport(tx, row)
  await later(OVERDUE, { reportId }, { afterSeconds: (dueAt.getTime() - now.getTime()) / 1000, key: `${OVERDUE}:${reportId}` })
  emit('message.reported', { messageId: id, reportId, conversationId }, { subject: reportedBy })
  const { display } = await namesByPerson({ tx, vault, schoolId }, acts ? await staffNames(tx, [acts.personId]) : [])
  return { id: reportId, actsBy: display(row.actsId), dueAt: dueAt.toISOString() }
})

const ids = (...some: readonly (string | null)[]) => some.flatMap((id) => (id ? [id] : []))

export const list = action(listMessageReports, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.reports(tx, schoolId)
  const staff = await staffNames(
    tx,
    rows.flatMap(({ actsId, decidedBy }) => ids(actsId, decidedBy)),
  )
  const { display } = await namesByPerson({ tx, vault, schoolId }, staff)
  return {
    reports: rows.map(
      ({ id, messageId, conversationId, why, madeAt, dueAt, overdueAt, actsId, decidedAt, decidedBy, verdict, ...row }) => ({
        ...{
          id,
          messageId,
          conversationId,
          why,
          verdict,
          isOverdue: overdueAt !== null,
          acts: display(actsId),
          decidedBy: display(decidedBy),
        },
        ...{ madeAt: madeAt.toISOString(), dueAt: dueAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null },
        isMine: row.reportedBy === actor.personId,
        can: { decide: row.mayDecide && decidedAt === null },
      }),
    ),
  }
})

export const decide = action(decideMessageReport, async ({ tx, actor, params: { id }, body: { verdict }, now, emit }) => {
  const [schoolId, decidedBy] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const row = (await queries.reportById(tx, schoolId, id)) ?? refuse('not_found')
  if (row.decidedAt) refuse('message.report_decided')
  const { authorId } = (await said.messageById(tx, schoolId, row.messageId)) ?? refuse('not_found')
  if (verdict === 'restored') await queries.showAgain(tx, schoolId, row.messageId)
  if (!(await queries.decide(tx, schoolId, id, { decidedAt: now, decidedBy, verdict }))) refuse('message.report_decided')
  emit('message.report_decided', { messageId: row.messageId, reportId: id, verdict }, authorId ? { subject: authorId } : {})
  return { id }
})

/** Nobody has decided in time: those who lead the school may, and are told. Decided meanwhile, or asked too early, it does nothing. */
export const reportDue = job(
  OVERDUE,
  'safeguarding',
  z.object({ reportId: z.uuid() }),
  async ({ payload: { reportId }, schoolId, unit }) => {
    await unit(async ({ tx, now, emit }) => {
      if (await queries.overdue(tx, schoolId, reportId, now)) emit('message.report_overdue', { reportId })
    })
  },
)

export const overseen = action(listOverseen, async ({ tx, actor, vault, params: { id }, emit }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.overseen(tx, schoolId, id)
  const topics = await vault.openSurviving(tx, schoolId, conversationTable, rows)
  emit('conversation.looked_for', { results: rows.length }, { subject: id })
  return {
    conversations: rows.map(({ id: conversationId, line, lastAt }, nth) => ({
      ...{ id: conversationId, line, topic: topics[nth]?.topic ?? '', lastAt: lastAt.toISOString() },
    })),
  }
})
