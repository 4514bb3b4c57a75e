import { listedAfterHours, remindedAfterHours, type Stands, type UrgentReason } from '#contract/notices.ts'
import { publishNotice, writeNotice } from '#contract/notices-writing.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Later } from '#kernel/jobs.ts'
import { schoolYearOn } from '#kernel/school.ts'
import type { Owner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { putFiles, withFiles } from './filing.ts'
import * as queries from './notices.queries.ts'
import { classLife, noticeTextTable } from './sealed.ts'
import { insertTexts, type NewText } from './texts.queries.ts'

type When = 'now' | 'draft' | (string & {})

/** When a notice is to be published: now, never, or at an hour that has not passed. What is urgent does not wait. */
const hourOf = (when: When, now: Date, isUrgent: boolean) => {
  if (when === 'now') return { state: 'published', publishAt: null, publishedAt: now } as const
  if (when === 'draft') return { state: 'draft', publishAt: null, publishedAt: null } as const
  if (isUrgent) refuse('notice.urgent_waits')
  const publishAt = new Date(when)
  if (publishAt <= now) refuse('notice.hour_passed')
  return { state: 'scheduled', publishAt, publishedAt: null } as const
}

type Dates = { effectiveFrom?: string | null | undefined; effectiveUntil?: string | null | undefined }
/** From when on something holds, and until when: not the other way round, and no end without a beginning. */
export const datesOf = ({ effectiveFrom, effectiveUntil }: Dates) => {
  const dates = {
    effectiveFrom: effectiveFrom ? new Date(effectiveFrom) : null,
    effectiveUntil: effectiveUntil ? new Date(effectiveUntil) : null,
  }
  if (dates.effectiveUntil && !(dates.effectiveFrom && dates.effectiveFrom < dates.effectiveUntil)) refuse('notice.dates')
  return dates
}

/** Whoever announces speaks to all for whom it is; and where it is urgent, may say so. */
export const speakTo = async (tx: Tx, { personId }: Pick<Actor, 'personId'>, audiences: readonly string[], isUrgent: boolean) => {
  const { count, mayAlarm } = await queries.voicesAmong(tx, personId, audiences)
  if (count < audiences.length) refuse('notice.not_your_audience')
  if (isUrgent && !mayAlarm) refuse('notice.urgent_not_yours')
}

type Typed = { language: string; title: string; text: string; files?: string[] | undefined }
type Sealing = { tx: Tx; vault: Vault; schoolId: string; noticeId: string; owners: Owner; authorId: string | null; now: Date }

/** One row for each language, the original first, each under the name of whoever wrote it. */
export const sealTexts = async (
  { tx, vault, schoolId, noticeId, owners, authorId, now }: Sealing,
  texts: readonly (Typed & { place: number })[],
): Promise<NewText[]> => {
  const rows = texts.map((text) => ({ ...text, id: uuidv7() }))
  const sealing = rows.map(({ id, title, text, files }) => ({ id, owners, content: { title, text, ...(files && { files }) } }))
  const sealed = await vault.seal(tx, schoolId, noticeTextTable.table, sealing)
  return rows.map(({ id, place, language }, nth) => ({
    ...{ schoolId, id, noticeId, place, language, authorId, madeAt: now, sealed: sealed[nth]! },
  }))
}

type Said = { emit: Emit; later: Later; now: Date }
type Announced = { id: string; kind: string; reason: UrgentReason | null; asks: readonly Stands[] }

/** What a notice that is published sets going: each audience by a fact of its own, whoever is told, and what is looked at after days. */
export const tellAll = async ({ emit, later }: Omit<Said, 'now'>, notice: Announced, audiences: readonly string[]) => {
  const { id: noticeId, reason, asks } = notice
  if (reason) emit('notice.urgent_published', { noticeId, reason })
  else emit('notice.published', { noticeId })
  if (!reason && asks.length > 0) emit('notice.confirmation_asked', { noticeId })
  for (const audience of audiences) emit('notice.addressed', { noticeId, audienceId: audience }, { audience })
  await later('notice.follow_up', { noticeId }, { afterSeconds: listedAfterHours * 3600, key: `notice.follow_up:${noticeId}` })
  if (asks.length > 0)
    await later('notice.remind_late', { noticeId }, { afterSeconds: remindedAfterHours * 3600, key: `notice.remind:${noticeId}` })
}

const tell = async (said: Said, notice: Announced, audiences: readonly string[], hour: ReturnType<typeof hourOf>) => {
  const { emit, later, now } = said
  if (hour.state === 'published') return tellAll(said, notice, audiences)
  if (hour.state === 'draft') return emit('notice.drafted', { noticeId: notice.id })
  const afterSeconds = Math.ceil((hour.publishAt.getTime() - now.getTime()) / 1000)
  // One job for a notice, however often its hour is moved.
  await later('notice.publish_due', { noticeId: notice.id }, { afterSeconds, key: `notice.publish:${notice.id}` })
  emit('notice.scheduled', { noticeId: notice.id })
}

export const write = action(writeNotice, async ({ tx, actor, vault, body, now, emit, later }) => {
  const [schoolId, authorId, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const audiences = [...new Set(body.audiences)]
  const [reason, asks] = [body.urgent ?? null, [...new Set(body.asks)]]
  const hour = hourOf(body.when, now, reason !== null)
  const [year] = await Promise.all([schoolYearOn(tx, schoolId, now), speakTo(tx, actor, audiences, reason !== null)])
  const owners = await vault.epoch(tx, schoolId, classLife, year.fromOn)
  const notice = { id, kind: reason ? 'urgent' : 'ordinary', reason, asks } as const
  const made = { schoolId, schoolYearId: year.id, authorId, createdAt: now, impact: null, announcement: null }
  await queries.insertNotice(
    tx,
    { ...notice, ...made, ...hour, ...datesOf(body), language: body.texts[0]?.language ?? refuse('invalid_input') },
    audiences,
  )
  const { names } = await putFiles({ tx, vault, actor, now }, id, body.files)
  const typed = withFiles(body.texts, names)
  await insertTexts(tx, await sealTexts({ tx, vault, schoolId, noticeId: id, owners, authorId, now }, typed))
  await tell({ emit, later, now }, notice, audiences, hour)
  return { id, version: 1, state: hour.state }
})

export const publish = action(publishNotice, async ({ tx, actor, params, body, now, emit, later }) => {
  const schoolId = actor.schoolId!
  const row = (await queries.noticeById(tx, schoolId, params.id)) ?? refuse('not_found')
  const hour = hourOf(body.when, now, row.reason !== null)
  const audiences = (await queries.placesOf(tx, schoolId, row.id)).map(({ id }) => id)
  // A place where its writer no longer speaks is not even seen.
  if (hour.state !== 'draft') {
    if (audiences.length < row.places) refuse('notice.not_your_audience')
    await speakTo(tx, actor, audiences, row.reason !== null)
  }
  if (!(await queries.setHour(tx, schoolId, row.id, hour))) refuse('notice.published')
  await tell({ emit, later, now }, row, audiences, hour)
  return { id: row.id, state: hour.state }
})
