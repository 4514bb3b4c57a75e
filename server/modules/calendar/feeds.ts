import { endCalendarFeed, listCalendarFeeds, makeCalendarFeed } from '#contract/calendar.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { openNames } from '#modules/people/index.ts'
import * as queries from './feeds.queries.ts'

export const list = action(listCalendarFeeds, async ({ tx, actor, vault }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const [children, feeds] = await Promise.all([queries.childrenOf(tx, schoolId), queries.feedsOf(tx, schoolId, personId)])
  const names = await openNames(tx, vault, schoolId, children)
  return {
    feeds: children.map(({ id: pupilId }, nth) => {
      const feed = feeds.find((one) => one.pupilId === pupilId)
      const { id = null, withName = false } = feed ?? {}
      return { pupilId, display: names[nth]?.display ?? '', id, madeAt: feed?.madeAt.toISOString() ?? null, withName }
    }),
  }
})

/** The address holds 256 random bits, is said once, and only its digest is kept. */
export const make = action(makeCalendarFeed, async ({ tx, actor, body, now, origin, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const { pupilId, withName } = body
  const [children, { slug }] = await Promise.all([queries.childrenOf(tx, schoolId), schoolOf(tx)])
  if (!children.some(({ id }) => id === pupilId)) refuse('calendar.not_yours')
  const token = newToken()
  const row = { schoolId, id: uuidv7(), personId, pupilId, digest: digestOf(token), withName, madeAt: now }
  const { id } = await queries.putFeed(tx, row)
  emit('calendar.feed_made', { feedId: id, withName }, { subject: pupilId })
  return { id, url: `${origin}/calendars/${slug}/${token}.ics` }
})

export const end = action(endCalendarFeed, async ({ tx, actor, params, emit }) => {
  const ended = (await queries.endFeed(tx, actor.schoolId!, params.id)) ?? refuse('not_found')
  emit('calendar.feed_ended', { feedId: ended.id }, { subject: ended.pupilId })
  return { id: ended.id }
})
