import type { ListedAdults } from '#contract/roster-columns.ts'
import type { Tx } from '#kernel/db.ts'
import { emergencyContactTable, pickUpAdultTable } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { Link, LinkKind } from './board.ts'
import { namedAs } from './matching-adults.ts'
import { heldByHand, namedOtherwise } from './meeting.queries.ts'
import type { Roster } from './package/roster.ts'

/** Pupils for whom only people name adults, and adults whom people have named. */
export type AdultsKnown = { byHand: ReadonlySet<string>; named: ReadonlySet<string> }

/** The pupils that the source has brought before and for whom the list could name somebody, or let go. */
export const pupilsWithAdults = (roster: Roster, links: readonly Link[]): string[] => {
  if (!roster.adults) return []
  const listed = new Set(roster.users.map(({ id }) => id))
  return links.flatMap(({ kind, externalId, targetId }) =>
    kind === 'person' && targetId && listed.has(externalId) ? [targetId] : [],
  )
}

const isAdult = (kind: LinkKind) => kind === 'contact' || kind === 'fetching'

type Hands = { tx: Tx; vault: Vault; schoolId: string }

/** What the school says of these pupils that a list must not speak over. */
export const meetAdults = async (
  { tx, vault, schoolId }: Hands,
  pupilIds: readonly string[],
  links: readonly Link[],
): Promise<AdultsKnown> => {
  if (pupilIds.length === 0) return { byHand: new Set(), named: new Set() }
  const byHand = await heldByHand(tx, schoolId, pupilIds)
  const brought = links.flatMap(({ kind, targetId, left }) => (isAdult(kind) && targetId && !left ? [targetId] : []))
  const [contacts, fetching] = await namedOtherwise(tx, schoolId, pupilIds, brought)
  const called = await vault.openSurviving(tx, schoolId, emergencyContactTable, contacts)
  const fetch = await vault.openSurviving(tx, schoolId, pickUpAdultTable, fetching)
  const named = (list: ListedAdults, rows: typeof contacts, contents: typeof called) =>
    rows.flatMap(({ pupilId }, nth) => (contents[nth] ? [namedAs(list, pupilId, contents[nth].name)] : []))
  return {
    byHand: new Set(byHand),
    named: new Set([...named('contact', contacts, called), ...named('fetching', fetching, fetch)]),
  }
}
