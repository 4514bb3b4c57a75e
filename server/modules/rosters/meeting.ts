import { sql } from 'kysely'
import type { RosterProblem } from '#contract/roster-problems.ts'
import { rosterProblems } from '#contract/roster-problems.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { folded, personTable } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { Link } from './board.ts'
import { sealedPeople } from './importing.queries.ts'
import type { Roster, RosterUser } from './package/roster.ts'
import { grantedRoles, namesOf } from './words.ts'

/** Whom the school knows already, by the source's id; and of whom somebody should say whether it is the same person. */
export type Met = { found: ReadonlyMap<string, string>; warnings: RosterProblem[] }
/** Asks the school whom of these it knows. */
export type Meet = (users: readonly RosterUser[]) => Promise<Met>

const addressOf = ({ email = '' }: RosterUser) => email.normalize('NFKC').trim().toLowerCase()

/** Guardians who are nothing else, are new to their source, and share their address with nobody in it: a pupil may have a parent's. */
export const newGuardians = (roster: Roster, links: readonly Link[]): RosterUser[] => {
  const roles = Map.groupBy(roster.roles, ({ userId }) => userId)
  const known = new Set(links.flatMap(({ kind, externalId }) => (kind === 'person' ? [externalId] : [])))
  const times = new Map<string, number>()
  for (const user of roster.users) times.set(addressOf(user), (times.get(addressOf(user)) ?? 0) + 1)
  return roster.users.filter((user) => {
    const held = roles.get(user.id) ?? []
    const isGuardian = held.length > 0 && held.every(({ role }) => grantedRoles[role] === 'guardian')
    return isGuardian && !user.leaving && !known.has(user.id) && addressOf(user) !== '' && times.get(addressOf(user)) === 1
  })
}

const guardiansWith = async (tx: Tx, accounts: readonly string[]) => {
  const { rows } = await sql<{ accountId: string; personId: string }>`
    select account_id, person_id from app.guardians_with(${accounts}::uuid[])`.execute(tx)
  return new Map(rows.map(({ accountId, personId }) => [accountId, personId]))
}

/** By a confirmed address and the whole name it is the same person; by the address alone it may be another of the household, and is only said. */
export const meetGuardians = async (
  { tx, vault, schoolId }: { tx: Tx; vault: Vault; schoolId: string },
  users: readonly RosterUser[],
  { links, locale }: { links: readonly Link[]; locale: string },
): Promise<Met> => {
  const found = new Map<string, string>()
  if (users.length === 0) return { found, warnings: [] }
  const accounts = await vault.find(tx, 'email', nobody, users.map(addressOf))
  const people = await guardiansWith(
    tx,
    accounts.flatMap((account) => account?.id ?? []),
  )
  const rows = await sealedPeople(tx, schoolId, [...new Set(people.values())])
  const contents = await vault.openSurviving(tx, schoolId, personTable, rows)
  const names = new Map(rows.map(({ id }, nth) => [id, contents[nth]?.names.display]))
  const taken = new Set(links.flatMap(({ kind, targetId }) => (kind === 'person' && targetId ? [targetId] : [])))
  const warnings: RosterProblem[] = []
  for (const [nth, user] of users.entries()) {
    const personId = people.get(accounts[nth]?.id ?? '')
    const name = personId && names.get(personId)
    if (!personId || name === undefined) continue
    if (!taken.has(personId) && folded(name) === folded(namesOf(user, locale).display)) {
      found.set(user.id, personId)
      taken.add(personId)
    } else warnings.push({ code, severity: rosterProblems[code], line: user.line, file: 'users.csv' })
  }
  return { found, warnings }
}

const code = 'roster.guardian_maybe_known'
