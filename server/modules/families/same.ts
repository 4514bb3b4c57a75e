import * as z from 'zod/mini'
import { keepApart, listSamePeople } from '#contract/merging.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { job, type Unit } from '#kernel/job.ts'
import { folded, personTable } from '#modules/people/index.ts'
import * as queries from './merging.queries.ts'
import { recordsOf } from './records.ts'

type Reason = 'account' | 'address' | 'family_name'
type Found = { firstId: string; secondId: string; reason: Reason }
const MOST_ALIKE = 6 // more people of one name than that are many people

/** The pairs within groups of the same mark. */
const pairsOf = (marked: readonly { id: string; mark: string | undefined }[], reason: Reason): Found[] =>
  [...Map.groupBy(marked, ({ mark }) => mark)].flatMap(([mark, some]) => {
    if (!mark || some.length > MOST_ALIKE) return []
    const ids = some.map(({ id }) => id).toSorted()
    return ids.flatMap((firstId, nth) => ids.slice(nth + 1).map((secondId) => ({ firstId, secondId, reason })))
  })

/** Guardians who may be one person: one account, one address, or one whole name. */
const alike = async ({ tx, vault, emit }: Unit, schoolId: string): Promise<Found[]> => {
  const all = await queries.guardians(tx, schoolId)
  const ids = all.map(({ id }) => id)
  const [objecting, silent] = [await queries.objectingToMatching(tx, ids), await queries.notAgreeingToMatching(tx, ids)]
  for (const subject of objecting) emit('objection.heeded', { to: 'matching' }, { subject })
  if (silent.length > 0) emit('consent.heeded', { to: 'matching', people: silent.length })
  const over = new Set([...objecting, ...silent])
  const rows = all.filter(({ id }) => !over.has(id))
  const contents = await vault.open(tx, schoolId, personTable, rows)
  const by = (mark: (nth: number) => string | undefined) => rows.map(({ id }, nth) => ({ id, mark: mark(nth) }))
  const twice = (await queries.accountsTwice(tx)).filter(({ firstId, secondId }) => !over.has(firstId) && !over.has(secondId))
  const accounts = twice.map((pair) => ({ ...pair, reason: 'account' as const }))
  return [
    ...accounts,
    ...pairsOf(
      by((nth) => contents[nth]!.email?.normalize('NFKC').trim().toLowerCase()),
      'address',
    ),
    ...pairsOf(
      by((nth) => folded(contents[nth]!.names.display)),
      'family_name',
    ),
  ]
}

/** Every night: proposes records that may be of one person. Nobody is merged by a machine. */
export const findSame = job(
  'family.same.find',
  'enrolment',
  z.object({}),
  async ({ schoolId, unit }) => {
    await unit(async (hands) => {
      const found = await alike(hands, schoolId)
      const once = [...new Map(found.toReversed().map((pair) => [`${pair.firstId} ${pair.secondId}`, pair])).values()]
      const { now: foundAt } = hands
      const pairs = await queries.insertPairs(
        hands.tx,
        once.map((pair) => ({ ...pair, schoolId, id: uuidv7(), foundAt })),
      )
      if (pairs > 0) hands.emit('person.same_found', { pairs })
    })
  },
  { isDaily: true },
)

export const listSame = action(listSamePeople, async ({ tx, actor, vault, now, emit }) => {
  const schoolId = actor.schoolId!
  const [pairs, merges] = await Promise.all([queries.openPairs(tx, schoolId), queries.liveMerges(tx, schoolId, now)])
  const ids = [
    ...pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]),
    ...merges.flatMap(({ keptId, mergedId }) => [keptId, mergedId]),
  ]
  const found = await recordsOf(tx, vault, schoolId, [...new Set(ids)])
  emit('person.same_read', { results: pairs.length })
  return {
    pairs: pairs.flatMap(({ id, reason, firstId, secondId }) => {
      const [first, second] = [found.get(firstId), found.get(secondId)]
      return first && second ? [{ id, reason, first, second }] : []
    }),
    merges: merges.map(({ id, keptId, mergedId, madeAt, finalAt }) => ({
      ...{ id, kept: found.get(keptId)?.display ?? '', merged: found.get(mergedId)?.display ?? '' },
      ...{ madeAt: madeAt.toISOString(), undoUntil: finalAt.toISOString() },
    })),
  }
})

export const keep = action(keepApart, async ({ tx, actor, params, body, now, emit }) => {
  const decided =
    (await queries.decidePair(tx, actor.schoolId!, params.id, body.verdict, actor.personId!, now)) ?? refuse('merge.already')
  emit('person.same_decided', { pairId: decided.id, verdict: body.verdict })
  return decided
})
