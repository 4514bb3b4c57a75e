import { myHandOvers, seeHandOver } from '#contract/hand-overs.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { namesOf } from './access.ts'
import * as queries from './handing-over.queries.ts'
import { labelsOf, passesOf } from './handing-over.ts'
import { waitingIn } from './passing.queries.ts'

export const mine = preparedAction(
  myHandOvers,
  async ({ installation }) => installation.passings,
  async (context) => {
    const { tx, vault, actor, ready } = context
    const schoolId = actor.schoolId!
    const rows = actor.personId ? await queries.handOvers(tx, schoolId, { to: actor.personId }) : []
    const ids = rows.flatMap(({ classes }) => classes)
    // Before the first day, and after the last, the classes are not there for her: then there is nothing to say of them either.
    const [classes, waiting] = await Promise.all([queries.classesById(tx, schoolId, ids), waitingIn(tx, schoolId, ready, ids)])
    const labels = await labelsOf(context, classes)
    const names = await namesOf(
      tx,
      vault,
      schoolId,
      rows.map(({ fromId }) => fromId),
    )
    return {
      handOvers: rows.map(({ id, fromId, role, fromOn, untilOn, hasBegun, seenAt, classes: theirs }) => ({
        ...{ id, from: names.get(fromId)?.display ?? '', role, fromOn, untilOn, hasBegun, isSeen: seenAt !== null },
        classes: theirs.flatMap((classId) => {
          const label = labels.get(classId)
          return label === undefined ? [] : [{ id: classId, label, passes: passesOf(waiting, classId) }]
        }),
      })),
    }
  },
)

export const see = action(seeHandOver, async ({ tx, actor, params, now, emit }) => {
  const { id } = (await queries.setSeen(tx, actor.schoolId!, params.id, now)) ?? refuse('not_found')
  emit('hand_over.seen', { results: 1 })
  return { id }
})
