import type { Tx } from '#kernel/db.ts'
import type { Owner } from '#vault/owners.ts'
import { monday } from './bytes.ts'
import type { AuditKeys } from './record.ts'

/** The raw keys of the epochs that an entry is sealed and addressed under. */
export type Epochs = { detail: Buffer; stub: Buffer; outbox: Buffer }

type When = { schoolId: string; yearFrom: string; day: string; requestId: string }
type Seen = { owner: Owner; by: string | 'all' }
const most = 50_000
const known = new WeakMap<AuditKeys, Map<string, Seen>>()

/** An epoch's id is remembered once a second request has found the same: the first may have made it and be rolled back. */
const epochOf = async (
  tx: Tx,
  keys: AuditKeys,
  schoolId: string,
  retentionClass: string,
  from: string,
  requestId: string,
): Promise<Owner> => {
  const seen = known.get(keys) ?? new Map<string, Seen>()
  known.set(keys, seen)
  const at = `${schoolId}/${retentionClass}/${from}`
  const before = seen.get(at)
  if (before?.by === 'all') return before.owner
  const owner = await keys.epoch(tx, schoolId, retentionClass, from)
  if (seen.size >= most) seen.clear()
  seen.set(at, { owner, by: before && before.owner.id === owner.id && before.by !== requestId ? 'all' : requestId })
  return owner
}

/** The keys of the school year's two audit epochs and of the week's outbox, and in the same question those of other owners. */
export const epochKeys = async (
  tx: Tx,
  keys: AuditKeys,
  { schoolId, yearFrom, day, requestId }: When,
  also: readonly Owner[] = [],
): Promise<{ epochs: Epochs; others: Buffer[] }> => {
  const of = (retentionClass: string, from: string) => epochOf(tx, keys, schoolId, retentionClass, from, requestId)
  const owners = await Promise.all([of('audit-detail', yearFrom), of('audit-stub', yearFrom), of('audit-outbox', monday(day))])
  const [detail, stub, outbox, ...others] = await keys.rawKeys(tx, schoolId, [...owners, ...also])
  return { epochs: { detail: detail!, stub: stub!, outbox: outbox! }, others }
}
