import { readMyFamily } from '#contract/families.ts'
import { action } from '#kernel/action.ts'
import { openNames } from '#modules/people/index.ts'
import { ages } from './growing.queries.ts'
import { shownLent } from './lent.ts'
import * as queries from './reading.queries.ts'
import { adultsOf, shownEdges } from './reading.ts'
import { tidy } from './scopes.ts'

/** What one may do for one's children, and who may do what for oneself. A restriction does not say that it is one: what is closed is not there. */
export const mine = action(readMyFamily, async ({ tx, actor, vault, now }) => {
  const schoolId = actor.schoolId!
  const hands = { tx, vault, schoolId }
  const [edges, age, guardians] = await Promise.all([
    queries.ownEdges(tx),
    ages(tx),
    queries.edgesOf(tx, schoolId, actor.personId!, true),
  ])
  const pupilIds = edges.map(({ pupilId }) => pupilId)
  const pupils = edges.map(({ pupilId, sealed }) => ({ id: pupilId, sealed }))
  const [names, others, lent, own, adults] = await Promise.all([
    openNames(tx, vault, schoolId, pupils),
    queries.othersOf(tx, schoolId, pupilIds),
    shownLent(hands, pupilIds, actor.personId, now),
    shownEdges(hands, guardians),
    adultsOf(hands, pupilIds, true),
  ])
  const otherNames = await openNames(tx, vault, schoolId, others)
  return {
    children: edges.map(({ id, pupilId, scopes, isJoint, isDelegated }, nth) => ({
      ...{ id: pupilId, display: names[nth]!.display, edgeId: id, scopes: tidy(scopes) },
      canLend: isJoint && !isDelegated,
      others: others.flatMap((other, at) => (other.pupilId === pupilId ? [otherNames[at]!.display] : [])),
      lent: lent.filter((one) => one.pupilId === pupilId),
      ...adults(pupilId),
      mayName: { contacts: isJoint && !isDelegated, adults: isJoint && !isDelegated && scopes.includes('pick_up') },
    })),
    self: { isOfAge: age.isOfAge, mayUseRights: !age.isTooYoung, guardians: newest(own) },
  }
})

/** Of several edges of one guardian the last one: an adult decides about people, not about years. */
const newest = <T extends { guardian: { id: string } }>(edges: readonly T[]): T[] => [
  ...new Map(edges.map((edge) => [edge.guardian.id, edge])).values(),
]
