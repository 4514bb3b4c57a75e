import * as z from 'zod/mini'
import { reviewDays } from '#contract/access-review.ts'
import { nobody } from '#kernel/ids.ts'
import { job, type Unit } from '#kernel/job.ts'
import type { Mail } from '#kernel/mail.ts'
import { schoolOf } from '#kernel/school.ts'
import { personTable } from '#modules/people/index.ts'
import { administrators, endRole } from './granting.queries.ts'
import { leaveClasses } from './granting.ts'
import { reviewMail } from './mails.ts'
import * as queries from './reviewing.queries.ts'

const WEEK = 7 * 86_400_000

type Silent = Awaited<ReturnType<typeof queries.undecided>>[number]

/** What becomes of a role about which nobody has said anything: removed, unless nobody would administer the school any more. */
const silence = async ({ tx, actor, emit, now, later }: Unit, reviewId: string, item: Silent) => {
  const schoolId = actor.schoolId!
  const { id, personRoleId, personId, role, isLive } = item
  const isLast =
    isLive && role === 'administrator' && (await administrators(tx, schoolId)).every((one) => one.id === personRoleId)
  const decision = isLive ? (isLast ? 'last' : 'silence') : 'ended'
  await queries.decideItem(tx, schoolId, id, decision, null, now)
  if (decision === 'ended') return decision
  emit('role.review_decided', { reviewId, itemId: id, decision }, { subject: personId })
  if (decision === 'last') {
    emit('role.review_alarm', { reviewId, what: 'last_administrator' }, { subject: personId })
    return decision
  }
  await endRole(tx, schoolId, personRoleId, 'silence', null, now)
  await leaveClasses({ tx, emit }, schoolId, personId)
  emit('role.ended', { role, why: 'silence' }, { subject: personId })
  await later('role.end_sessions', { personId }, { key: `role.end_sessions:${personId}` })
  return decision
}

const close = async (hands: Unit, reviewId: string) => {
  const schoolId = hands.actor.schoolId!
  if (!(await queries.closeReview(hands.tx, schoolId, reviewId, hands.now))) return
  const silent = await queries.undecided(hands.tx, schoolId, reviewId, undefined, nobody)
  for (const item of silent) await silence(hands, reviewId, item)
  const all = await queries.itemsOf(hands.tx, schoolId, reviewId)
  const count = (...decisions: string[]) => all.filter(({ decision }) => decision && decisions.includes(decision)).length
  const counts = { kept: count('keep', 'last'), removed: count('remove'), silent: count('silence') }
  hands.emit('role.review_closed', { reviewId, ...counts })
}

/** Whom to remind, once, a week before it is due; and whoever administers hears when an alarm is raised. */
const remind = async (
  { tx, vault, actor, now, emit }: Unit,
  review: { id: string; dueAt: Date },
  origin: string,
): Promise<Mail[]> => {
  const schoolId = actor.schoolId!
  const left = await queries.undecided(tx, schoolId, review.id, undefined, nobody)
  if (left.length === 0 || !(await queries.reminded(tx, schoolId, review.id, now))) return []
  const told = await queries.reviewers(tx, schoolId)
  const [contents, { timeZone }] = await Promise.all([vault.open(tx, schoolId, personTable, told), schoolOf(tx)])
  const due = new Intl.DateTimeFormat('en-CA', { timeZone }).format(review.dueAt)
  const mails = told.flatMap(({ locale, school, slug }, nth) => {
    const to = contents[nth]?.email
    return to ? [reviewMail({ to, locale, school, due, left: left.length, link: `${origin}/s/${slug}/people/review` })] : []
  })
  emit('role.review_reminded', { reviewId: review.id, mails: mails.length })
  return mails
}

/** Each quarter a review is opened; a week before it is due there is a reminder; at the end silence removes. */
export const reviewNight = job(
  'role.review_night',
  'security',
  z.object({}),
  async ({ installation, schoolId, unit }) => {
    const mails = await unit(async (hands) => {
      const { tx, now, emit } = hands
      const last = await queries.lastReview(tx, schoolId)
      const runs = last && last.closedAt === null
      if (runs && last.dueAt <= now) await close(hands, last.id)
      else if (runs && last.dueAt.getTime() - WEEK <= now.getTime()) return remind(hands, last, installation.origin)
      else if (!runs) {
        const { quarterOn, isOpened } = await queries.quarter(tx)
        if (isOpened) return []
        const { id, grants } = await queries.openReview(tx, { schoolId, quarterOn, by: null, now, days: reviewDays })
        emit('role.review_opened', { reviewId: id, grants })
      }
      return []
    })
    for (const mail of mails) await installation.post.send(mail)
  },
  { isDaily: true },
)
