import { decideAccessReview, openAccessReview, readAccessReview, reviewDays } from '#contract/access-review.ts'
import { action, type Context } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf } from '#modules/people/index.ts'
import { namesOf } from './access.ts'
import { administrators, endRole } from './granting.queries.ts'
import { leaveClasses } from './granting.ts'
import * as queries from './reviewing.queries.ts'

export const open = action(openAccessReview, async ({ tx, actor, now, emit }) => {
  const schoolId = actor.schoolId!
  const { quarterOn } = await queries.quarter(tx)
  const opened = await queries.openReview(tx, { schoolId, quarterOn, by: actor.personId, now, days: reviewDays })
  emit('role.review_opened', { reviewId: opened.id, grants: opened.grants })
  return opened
})

type Review = NonNullable<Awaited<ReturnType<typeof queries.lastReview>>>

/** Its roles, sorted by name, and of each whether whoever looks may decide. */
const itemsFor = async (
  { tx, vault, actor }: Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'vault' | 'actor'>,
  review: Review,
) => {
  const schoolId = actor.schoolId!
  const [rows, { locale }] = await Promise.all([queries.itemsOf(tx, schoolId, review.id), schoolOf(tx)])
  const mine = review.closedAt ? [] : await queries.undecided(tx, schoolId, review.id, undefined, actor.personId!)
  const decidable = new Set(mine.map(({ id }) => id))
  const people = rows.flatMap(({ personId, decidedBy }) => [personId, decidedBy])
  const names = await namesOf(tx, vault, schoolId, people)
  const { compare } = collatorOf(locale)
  return rows
    .map(({ personId, fromAt, untilAt, decidedBy, ...row }) => ({
      ...row,
      person: { id: personId, display: names.get(personId)?.display ?? '', sort: names.get(personId)?.sort ?? '' },
      from: fromAt.toISOString(),
      until: untilAt?.toISOString() ?? null,
      by: names.get(decidedBy ?? '')?.display ?? null,
      canDecide: decidable.has(row.id),
    }))
    .sort((a, b) => compare(a.person.sort, b.person.sort))
}

export const read = action(readAccessReview, async (context) => {
  const { tx, actor, emit } = context
  const review = await queries.lastReview(tx, actor.schoolId!)
  const items = review ? await itemsFor(context, review) : []
  emit('role.review_read', { results: items.length })
  if (!review) return { review: null, canOpen: true }
  const { id, openedAt, dueAt, closedAt } = review
  const dates = { openedAt: openedAt.toISOString(), dueAt: dueAt.toISOString(), closedAt: closedAt?.toISOString() ?? null }
  const decided = items.filter(({ decision }) => decision !== null).length
  const alarm = items.some(({ decision }) => decision === 'last')
  return { review: { id, ...dates, decided, alarm, items }, canOpen: closedAt !== null }
})

export const decide = action(decideAccessReview, async ({ tx, actor, params, body, now, emit, later }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId!]
  const review = (await queries.running(tx, schoolId, params.id)) ?? refuse('review.closed')
  const items = await queries.undecided(tx, schoolId, review.id, body.items, by)
  const removed = body.decision === 'remove' ? items.filter(({ isLive }) => isLive) : []
  const theirs = removed.filter(({ role }) => role === 'administrator').map(({ personRoleId }) => personRoleId)
  if (theirs.length > 0) {
    const left = (await administrators(tx, schoolId)).filter(({ id }) => !theirs.includes(id))
    if (left.length === 0) refuse('grant.last_administrator')
  }
  let decided = 0
  for (const { id, personRoleId, personId, role, isLive } of items) {
    if (!(await queries.decideItem(tx, schoolId, id, body.decision, by, now))) continue
    decided++
    emit('role.review_decided', { reviewId: review.id, itemId: id, decision: body.decision }, { subject: personId })
    if (body.decision === 'keep' || !isLive || !(await endRole(tx, schoolId, personRoleId, 'review', by, now))) continue
    await leaveClasses({ tx, emit }, schoolId, personId)
    emit('role.ended', { role, why: 'review' }, { subject: personId })
    await later('role.end_sessions', { personId })
  }
  if (decided === 0) emit('role.review_read', { results: 0 })
  return { decided, left: body.items.length - decided }
})
