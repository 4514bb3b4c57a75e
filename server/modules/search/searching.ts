import { mostHits, mostSearches, searchKinds, searchSchool } from '#contract/search.ts'
import { preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import type { Found, Looking } from '#kernel/searching.ts'
import { beginTry, timesBy } from '#kernel/throttle.ts'
import { matcher } from './words.ts'

/** The nearest first; among equals the newest, then by name. */
const inOrder = (found: readonly Found[], locale: string) => {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  return found.toSorted(
    (a, b) => a.rank - b.rank || (b.hit.at ?? '').localeCompare(a.hit.at ?? '') || compare(a.hit.title, b.hit.title),
  )
}

/** Asks every room that can be searched, under the asker's own policies; one fact says how many were found, and nothing of the words. */
export const search = preparedAction(
  searchSchool,
  async ({ installation, actor }) => {
    const { db, vault, finders } = installation
    const tried = timesBy(vault, mostSearches, 'search', actor.personId ?? refuse('not_signed_in'))
    await as(db, actor, (tx) => beginTry(tx, [tried]))
    return finders
  },
  async ({ tx, actor, vault, body, ready: finders, emit }) => {
    const schoolId = actor.schoolId ?? refuse('not_found')
    const { locale } = await schoolOf(tx)
    const looking: Looking = { tx, vault, schoolId, locale, match: matcher(body.words), classId: body.classId }
    const groups = []
    for (const kind of searchKinds) {
      const found = inOrder((await finders[kind]?.(looking)) ?? [], locale)
      if (found.length === 0) continue
      groups.push({
        kind,
        hits: found.slice(0, mostHits).map(({ hit }) => hit),
        hasMore: found.length > mostHits,
        all: found.length,
      })
    }
    emit('search.made', {
      results: groups.reduce((sum, { all }) => sum + all, 0),
      kinds: groups.map(({ kind }) => kind),
      inClass: body.classId !== undefined,
    })
    return { groups: groups.map(({ kind, hits, hasMore }) => ({ kind, hits, hasMore })) }
  },
)
