import type { Tx } from '#kernel/db.ts'
import { entriesOf } from '#ledger/entries.ts'
import type { Vault } from '#vault/vault.ts'

const DAY = 86_400_000
/** The facts that say that data left: what they left in. */
const leavings = { 'list.exported': 'list', 'export.made': 'copy', 'roster.exported': 'roster' } as const
const kindOf = (event: string) => Object.entries(leavings).find(([name]) => name === event)?.[1]

/** What somebody took away with a person in it, and when they did last. */
type TakenAway = { kind: (typeof leavings)[keyof typeof leavings]; takenBy: string | null; lastAt: Date }

/** What staff took away with this person in it, as the person's file in the ledger says: what a family took stands in its own files only. */
export const takenAway = async (
  tx: Tx,
  vault: Vault,
  { schoolId, personId, now }: { schoolId: string; personId: string; now: Date },
): Promise<TakenAway[]> => {
  const to = new Date(now.getTime() + DAY).toISOString().slice(0, 10)
  const entries = await entriesOf(tx, vault, { schoolId, kind: 'person', id: personId, from: '2000-01-01', to })
  const found = entries.flatMap(({ event, at, stub }) => {
    const kind = kindOf(event)
    return !kind || !stub || stub.actor === personId ? [] : [{ kind, takenBy: stub.actor, lastAt: at }]
  })
  const byWhom = Map.groupBy(found, ({ kind, takenBy }) => `${kind} ${takenBy}`)
  return [...byWhom.values()].map((some) => some.reduce((last, one) => (one.lastAt > last.lastAt ? one : last)))
}
