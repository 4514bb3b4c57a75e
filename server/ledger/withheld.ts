import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Owner } from '#vault/owners.ts'
import { dayNumber } from './bytes.ts'
import { type Entry, entriesUnder, tagsMade, type Whose } from './entries.ts'
import type { AuditKeys } from './record.ts'

/** The retention class whose epoch makes the tags of what is withheld: neither the child's key nor the reader's finds it. */
export const safeguarding = 'audit-safeguarding'

/** Whose tag a withheld read stands on: the school's, of this school year. */
export const safeguardingOf = (tx: Tx, keys: AuditKeys, schoolId: string, yearFrom: string): Promise<Owner> =>
  keys.epoch(tx, schoolId, safeguarding, yearFrom)

const epochsOf = async (tx: Tx, keys: AuditKeys, schoolId: string): Promise<Map<number, Buffer>> => {
  const { rows } = await sql<{ id: string; fromOn: string }>`
    select id, from_on from vault.epoch where school_id = ${schoolId} and retention_class = ${safeguarding}`.execute(tx)
  const found = await keys.survivingKeys(
    tx,
    schoolId,
    rows.map(({ id }): Owner => ({ kind: 'epoch', id })),
  )
  return new Map(
    rows.flatMap(({ fromOn }, nth) => {
      const key = found[nth]
      return key ? [[dayNumber(fromOn), key] as const] : []
    }),
  )
}

/** What was read about a person on these days and withheld: opened with the child's key, found with the school's. */
export const withheldAbout = async (
  tx: Tx,
  keys: AuditKeys,
  { schoolId, id, from, to }: Pick<Whose, 'schoolId' | 'id' | 'from' | 'to'>,
): Promise<Entry[]> => {
  const epochs = await epochsOf(tx, keys, schoolId)
  if (epochs.size === 0) return []
  const holder = (yearDay: number) => {
    const owner = epochs.get(yearDay)
    return owner ? [{ owner, snapshotId: null }] : []
  }
  const tags = await tagsMade(tx, keys, { schoolId, from, to }, holder)
  const entries = await entriesUnder(tx, keys, { schoolId, wards: [id] }, tags)
  return entries.filter(({ stub }) => stub?.subject === id)
}

/** The reads that entries of a person's file disclose, by the entry that does. */
export const disclosedBy = async (
  tx: Tx,
  keys: AuditKeys,
  whose: Pick<Whose, 'schoolId' | 'id'>,
  entries: readonly Entry[],
): Promise<Map<Entry, Entry>> => {
  const told = entries.flatMap((entry) => {
    const { readId, readOn } = entry.detail?.payload ?? {}
    return entry.event === 'read.disclosed' && readId && readOn ? [{ entry, readId: `${readId}`, readOn: `${readOn}` }] : []
  })
  const found = new Map<Entry, Entry>()
  for (const [day, some] of Map.groupBy(told, ({ readOn }) => readOn)) {
    const withheld = await withheldAbout(tx, keys, { ...whose, from: day, to: day })
    for (const { entry, readId } of some) {
      const read = withheld.find(({ id }) => id === readId)
      if (read) found.set(entry, read)
    }
  }
  return found
}
