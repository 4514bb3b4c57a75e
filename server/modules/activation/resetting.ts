import { startReset } from '#contract/activation.ts'
import { inGroups } from '#contract/activation-code.ts'
import { preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { beginTry, triesAt } from '#kernel/throttle.ts'
import * as queries from './activation.queries.ts'
import { makeSlips, named } from './making.ts'

/** A reset puts a child out: whoever starts one after another waits longer each time. */
const slowDown = async ({ installation, actor, params }: Parameters<Parameters<typeof preparedAction>[1]>[0]) => {
  const { id } = startReset.params.parse(params)
  const tries = triesAt(installation.vault, 'reset', actor.personId ?? nobody, id)
  await as(installation.db, actor, (tx) => beginTry(tx, [tries]))
}

export const start = preparedAction(startReset, slowDown, async ({ tx, vault, actor, params, now, origin, emit, later }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const [reader] = await queries.readersById(tx, [params.id])
  if (reader?.reader !== 'pupil') return refuse('slip.not_a_pupil')
  const { locale } = await schoolOf(tx)
  const batch = { schoolId, by: actor.personId ?? nobody, locale, whom: 'helped', why: 'forgotten' } as const
  const { slips } = await makeSlips({ tx, vault, emit, now }, batch, await named({ tx, vault }, schoolId, [reader]))
  const [slip] = slips
  if (!slip) return refuse('internal')
  emit('activation.reset_started', {}, { subject: params.id })
  await later('activation.end_sessions', { personId: params.id })
  const { personId, name, username, until } = slip
  return { personId, name, username, until, code: inGroups(slip.code), url: `${origin}/first-sign-in` }
})
