import { listFormerPupils, readFormerPupil } from '#contract/leaving.ts'
import { type Action, action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { asSchool } from '#kernel/system.ts'
import { openNames } from '#modules/people/index.ts'
import { groundOf, guidanceOf } from '#modules/privacy/index.ts'
import * as queries from './steps.queries.ts'

export const listing = action(listFormerPupils, async ({ tx, actor, vault, query: { why }, emit }) => {
  const rows = await queries.formerPupils(tx)
  const names = await openNames(tx, vault, actor.schoolId!, rows)
  emit('guidance.listed', { why, results: rows.length })
  return {
    pupils: rows.map(({ id, untilOn }, nth) => ({
      ...{ id, until: untilOn },
      ...{ display: names[nth]?.display ?? '', sort: names[nth]?.sort ?? '' },
    })),
  }
})

const permitted = action(readFormerPupil, async ({ tx, actor, vault, params: { id }, query: { why }, emit }) => {
  const row = (await queries.formerPupils(tx)).find((one) => one.id === id) ?? refuse('not_found')
  const [names] = await openNames(tx, vault, actor.schoolId!, [row])
  emit('guidance.read', { why }, { subject: id })
  return { id, display: names?.display ?? '', until: row.untilOn, parts: [] }
})

/** The fact comes first; then what is marked is read by the school itself, since nobody's own walls open the record of somebody who has left. */
export const looking: Action = {
  endpoint: permitted.endpoint,
  perform: async (installation, actor, asked) => {
    const answer = await permitted.perform(installation, actor, asked)
    const former = readFormerPupil.output.parse(answer.output)
    const schoolId = actor.schoolId ?? refuse('not_found')
    const { locale } = readFormerPupil.query.parse(asked.query)
    const ground = await groundOf(installation)
    const parts = await asSchool(installation, schoolId, 'teaching', 'guidance.read', (unit) =>
      guidanceOf(unit, ground, { schoolId, personId: former.id, locale }),
    )
    return { ...answer, output: { ...former, parts } }
  },
}
