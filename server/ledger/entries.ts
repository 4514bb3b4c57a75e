import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import { account, person } from '#vault/owners.ts'
import { dayNumber, dayText, uuidBytes } from './bytes.ts'
import type { Epochs } from './epochs.ts'
import { dayTag, entryKeys, type SubKeys, subKeys } from './keys.ts'
import { epochsOfYear, type OpenedFact, openFact, type SealedFact } from './opening.ts'
import type { AuditKeys } from './record.ts'
import { snapshotKey, snapshotsWith } from './snapshots.ts'

/** An entry of a person's file: where it is in the log, what it says, and on whose tag it stood. */
export type Entry = OpenedFact & {
  epoch: number
  index: number
  day: string
  purpose: number
  snapshotId: string | null
  sealed: EntryRow
  /** Null where the entry could not be opened. */
  subKeys: SubKeys | null
}
export type EntryRow = SealedFact & {
  tag: Buffer
  logEpoch: number
  entry: string
  day: number
  actorCommitment: Buffer
  subjectCommitment: Buffer
  stubHash: Buffer | null
  detailHash: Buffer | null
}

/** Whose file, and which days of it (both included). `wards`: people whom this person may have read about on the own tag. */
export type Whose = {
  schoolId: string
  kind: 'person' | 'account'
  id: string
  from: string
  to: string
  wards?: readonly string[]
}
/** A key that makes tags. */
export type Holder = { owner: Buffer; snapshotId: string | null }
/** Which holder's key made a tag. */
export type Tags = ReadonlyMap<string, Holder>

/** The first days of the years whose audit epochs there have been in a school. */
export const yearsOf = async (tx: Tx, schoolId: string): Promise<number[]> => {
  const { rows } = await sql<{
    fromOn: string
  }>`select from_on from vault.epoch where school_id = ${schoolId} and retention_class = 'audit-stub'`.execute(tx)
  return rows.map(({ fromOn }) => dayNumber(fromOn))
}

/** The person's own key, and those of the snapshots that the person is in. */
const holdersOf = async (tx: Tx, keys: AuditKeys, { schoolId, kind, id }: Whose): Promise<Holder[]> => {
  const [own] = await keys.survivingKeys(tx, schoolId, [kind === 'person' ? person(id) : account(id)])
  if (!own) return []
  const snapshots = kind === 'person' && schoolId !== nobody ? await snapshotsWith(tx, schoolId, id) : []
  const held = snapshots.map((snapshot) => ({ owner: snapshotKey(own, snapshot.id, snapshot.wrapped), snapshotId: snapshot.id }))
  return [{ owner: own, snapshotId: null }, ...held]
}

const longestYear = 400

/** Every tag that holders' keys make of these days; who holds one may depend on the year. */
export const tagsMade = async (
  tx: Tx,
  keys: AuditKeys,
  whose: Pick<Whose, 'schoolId' | 'from' | 'to'>,
  holdersIn: (yearDay: number) => readonly Holder[],
): Promise<Tags> => {
  const tags = new Map<string, Holder>()
  for (const yearDay of await yearsOf(tx, whose.schoolId)) {
    const { stub } = await epochsOfYear(tx, keys, whose.schoolId, yearDay)
    if (!stub) continue
    const first = Math.max(dayNumber(whose.from), yearDay)
    const last = Math.min(dayNumber(whose.to), yearDay + longestYear)
    for (const holder of holdersIn(yearDay)) {
      const derived = entryKeys(whose.schoolId, [holder.owner], { stub, detail: stub })
      for (let day = first; day <= last; day++) tags.set(dayTag(derived, dayText(day)).toString('hex'), holder)
    }
  }
  return tags
}

/** Every tag that a person's entries of these days can stand under, and whose key made it. */
const tagsOf = async (tx: Tx, keys: AuditKeys, whose: Whose): Promise<Tags> => {
  const holders = await holdersOf(tx, keys, whose)
  return tagsMade(tx, keys, whose, () => holders)
}

const rowsUnder = async (tx: Tx, tags: Iterable<string>): Promise<EntryRow[]> => {
  const wanted = Array.from(tags, (tag) => Buffer.from(tag, 'hex'))
  const { rows } = await sql<EntryRow>`select * from app.ledger_entries(${wanted}::bytea[])`.execute(tx)
  return rows
}

/** A person's file: every entry about the person, or about a snapshot with the person in it, in the order of the log. */
export const entriesOf = async (tx: Tx, keys: AuditKeys, whose: Whose): Promise<Entry[]> =>
  entriesUnder(tx, keys, whose, await tagsOf(tx, keys, whose))

/** The entries under some tags, opened with the key that made the tag, or with it and a ward's. */
export const entriesUnder = async (
  tx: Tx,
  keys: AuditKeys,
  whose: Pick<Whose, 'schoolId' | 'wards'>,
  tags: Tags,
): Promise<Entry[]> => {
  const rows = await rowsUnder(tx, tags.keys())
  const years = new Map(
    await Promise.all(
      [...new Set(rows.map(({ yearDay }) => yearDay))].map(
        async (year) => [year, await epochsOfYear(tx, keys, whose.schoolId, year)] as const,
      ),
    ),
  )
  const wards = (await keys.survivingKeys(tx, whose.schoolId, (whose.wards ?? []).map(person))).filter((key) => key !== undefined)
  return rows.map((row) => {
    const holder = tags.get(row.tag.toString('hex'))!
    const epochs = years.get(row.yearDay)!
    const tries = [[holder.owner], ...wards.map((ward) => [holder.owner, ward])]
    const { opened, owners } = openOwn(whose.schoolId, row, tries, epochs)
    const own =
      owners &&
      epochs.stub &&
      subKeys(entryKeys(whose.schoolId, owners, { stub: epochs.stub, detail: epochs.detail ?? epochs.stub }), uuidBytes(row.id))
    const place = {
      epoch: row.logEpoch,
      index: Number(row.entry),
      day: dayText(row.day),
      purpose: row.purpose,
      snapshotId: holder.snapshotId,
    }
    return { ...opened, ...place, sealed: row, subKeys: own ?? null }
  })
}

/** A fact on its actor's own tag is sealed for the subject too; where no key fits, only the leaf's own words are left. */
const openOwn = (
  schoolId: string,
  row: EntryRow,
  tries: Buffer[][],
  epochs: Partial<Epochs>,
): { opened: OpenedFact; owners?: Buffer[] } => {
  for (const owners of tries)
    try {
      return { opened: openFact(schoolId, row, owners, epochs), owners }
    } catch {
      // sealed for another ward
    }
  return { opened: openFact(schoolId, { ...row, sealedStub: null, sealedDetail: null }, [], epochs) }
}

/** Takes away what leads to a person's entries. Before the person's key is destroyed: without it nobody can find them. */
export const unlinkEntries = async (tx: Tx, keys: AuditKeys, whose: Whose): Promise<number> => {
  const tags = [...(await tagsOf(tx, keys, whose))]
    .filter(([, { snapshotId }]) => snapshotId === null)
    .map(([tag]) => Buffer.from(tag, 'hex'))
  const { rows } = await sql<{ entries: number }>`select app.ledger_unlink(${tags}::bytea[]) as entries`.execute(tx)
  if (whose.kind === 'person') await sql`select app.ledger_leave_snapshots(${whose.id})`.execute(tx)
  return rows[0]!.entries
}
