import type { Actor, Tx } from '#kernel/db.ts'
import { entriesOf } from '#ledger/entries.ts'
import type { Vault } from '#vault/vault.ts'
import { runsSchool } from './statements.queries.ts'

const DAY = 86_400_000

type About = { schoolId: string; id: string; isGuardian: boolean; now: Date }
/** What would tell a guardian of others: who is whose, who asked, what came from the school's own records. */
const tellsOfFamily = /^(guardianship|class\.join_request|roster|person\.protection)[._]/

/** Whoever asks for someone else and does not run the school is the other's guardian: the walls have let nobody else come this far. */
export const isGuardian = async (tx: Tx, { personId }: Actor, id: string): Promise<boolean> =>
  personId !== id && !(await runsSchool(tx))

/** The person's file in the ledger: what was done, and when. Who did it stays with the ledger's own pages, which ask more. */
export const entriesAbout = async (tx: Tx, vault: Vault, { schoolId, id, isGuardian: isApart, now }: About) => {
  const to = new Date(now.getTime() + DAY).toISOString().slice(0, 10)
  const found = await entriesOf(tx, vault, { schoolId, kind: 'person', id, from: '2000-01-01', to })
  const inOrder = found.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.event.localeCompare(b.event)) // the log's order is chance within a moment
  return inOrder.flatMap(({ at, event }) => (isApart && tellsOfFamily.test(event) ? [] : [{ at: at.toISOString(), event }]))
}
