import { type ReadEvent, readEvents } from '#contract/ledger-reading.ts'
import type { Tx } from '#kernel/db.ts'
import { type Entry, entriesOf } from '#ledger/entries.ts'
import type { Stub } from '#ledger/parts.ts'
import { disclosedBy } from '#ledger/withheld.ts'
import type { Vault } from '#vault/vault.ts'

/** A read that can still be told: what, by whom, about whom. */
export type Found = Entry & { event: ReadEvent; stub: Stub; withheldOn?: string }
/** Whose file, for whom, which days. `viewerId` is null for the school itself. */
export type Sought = { schoolId: string; personId: string; viewerId: string | null; from: string; to: string; own: boolean }

const isRead = (entry: Entry): entry is Found => entry.stub !== null && readEvents.some((name) => name === entry.event)

/** In place of each entry that discloses a withheld read, the read itself: on the day on which the file was told of it. */
const withDisclosed = async (
  tx: Tx,
  vault: Vault,
  whose: Sought,
  entries: readonly Entry[],
): Promise<(Entry & { withheldOn?: string })[]> => {
  const disclosed = await disclosedBy(tx, vault, { schoolId: whose.schoolId, id: whose.personId }, entries)
  return entries.map((entry) => {
    const read = disclosed.get(entry)
    return read ? { ...read, id: entry.id, at: entry.at, day: entry.day, withheldOn: read.day } : entry
  })
}

/**
 * The reads of a person's data that this viewer is shown. What guardians and pupils read stands on their own tags: nobody else's key
 * finds it, so neither guardian's list can show the other's. A pupil's own reads are shown to the pupil alone.
 */
export const readsOf = async (tx: Tx, vault: Vault, sought: Sought): Promise<Found[]> => {
  const { schoolId, personId, viewerId, from, to, own } = sought
  const entries = await entriesOf(tx, vault, { schoolId, kind: 'person', id: personId, from, to })
  const theirs = await withDisclosed(tx, vault, sought, entries)
  const about = theirs.filter(isRead).filter(({ stub, snapshotId }) => snapshotId !== null || stub.subject === personId)
  const isOwn = ({ stub }: Found) => stub.actor === viewerId
  const shown = about.filter((entry) => (isOwn(entry) ? own : entry.stub.actor !== personId))
  if (!own || viewerId === null || viewerId === personId) return shown
  const mine = await entriesOf(tx, vault, { schoolId, kind: 'person', id: viewerId, from, to, wards: [personId] })
  const known = new Set(shown.map(({ id }) => id))
  return [
    ...shown,
    ...mine.filter(isRead).filter((entry) => entry.stub.subject === personId && isOwn(entry) && !known.has(entry.id)),
  ]
}
