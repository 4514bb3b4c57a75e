import type { Names } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import type { Emit } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { person as personOwner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './people.queries.ts'
import { type PersonContent, personTable } from './sealed.ts'
import { makeUsername } from './usernames.ts'

type Hands = { tx: Tx; vault: Vault; emit: Emit; now: Date }
type Wanted = {
  schoolId: string
  names: Names
  role: PersonRole
  reason: 'set_up' | 'office' | 'class_key'
  by: string | null
  email?: string
  accountId?: string
}

/** A user name that nobody of the school has: its index row is the reservation. */
const reserveUsername = async ({ tx, vault }: Hands, schoolId: string, personId: string, display: string): Promise<string> => {
  for (;;) {
    const username = makeUsername(display)
    if (await vault.reserve(tx, schoolId, 'username', username, personId)) return username
  }
}

/** Adds a person to a school with a first role, a user name and a key of their own. */
export const addPerson = async (
  hands: Hands,
  { schoolId, names, role, reason, by, email, accountId }: Wanted,
): Promise<{ id: string; username: string }> => {
  const { tx, vault, emit, now } = hands
  const id = uuidv7()
  const username = await reserveUsername(hands, schoolId, id, names.display)
  const content: PersonContent = { names, username, ...(email ? { email } : {}) }
  const [sealed] = await vault.seal(tx, schoolId, personTable.table, [{ id, owners: personOwner(id), content }])
  await queries.insertPerson(tx, { schoolId, id, sealed: sealed!, now, by: by ?? nobody })
  await Promise.all([
    queries.insertState(tx, schoolId, id, 'active', reason, now, by),
    queries.grantRole(tx, schoolId, id, role, reason, now, by),
  ])
  if (accountId) await queries.insertMembership(tx, accountId, schoolId, id, now)
  emit('person.created', { source: reason === 'class_key' ? 'key' : reason === 'set_up' ? 'setup' : 'hand' }, { subject: id })
  emit('role.granted', { role }, { subject: id })
  return { id, username }
}
