import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '#kernel/db.ts'
import { person } from '#vault/owners.ts'
import { dayNumber, dayText, sha256, uuidBytes } from '../bytes.ts'
import { type Entry, entriesOf, yearsOf } from '../entries.ts'
import { dayTagOf, entryKeys, subKeys } from '../keys.ts'
import { leaf } from '../leaf.ts'
import { epochsOfYear } from '../opening.ts'
import { newestCheckpoint, tileReader } from '../proof-file.ts'
import { inclusionProof } from '../proofs.ts'
import type { AuditKeys } from '../record.ts'
import { readRoster } from '../roster.ts'
import { memberKeys } from '../snapshots.ts'
import { leafHash, pathIn } from '../tree.ts'
import { disclosedBy } from '../withheld.ts'
import type { FileEntry, FileRoster, ParentFile, Words } from './file.ts'

/** Where the file comes from: the child's school (its transaction) and the log (the sequencer's connections). */
export type Sources = { tx: Tx; pool: pg.Pool; keys: AuditKeys }
/** For whom, from when to when, and what the school's policy shows of who it was. */
export type Asked = {
  schoolId: string
  childId: string
  from: string
  to: string
  madeAt: Date
  epoch: number
  logKey: string
  witnessKeys: string[]
  words: Words
  shown: (entry: Entry) => { who: string; isOwn: boolean; withId: boolean }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

const leafOf = (schoolId: string, { sealed: row }: Entry) =>
  leaf(
    { ...row, schoolId },
    row.actorCommitment,
    row.subjectCommitment,
    row.detailHash ?? sha256(row.sealedDetail!),
    row.stubHash ?? sha256(row.sealedStub!),
  )

const memberOf = async (
  { tx, keys }: Sources,
  { schoolId, childId }: Asked,
  snapshotId: string,
): Promise<FileEntry['member']> => {
  const { rows } = await sql<{ root: Buffer; commitment: Buffer; personId: string | null }>`
    select s.root, m.commitment, m.person_id from ledger.snapshot s join ledger.snapshot_member m on m.school_id = s.school_id and m.snapshot_id = s.id
    where s.school_id = ${schoolId} and s.id = ${snapshotId} order by m.slot`.execute(tx)
  const slot = rows.findIndex(({ personId }) => personId === childId)
  const [key] = await keys.rawKeys(tx, schoolId, [person(childId)])
  const hashes = rows.map(({ commitment }) => leafHash(commitment))
  return {
    root: base64(rows[0]!.root),
    salt: base64(memberKeys(key!, snapshotId).salt),
    slot,
    size: rows.length,
    path: pathIn(hashes, slot).map(base64),
  }
}

const entryOf = async (sources: Sources, asked: Asked, entry: Entry, path: Buffer[]): Promise<FileEntry> => {
  const { subKeys: own, sealed, detail, stub } = entry
  if (!own) throw new Error(`entry ${entry.index} of a file cannot be opened`)
  const { who, isOwn, withId } = asked.shown(entry)
  const kinds = detail?.payload['kinds']
  return {
    index: entry.index,
    day: entry.day,
    leaf: base64(leafOf(asked.schoolId, entry)),
    path: path.map(base64),
    subjectSalt: base64(own.subjectSalt),
    ...(entry.snapshotId && { member: (await memberOf(sources, asked, entry.snapshotId))! }),
    // The detail is given where it says what kinds of data were shown, or which read it discloses: others name third persons by their ids.
    ...((Array.isArray(kinds) || entry.event === 'read.disclosed') &&
      sealed.sealedDetail && { detail: { sealed: base64(sealed.sealedDetail), key: base64(own.detail) } }),
    ...(withId && stub && { actor: { salt: base64(own.actorSalt), id: stub.actor } }),
    who,
    isOwn,
    kinds: Array.isArray(kinds) ? kinds.map(String) : [],
  }
}

type RosterRow = {
  day: number
  fact_id: string
  event: number
  class: number
  purpose: number
  year_day: number
  index: string
} & Record<'actor_commitment' | 'subject_commitment' | 'sealed_stub' | 'sealed_detail', Buffer>

const rosterRows = async (pool: pg.Pool, { schoolId, from, to, epoch }: Asked): Promise<RosterRow[]> => {
  const { rows } = await pool.query<RosterRow>(
    `select r.day, r.fact_id, f.event, f.class, f.purpose, f.year_day, f.actor_commitment, f.subject_commitment, f.sealed_stub, f.sealed_detail,
       b.first_index + (select count(*) from ledger.fact o where (o.xid, o.eid) > (b.from_xid, b.from_eid) and (o.xid, o.eid) < (f.xid, f.eid) and o.eid > l.after_eid) as index
     from ledger.roster r join ledger.fact f on f.school_id = r.school_id and f.id = r.fact_id join ledger.log l on l.epoch = $4
       join ledger.batch b on b.epoch = l.epoch and (f.xid, f.eid) > (b.from_xid, b.from_eid) and (f.xid, f.eid) <= (b.to_xid, b.to_eid)
     where r.school_id = $1 and r.day between $2 and $3 and f.eid > l.after_eid and f.sealed_detail <> '' order by r.day`,
    [schoolId, dayNumber(from), dayNumber(to), epoch],
  )
  return rows
}

type Tags = (day: string) => Buffer

const rosterOf = async (
  { tx, pool, keys }: Sources,
  { schoolId }: Asked,
  row: RosterRow,
  tagOf: Tags,
  path: Buffer[],
): Promise<FileRoster> => {
  const day = dayText(row.day)
  const { rows } = await pool.query<{ tag: Buffer; root: Buffer; count: number }>(
    'select tag, entries_root as root, entries as count from ledger.roster_leaf where school_id = $1 and day = $2 order by tag',
    [schoolId, row.day],
  )
  const tag = tagOf(day)
  const roster = readRoster(day, row.fact_id, rows)
  const salts = await pool.query<{ salt: Buffer }>('select salt from ledger.subject_day where school_id = $1 and tag = $2', [
    schoolId,
    tag,
  ])
  const epochs = await epochsOfYear(tx, keys, schoolId, row.year_day)
  const own = subKeys(entryKeys(schoolId, [], { stub: epochs.stub!, detail: epochs.detail! }), uuidBytes(row.fact_id))
  const head = { id: row.fact_id, schoolId, event: row.event, class: row.class, purpose: row.purpose, subjectKind: 0 }
  return {
    day,
    index: Number(row.index),
    leaf: base64(leaf(head, row.actor_commitment, row.subject_commitment, sha256(row.sealed_detail), sha256(row.sealed_stub))),
    path: path.map(base64),
    detail: { sealed: base64(row.sealed_detail), key: base64(own.detail) },
    size: roster.size,
    ...(salts.rows[0] && { salt: base64(salts.rows[0].salt) }),
    proofs: roster
      .prove(tag)
      .map((proof) => ({ ...proof, tag: base64(proof.tag), root: base64(proof.root), path: proof.path.map(base64) })),
  }
}

type TagKeys = { from: string; key: Buffer }[]

const tagKeysOf = async ({ tx, keys }: Sources, { schoolId, childId }: Asked): Promise<TagKeys> => {
  const [own] = await keys.rawKeys(tx, schoolId, [person(childId)])
  const years = (await yearsOf(tx, schoolId)).sort((a, b) => a - b)
  const made = await Promise.all(
    years.map(async (yearDay) => {
      const { stub } = await epochsOfYear(tx, keys, schoolId, yearDay)
      return stub ? [{ from: dayText(yearDay), key: entryKeys(schoolId, [own!], { stub, detail: stub }).tag.export() }] : []
    }),
  )
  return made.flat()
}

type Prove = (entry: Entry) => Promise<FileEntry>

/** The entries of a file, and beside each that discloses a withheld read, the read. What stands in a log that has ended cannot be proved here. */
const entriesIn = async (sources: Sources, { schoolId, childId, epoch }: Asked, covered: readonly Entry[], prove: Prove) => {
  const reads = await disclosedBy(sources.tx, sources.keys, { schoolId, id: childId }, covered)
  const entries: FileEntry[] = []
  const disclosed: ParentFile['disclosed'] = []
  for (const entry of covered) {
    const withheld = reads.get(entry)
    const isOlder = withheld ? withheld.epoch !== epoch : entry.event === 'read.disclosed'
    entries.push({ ...(await prove(entry)), ...(isOlder && { older: true }) })
    if (withheld && !isOlder) disclosed.push({ by: entry.index, read: await prove(withheld) })
  }
  return { entries, disclosed }
}

const rostersIn = async (
  sources: Sources,
  asked: Asked,
  tagKeys: TagKeys,
  proofOf: (index: number) => Promise<Buffer[]>,
  size: number,
) => {
  const tagOf: Tags = (day) => dayTagOf(tagKeys.findLast((key) => key.from <= day)!.key, day)
  const rosters: FileRoster[] = []
  for (const row of await rosterRows(sources.pool, asked))
    if (Number(row.index) < size) rosters.push(await rosterOf(sources, asked, row, tagOf, await proofOf(Number(row.index))))
  return rosters
}

/** Gathers a child's file with every proof in it. What is newer than the checkpoint is left for the next file. */
export const gatherFile = async (sources: Sources, asked: Asked): Promise<ParentFile> => {
  const { schoolId, childId, epoch, from, to, witnessKeys } = asked
  const checkpoint = await newestCheckpoint(sources.pool, epoch, witnessKeys.length > 0)
  if (!checkpoint) throw new Error('the log has no checkpoint to prove anything against')
  const read = tileReader(sources.pool, epoch)
  const all = await entriesOf(sources.tx, sources.keys, { schoolId, kind: 'person', id: childId, from, to })
  const covered = all.filter((entry) => entry.epoch === epoch && entry.index < checkpoint.size)
  const tagKeys = await tagKeysOf(sources, asked)
  const proofOf = (index: number) => inclusionProof(read, index, checkpoint.size)
  const prove: Prove = async (entry) => entryOf(sources, asked, entry, await proofOf(entry.index))
  const { entries, disclosed } = await entriesIn(sources, asked, covered, prove)
  return {
    version: 1,
    school: schoolId,
    child: childId,
    from,
    to,
    madeAt: asked.madeAt.toISOString(),
    log: asked.logKey,
    witnesses: witnessKeys,
    checkpoint: checkpoint.note,
    tagKeys: tagKeys.map((one) => ({ from: one.from, key: base64(one.key) })),
    entries,
    disclosed,
    rosters: await rostersIn(sources, asked, tagKeys, proofOf, checkpoint.size),
    words: asked.words,
  }
}
