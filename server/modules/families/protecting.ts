import { endProtection, protect } from '#contract/families.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { protectedIdentityTable } from '#modules/people/index.ts'
import { person } from '#vault/owners.ts'
import * as queries from './protecting.queries.ts'

export const begin = action(protect, async ({ tx, actor, vault, params, body, now, emit }) => {
  const schoolId = actor.schoolId!
  const id = uuidv7()
  const { kind, alias, reference } = body
  const row = { id, owners: person(params.id), content: { alias, reference } }
  const [sealed] = await vault.seal(tx, schoolId, protectedIdentityTable.table, [row])
  const isFirst = await queries.insertProtection(tx, {
    ...{ schoolId, id, personId: params.id, kind, sealed: sealed!, fromAt: now, madeBy: actor.personId! },
  })
  if (!isFirst) refuse('protection.begun')
  emit('person.protection_begun', { kind }, { subject: params.id })
  return { id }
})

export const end = action(endProtection, async ({ tx, actor, params, now, emit }) => {
  const ended = (await queries.endProtection(tx, actor.schoolId!, params.id, actor.personId!, now)) ?? refuse('protection.none')
  emit('person.protection_ended', {}, { subject: params.id })
  return ended
})
