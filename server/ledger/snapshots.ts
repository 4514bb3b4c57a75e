import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { person } from '#vault/owners.ts'
import { sha256, uuidBytes } from './bytes.ts'
import { openPart, sealPart } from './parts.ts'
import type { AuditKeys, Subject } from './record.ts'
import { treeHash } from './tree.ts'

/** What one member's key makes of a snapshot: the salt of the commitment, and the key that wraps the snapshot's own. */
export const memberKeys = (memberKey: Buffer, snapshotId: string): { salt: Buffer; wrap: Buffer } => {
  const made = createHmac('sha512', memberKey).update('preau/ledger/v1/member\0').update(uuidBytes(snapshotId)).digest()
  return { salt: made.subarray(0, 16), wrap: made.subarray(32) }
}

/** Says that a person was in the audience, to whoever is given the salt. */
export const memberCommitment = (salt: Uint8Array, personId: string): Buffer =>
  sha256(Buffer.concat([Buffer.from('M'), salt, uuidBytes(personId)]))

/** Finds the snapshot that an audience already has for the same members; erased with any of them. */
const digestOf = (audienceId: string, members: readonly string[]) =>
  sha256(Buffer.concat([audienceId, ...members].map(uuidBytes)))

type Found = { id: string; root: Buffer; personId: string; wrapped: Buffer }

const find = (tx: Tx, schoolId: string, audienceId: string, digest: Buffer) =>
  sql<Found>`
    select s.id, s.root, m.person_id, m.wrapped from ledger.snapshot s join ledger.snapshot_member m on m.school_id = s.school_id and m.snapshot_id = s.id
    where s.school_id = ${schoolId} and s.audience_id = ${audienceId} and s.members_digest = ${digest} and m.wrapped is not null
    order by s.id, m.slot limit 1`.execute(tx)

const make = async (
  tx: Tx,
  keys: AuditKeys,
  schoolId: string,
  audienceId: string,
  members: readonly string[],
  digest: Buffer,
  now: Date,
) => {
  const id = uuidv7(now.getTime())
  const key = randomBytes(32)
  const idBytes = uuidBytes(id)
  const raw = await keys.rawKeys(tx, schoolId, members.map(person))
  const own = raw.map((memberKey) => memberKeys(memberKey, id))
  const commitments = own.map(({ salt }, slot) => memberCommitment(salt, members[slot]!))
  const root = treeHash(commitments)
  await sql`insert into ledger.snapshot (school_id, id, audience_id, members_digest, root, made_at)
    values (${schoolId}, ${id}, ${audienceId}, ${digest}, ${root}, ${now})`.execute(tx)
  await sql`insert into ledger.snapshot_member (school_id, snapshot_id, slot, person_id, commitment, wrapped)
    select ${schoolId}, ${id}, slot - 1, person, commitment, wrapped
    from unnest(${members}::uuid[], ${commitments}::bytea[], ${own.map(({ wrap }) => sealPart(wrap, idBytes, key))}::bytea[]) with ordinality as member (person, commitment, wrapped, slot)`.execute(
    tx,
  )
  return { kind: 'snapshot', id, root, key } as const
}

/** Everyone who is in an audience now, as one subject: the snapshot made when its members were last these, or a new one. */
export const snapshotOf = async (
  tx: Tx,
  keys: AuditKeys,
  schoolId: string,
  audienceId: string,
  people: readonly string[],
  now: Date,
): Promise<Subject> => {
  const members = [...new Set(people)].sort()
  const digest = digestOf(audienceId, members)
  const {
    rows: [found],
  } = await find(tx, schoolId, audienceId, digest)
  if (!found) return make(tx, keys, schoolId, audienceId, members, digest, now)
  const [memberKey] = await keys.rawKeys(tx, schoolId, [person(found.personId)])
  return {
    kind: 'snapshot',
    id: found.id,
    root: found.root,
    key: openPart(memberKeys(memberKey!, found.id).wrap, uuidBytes(found.id), found.wrapped),
  }
}

/** The snapshots that a person is in. */
export const snapshotsWith = async (tx: Tx, schoolId: string, personId: string): Promise<{ id: string; wrapped: Buffer }[]> => {
  const { rows } = await sql<{ id: string; wrapped: Buffer }>`
    select snapshot_id as id, wrapped from ledger.snapshot_member where school_id = ${schoolId} and person_id = ${personId} and wrapped is not null`.execute(
    tx,
  )
  return rows
}

/** A snapshot's key, unwrapped with the key of one of its members. */
export const snapshotKey = (memberKey: Buffer, snapshotId: string, wrapped: Buffer): Buffer =>
  openPart(memberKeys(memberKey, snapshotId).wrap, uuidBytes(snapshotId), wrapped)

/** A snapshot's key through whichever of its members is still there; undefined when none is. */
export const anySnapshotKey = async (
  tx: Tx,
  keys: AuditKeys,
  schoolId: string,
  snapshotId: string,
): Promise<Buffer | undefined> => {
  const { rows } = await sql<{ personId: string; wrapped: Buffer }>`
    select person_id, wrapped from ledger.snapshot_member where school_id = ${schoolId} and snapshot_id = ${snapshotId} and wrapped is not null order by slot limit 20`.execute(
    tx,
  )
  const raw = await keys.survivingKeys(
    tx,
    schoolId,
    rows.map(({ personId }) => person(personId)),
  )
  const at = raw.findIndex((key) => key !== undefined)
  return at < 0 ? undefined : snapshotKey(raw[at]!, snapshotId, rows[at]!.wrapped)
}
