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

const placeOf = ({ schoolId, yearFrom, day }: When) => `${schoolId}/${yearFrom}/${day}`
const settled = new WeakMap<AuditKeys, Map<string, readonly Owner[]>>()

/** The keys of the school year's two audit epochs and of the week's outbox, and in the same question those of other owners. */
export const epochKeys = async (
  tx: Tx,
  keys: AuditKeys,
  when: When,
  also: readonly Owner[] = [],
): Promise<{ epochs: Epochs; others: Buffer[] }> => {
  const { schoolId, yearFrom, day, requestId } = when
  const asked = [
    ['audit-detail', yearFrom],
    ['audit-stub', yearFrom],
    ['audit-outbox', monday(day)],
  ] as const
  const owners = await Promise.all(asked.map(([of, from]) => epochOf(tx, keys, schoolId, of, from, requestId)))
  if (asked.every(([of, from]) => known.get(keys)?.get(`${schoolId}/${of}/${from}`)?.by === 'all')) {
    const places = settled.get(keys) ?? new Map<string, readonly Owner[]>()
    settled.set(keys, places)
    if (places.size >= most) places.clear()
    places.set(placeOf(when), owners)
  }
  const [detail, stub, outbox, ...others] = await keys.rawKeys(tx, schoolId, [...owners, ...also])
  return { epochs: { detail: detail!, stub: stub!, outbox: outbox! }, others }
}

/** The same without a question, where everything is remembered: then a fact travels with the write that it is about. */
export const epochKeysAtHand = (
  keys: AuditKeys,
  when: When,
  also: readonly Owner[],
): { epochs: Epochs; others: readonly Buffer[] } | undefined => {
  const owners = settled.get(keys)?.get(placeOf(when))
  const found = owners && keys.keysAtHand?.(when.schoolId, [...owners, ...also])
  if (!found) return undefined
  const [detail, stub, outbox, ...others] = found
  return { epochs: { detail: detail!, stub: stub!, outbox: outbox! }, others }
}
