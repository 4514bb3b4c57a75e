import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { person } from '#vault/owners.ts'
import { dayNumber, sha256 } from './bytes.ts'
import { dayTag, entryKeys } from './keys.ts'
import { epochsOfYear } from './opening.ts'
import type { InSchool } from './outbox.ts'
import type { AuditKeys } from './record.ts'
import { anySnapshotKey } from './snapshots.ts'
import { leafHash, pathIn, rootOf, treeHash } from './tree.ts'

/** Everything about one tag and day: which entries, and the salt without which the root says nothing about them. */
export type RosterLeaf = { tag: Buffer; salt: Buffer; entries: number[] }

const eight = (index: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(index))
  return bytes
}
const four = (count: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(count)
  return bytes
}

/** The root over a day's entries of one tag, each hidden by the day's salt. */
export const entriesRoot = (salt: Uint8Array, entries: readonly number[]): Buffer =>
  treeHash(entries.map((index) => sha256(Buffer.concat([Buffer.from('E'), salt, eight(index)]))))

/** One leaf of the roster. */
export const rosterLeaf = (tag: Uint8Array, root: Uint8Array, count: number): Buffer => Buffer.concat([tag, root, four(count)])

type Day = { schoolId: string; day: string; yearDay: number }

/** Tags of the day as the index has them; and, for every member of a list that was read, the entries of the list. */
const leavesOf = async (
  pool: pg.Pool,
  keys: AuditKeys,
  inSchool: InSchool,
  { schoolId, day, yearDay }: Day,
): Promise<RosterLeaf[]> => {
  const { rows } = await pool.query<{ tag: Buffer; salt: Buffer; entries: string[] }>(
    `select tag, salt, entries from ledger.subject_day where school_id = $1 and day = $2 and epoch = (select max(epoch) from ledger.log)`,
    [schoolId, dayNumber(day)],
  )
  const leaves = new Map(rows.map(({ tag, salt, entries }) => [tag.toString('hex'), { tag, salt, entries: entries.map(Number) }]))
  const { rows: members } = await pool.query<{ snapshot_id: string; person_id: string }>(
    'select snapshot_id, person_id from ledger.snapshot_member where school_id = $1 and person_id is not null order by snapshot_id, slot',
    [schoolId],
  )
  await inSchool(schoolId, async (tx) => {
    const { stub } = await epochsOfYear(tx, keys, schoolId, yearDay)
    if (!stub) return
    const tagOf = (key: Buffer) => dayTag(entryKeys(schoolId, [key], { stub, detail: stub }), day)
    for (const [snapshotId, some] of Map.groupBy(members, (member) => member.snapshot_id)) {
      const key = await anySnapshotKey(tx, keys, schoolId, snapshotId)
      const list = key && leaves.get(tagOf(key).toString('hex'))
      if (!list) continue
      leaves.delete(list.tag.toString('hex'))
      const own = await keys.survivingKeys(
        tx,
        schoolId,
        some.map(({ person_id }) => person(person_id)),
      )
      for (const memberKey of own) {
        if (!memberKey) continue
        const tag = tagOf(memberKey)
        const leaf = leaves.get(tag.toString('hex')) ?? { tag, salt: randomBytes(16), entries: [] }
        leaf.entries.push(...list.entries)
        leaves.set(tag.toString('hex'), leaf)
      }
    }
  })
  for (const leaf of leaves.values()) leaf.entries.sort((a, b) => a - b)
  return [...leaves.values()].sort((a, b) => Buffer.compare(a.tag, b.tag))
}

/** What the night's work logs: the root over all tags of the day, and how many there are. */
export type Announce = (roster: { day: string; root: string; size: number }) => Promise<string>

/** Makes the roster of a school's day, once the day is over and all of it is in the tree, and logs its root. Twice is once. */
export const makeRoster = async (
  pool: pg.Pool,
  keys: AuditKeys,
  inSchool: InSchool,
  of: Day,
  announce: Announce,
): Promise<{ root: Buffer; size: number } | undefined> => {
  const made = await pool.query('select from ledger.roster where school_id = $1 and day = $2', [of.schoolId, dayNumber(of.day)])
  if (made.rowCount) return undefined
  const leaves = await leavesOf(pool, keys, inSchool, of)
  const roots = leaves.map(({ salt, entries }) => entriesRoot(salt, entries))
  const root = rootOf(leaves.map(({ tag, entries }, nth) => leafHash(rosterLeaf(tag, roots[nth]!, entries.length))))
  const factId = await announce({ day: of.day, root: root.toString('hex'), size: leaves.length })
  await pool.query(
    `with made as (insert into ledger.roster (school_id, day, size, root, fact_id) values ($1, $2, $3, $4, $5) returning school_id, day),
      salts as (insert into ledger.subject_day (school_id, day, tag, epoch, salt, entries, facts)
        select $1, $2, l.tag, (select max(epoch) from ledger.log), l.salt, '{}', '{}' from unnest($6::bytea[], $7::bytea[]) as l (tag, salt) on conflict do nothing)
     insert into ledger.roster_leaf (school_id, day, tag, entries_root, entries)
       select made.school_id, made.day, l.* from made, unnest($6::bytea[], $8::bytea[], $9::integer[]) as l`,
    [
      of.schoolId,
      dayNumber(of.day),
      leaves.length,
      root,
      factId,
      leaves.map(({ tag }) => tag),
      leaves.map(({ salt }) => salt),
      roots,
      leaves.map(({ entries }) => entries.length),
    ],
  )
  return { root, size: leaves.length }
}

/** A leaf of a stored roster with the way to its root. */
export type RosterProof = { position: number; tag: Buffer; root: Buffer; count: number; path: Buffer[] }
export type StoredRoster = { day: string; size: number; root: Buffer; factId: string; prove: (tag: Buffer) => RosterProof[] }

/** A stored roster: for a tag that is in it, its leaf; for another, the neighbours between which it would stand. */
export const readRoster = (
  day: string,
  factId: string,
  rows: readonly { tag: Buffer; root: Buffer; count: number }[],
): StoredRoster => {
  const hashes = rows.map(({ tag, root, count }) => leafHash(rosterLeaf(tag, root, count)))
  const proofAt = (position: number): RosterProof => ({ position, ...rows[position]!, path: pathIn(hashes, position) })
  const prove = (tag: Buffer) => {
    const at = rows.findIndex((row) => Buffer.compare(row.tag, tag) >= 0)
    if (at >= 0 && rows[at]!.tag.equals(tag)) return [proofAt(at)]
    const after = at < 0 ? rows.length : at
    return [after - 1, after].filter((position) => position >= 0 && position < rows.length).map(proofAt)
  }
  return { day, size: rows.length, root: rootOf(hashes), factId, prove }
}
