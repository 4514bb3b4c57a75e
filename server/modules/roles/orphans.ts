import { listOrphans, settleOrphans } from '#contract/grants.ts'
import { action } from '#kernel/action.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import { orphans } from './orphans.queries.ts'
import { insertState } from './states.queries.ts'

/** How long somebody who leaves may still fetch what is theirs. */
const LEAVING_DAYS = 60
const led = ['administrator', 'head', 'office', 'dpo'] as const

export const list = action(listOrphans, async ({ tx, actor, vault, emit }) => {
  const schoolId = actor.schoolId!
  const [rows, { locale }] = await Promise.all([orphans(tx, schoolId), schoolOf(tx)])
  const names = await openNames(tx, vault, schoolId, rows)
  const { compare } = collatorOf(locale)
  emit('directory.searched', { results: rows.length })
  const people = rows.map(({ id, roles, why, hasAccount }, nth) => {
    const { display, sort } = names[nth]!
    return { id, roles, why, hasAccount, display, sort }
  })
  return { people: people.sort((a, b) => compare(a.sort, b.sort)) }
})

export const settle = action(settleOrphans, async ({ tx, actor, body, now, emit, later }) => {
  const [schoolId, wanted] = [actor.schoolId!, new Set(body.people)]
  const found = (await orphans(tx, schoolId)).filter(
    ({ id, roles }) => wanted.has(id) && id !== actor.personId && !roles.some((role) => led.some((one) => one === role)),
  )
  const next =
    body.what === 'suspend'
      ? ({ state: 'suspended', untilAt: null } as const)
      : ({ state: 'leaving', untilAt: new Date(now.getTime() + LEAVING_DAYS * 86_400_000) } as const)
  for (const { id } of found) {
    await insertState(tx, { schoolId, personId: id, ...next, reason: 'office', fromAt: now, madeBy: actor.personId })
    emit('person.state_changed', { state: next.state, why: 'office' }, { subject: id })
    if (next.state === 'suspended') await later('role.end_sessions', { personId: id })
  }
  if (found.length === 0) emit('person.orphans_settled', { settled: 0 })
  return { settled: found.length, left: wanted.size - found.length }
})
