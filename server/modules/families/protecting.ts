import { endProtection, protect } from '#contract/families.ts'
import { action } from '#kernel/action.ts'
import { changing } from '#kernel/changes.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { makeUsername, personTable, protectedIdentityTable, tellsName } from '#modules/people/index.ts'
import { person } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './protecting.queries.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** A user name that says nothing: syllables and signs by chance. */
const reserved = async ({ tx, vault, schoolId }: Hands, personId: string): Promise<string> => {
  for (;;) {
    const username = makeUsername('')
    if (await vault.reserve(tx, schoolId, 'username', username, personId)) return username
  }
}

/** Replaces a user name that lets guess at the name, or that is to be another; the old one opens nothing any more. */
const renamed = async (hands: Hands, personId: string, isWanted: boolean): Promise<string | null> => {
  const { tx, vault, schoolId } = hands
  const row = (await queries.personRow(tx, schoolId, personId)) ?? refuse('not_found')
  const [content] = await vault.open(tx, schoolId, personTable, [row])
  if (!content || !(isWanted || tellsName(content.username, content.names))) return null
  await vault.unpoint(tx, schoolId, 'username', { schoolId, id: personId })
  const username = await reserved(hands, personId)
  const [sealed] = await vault.seal(tx, schoolId, personTable.table, [
    { id: personId, owners: person(personId), content: { ...content, username } },
  ])
  await changing(tx, personTable, ['username'])
  await queries.setPerson(tx, schoolId, personId, sealed ?? refuse('internal'))
  return username
}

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
  const username = await renamed({ tx, vault, schoolId }, params.id, body.rename === true)
  emit('person.protection_begun', { kind, renamed: username !== null }, { subject: params.id })
  return { id, username }
})

export const end = action(endProtection, async ({ tx, actor, params, now, emit }) => {
  const ended = (await queries.endProtection(tx, actor.schoolId!, params.id, actor.personId!, now)) ?? refuse('protection.none')
  emit('person.protection_ended', {}, { subject: params.id })
  return ended
})
