import { takeList } from '#contract/list-exports.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import * as queries from './people.queries.ts'

/** One fact for the file, which everybody in it finds in their own log; nobody can be named in it who does not exist for the asker. */
export const take = action(takeList, async ({ tx, actor, body, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const people = [...new Set(body.people)]
  const [known, audience, hidden] = await Promise.all([
    queries.knownAmong(tx, schoolId, people),
    queries.wholeSchool(tx, schoolId),
    queries.namedInTheOpen(tx, people),
  ])
  if (known !== people.length) refuse('not_found')
  const members = people.filter((id) => !hidden.has(id))
  emit('list.exported', { list: body.list, rows: body.rows }, audience && members.length > 0 ? { audience, members } : {})
  return { leftOut: [...hidden] }
})
