import { as } from '#kernel/db.ts'
import type { Emitted } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { personalTables, sealedIn } from '#kernel/personal-data.ts'
import { type Burned, type Burning, burn, isDue, RHYTHM } from '#vault/burn.ts'
import { countKeys } from '#vault/key-table.queries.ts'
import { liveWeeks } from '#vault/ring.queries.ts'
import { weekName } from '#vault/ring.ts'
import { indexSources } from '#vault/sources.ts'

/** Where the values behind every blind index are: each sealed table of the data map says by what its rows are found. */
export const sourcesOf = ({ vault, dataMap, log }: Pick<Installation, 'vault' | 'dataMap' | 'log'>): Burning['sources'] => {
  const tables = personalTables(dataMap).flatMap((table) => {
    const sealed = sealedIn(table)
    return sealed ? [{ table: table.table, sealed: sealed.column.of }] : []
  })
  return indexSources(vault, tables, (error) => log.error({ err: error }, 'a row that an index leads to does not open'))
}

/** Says what was done to the keys, as a fact of the directory: no school's, and about nobody. */
export const sayOfKeys = async <N extends 'vault.burned' | 'vault.ring_destroyed' | 'vault.restored'>(
  { db, ledger, clock }: Pick<Installation, 'db' | 'ledger' | 'clock'>,
  name: N,
  payload: Emitted<N>['payload'],
): Promise<void> => {
  const directory = { schoolId: null, personId: nobody, accountId: null, session: null } as const
  const actor = { ...directory, purpose: 'security', requestId: uuidv7(), action: 'vault.keep' } as const
  const fact: Emitted = { name, payload, about: {} }
  await as(db, actor, (tx) => ledger.record(tx, actor, [fact], clock.now()))
}

/** Burns now, whatever the week; waits for whoever is burning. */
export const burnNow = (
  installation: Installation,
  more: Pick<Burning, 'acceptsLoss'> = {},
  isWanted: () => Promise<boolean> = async () => true,
): Promise<Burned | undefined> => {
  const { custody, clock } = installation
  return custody.alone(async (announce) => {
    if (!(await isWanted())) return undefined
    return burn({
      ...more,
      ring: custody.ring,
      transact: custody.transact,
      sources: sourcesOf(installation),
      now: clock.now(),
      announce,
      moved: async ({ week, keys }) => {
        await custody.table.keep() // the copy before would open nothing any more
        await sayOfKeys(installation, 'vault.burned', { week: weekName(week), keys })
      },
      destroyed: ({ week }) => {
        custody.table.dropAside()
        return sayOfKeys(installation, 'vault.ring_destroyed', { week: weekName(week) })
      },
    })
  })
}

/** How the keys stand, for whoever runs the installation. */
export const stateOfKeys = async ({ custody, clock }: Installation) => {
  const { ring, transact, journal } = custody
  const now = clock.now()
  const [newest] = await transact(liveWeeks)
  const made = newest?.made ?? now
  return {
    week: weekName(newest?.week ?? 0),
    days: Math.floor((now.getTime() - made.getTime()) / 86_400_000),
    root: ring.root,
    ...(await transact(countKeys)),
    erasures: (await journal.written()).length,
    isDue: await isDue(transact, now),
    nextOn: new Date(made.getTime() + RHYTHM).toISOString().slice(0, 10),
  }
}

/** What is done for the keys every hour: the journal, the copy of the key table, and once in seven days the burn. */
export const keepKeys = async (installation: Installation): Promise<void> => {
  const { custody, clock } = installation
  await custody.journal.keep()
  if (custody.table.isOld(clock.now())) await custody.table.keep()
  const due = () => isDue(custody.transact, clock.now())
  if (await due()) await burnNow(installation, {}, due)
}
