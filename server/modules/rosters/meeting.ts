import type { RosterProblem } from '#contract/roster-problems.ts'
import { rosterProblems } from '#contract/roster-problems.ts'
import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { folded, personTable, sealedPeople } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { Link } from './board.ts'
import { guardiansWith, otherGuardians } from './meeting.queries.ts'
import { type AdultsKnown, meetAdults } from './meeting-adults.ts'
import type { Roster, RosterUser } from './package/roster.ts'
import { grantedRoles, namesOf } from './words.ts'

/** Whom the school knows already, by the source's id; and of whom somebody should say whether it is the same person. */
type Found = { found: ReadonlyMap<string, string>; warnings: RosterProblem[] }
export type Met = Found & { adults: AdultsKnown }
/** Asks the school whom of these it knows, and what it says of pupils for whom the list names adults. */
export type Meet = (users: readonly RosterUser[], pupilIds: readonly string[]) => Promise<Met>

const addressOf = ({ email = '' }: { email?: string | undefined }) => email.normalize('NFKC').trim().toLowerCase()

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

type Hands = { tx: Tx; vault: Vault; schoolId: string }
type Candidate = { id: string; name: string }

/** By the address of an account, which its owner has confirmed: one person at most for each. */
const byAccount = async ({ tx, vault, schoolId }: Hands, users: readonly RosterUser[]) => {
  const accounts = await vault.find(tx, 'email', nobody, users.map(addressOf))
  const people = await guardiansWith(
    tx,
    accounts.flatMap((account) => account?.id ?? []),
  )
  const rows = await sealedPeople(tx, schoolId, [...new Set(people.values())])
  const contents = await vault.openSurviving(tx, schoolId, personTable, rows)
  const names = new Map(rows.map(({ id }, nth) => [id, contents[nth]?.names.display]))
  return users.map((_, nth): Candidate[] => {
    const id = people.get(accounts[nth]?.id ?? '')
    const name = id && names.get(id)
    return id && name !== undefined ? [{ id, name }] : []
  })
}

/** By the address that another source, or the office, has written down for somebody who does not sign in yet. */
const byRecord = async ({ tx, vault, schoolId }: Hands, users: readonly RosterUser[], brought: readonly string[]) => {
  const rows = await otherGuardians(tx, schoolId, brought)
  const contents = await vault.openSurviving(tx, schoolId, personTable, rows)
  const at = new Map<string, Candidate[]>()
  for (const [nth, { id }] of rows.entries()) {
    const content = contents[nth]
    const address = content ? addressOf({ email: content.email }) : ''
    if (content && address) at.set(address, [...(at.get(address) ?? []), { id, name: content.names.display }])
  }
  return users.map((user) => at.get(addressOf(user)) ?? [])
}

/**
 * By an address and the whole name it is the same person, where only one has both; by the address alone it may be another of the household, and
 * is only said. Whoever has an account is found by the address that was confirmed, and by no other.
 */
const meetGuardians = async (
  hands: Hands,
  users: readonly RosterUser[],
  { links, locale }: { links: readonly Link[]; locale: string },
): Promise<Found> => {
  const found = new Map<string, string>()
  if (users.length === 0) return { found, warnings: [] }
  const taken = new Set(links.flatMap(({ kind, targetId }) => (kind === 'person' && targetId ? [targetId] : [])))
  const confirmed = await byAccount(hands, users)
  const written = await byRecord(hands, users, [...taken])
  const warnings: RosterProblem[] = []
  for (const [nth, user] of users.entries()) {
    const known = confirmed[nth]?.length ? confirmed[nth] : (written[nth] ?? [])
    if (known.length === 0) continue
    const alike = known.filter(({ name }) => folded(name) === folded(namesOf(user, locale).display))
    const [same] = alike
    if (same && alike.length === 1 && !taken.has(same.id)) {
      found.set(user.id, same.id)
      taken.add(same.id)
    } else warnings.push({ code, severity: rosterProblems[code], line: user.line, file: 'users.csv' })
  }
  return { found, warnings }
}

/** Everything that a list has to know of the school before it is compared. */
export const meetSchool = async (
  hands: Hands,
  users: readonly RosterUser[],
  pupilIds: readonly string[],
  before: { links: readonly Link[]; locale: string },
): Promise<Met> => ({
  ...(await meetGuardians(hands, users, before)),
  adults: await meetAdults(hands, pupilIds, before.links),
})

const code = 'roster.guardian_maybe_known'
