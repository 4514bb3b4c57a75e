import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { materialOf, type OwnerKey } from './blob.ts'
import { boundedCache } from './cache.ts'
import type { Dying } from './dying.ts'
import { type VaultCode, VaultError } from './errors.ts'
import { addKeys, erasedAmong, type KeyRow, keysOf, type NewKey, type Tx } from './keys.queries.ts'
import { kindNumber } from './layout.ts'
import { directory, homeOf, type Owner, packed, unpacked } from './owners.ts'
import type { Ring } from './ring.ts'

/** All versions of one owner's key, newest first, and those that do not open. */
export type Bunch = {
  readonly school: string
  readonly kind: number
  readonly versions: readonly OwnerKey[]
  readonly broken?: ReadonlyMap<number, VaultCode>
}
/** Keys found for one piece of work, by packed owner id. */
export type Found = Map<string, Bunch>

/** What a stored key is used for is derived from it, so that no key serves two purposes. (A key object: a third of the time of a buffer.) */
const ownerKey = (raw: Buffer, version: number): OwnerKey => {
  const derived = createHmac('sha512', createSecretKey(raw)).update('preau/v1/blob').digest()
  return { raw, version, ...materialOf(derived.subarray(0, 32)), check: derived.readUInt32BE(32) }
}

const opensAs = (ring: Ring, row: KeyRow): OwnerKey | VaultCode => {
  try {
    const bound = { schoolId: row.school, ownerId: row.owner, version: row.version }
    return ownerKey(ring.unwrap(row.week, bound, row.wrapped), row.version)
  } catch (error) {
    if (error instanceof VaultError) return error.code // of this owner only: the others of a page still open
    throw error
  }
}

/** Opened keys, and the way to those that are not. */
export const keepKeys = (ring: Ring, limit: number, dying: Dying) => {
  const opened = boundedCache<Bunch>(limit)
  const made = new WeakMap<Tx, Found>() // a rolled-back transaction takes its keys with it: nobody else may use them before
  let flushes = 0

  const weeksAtHand = async (rows: readonly KeyRow[]) => {
    const isHere = ({ week }: KeyRow) => ring.weeks().includes(week)
    if (rows.every(isHere)) return true
    await ring.refresh()
    return rows.every(isHere)
  }
  /** A burn may have moved a key between our reading of the row and of the ring: then the row is read once more. */
  const rowsOf = async (tx: Tx, schoolId: string, owners: readonly string[]) => {
    const rows = await keysOf(tx, schoolId, owners)
    return (await weeksAtHand(rows)) ? rows : keysOf(tx, schoolId, owners)
  }
  const bunchesOf = (rows: readonly KeyRow[], schoolId: string) => {
    const bunches = new Map<string, Bunch & { own: boolean }>()
    for (const row of rows.toSorted((a, b) => b.version - a.version)) {
      if (row.school !== homeOf(row, schoolId)) continue // nobody's id, at least, is in every school
      const before = bunches.get(packed(row.owner))
      const key = opensAs(ring, row)
      bunches.set(packed(row.owner), {
        school: row.school,
        kind: kindNumber(row.kind),
        versions: [...(before?.versions ?? []), ...(typeof key === 'string' ? [] : [key])],
        ...(typeof key === 'string'
          ? { broken: new Map([...(before?.broken ?? []), [row.version, key]]) }
          : before?.broken && { broken: before.broken }),
        own: before?.own === true || row.own === true,
      })
    }
    return bunches
  }
  const isAt = (bunch: Bunch | undefined, schoolId: string, owner: Owner): bunch is Bunch =>
    bunch?.school === homeOf(owner, schoolId) && bunch.kind === kindNumber(owner.kind)

  /** Looks up the keys of packed ids: in the cache, then all that are missing in one query. */
  const find = async (tx: Tx, schoolId: string, ids: Iterable<string>, found: Found = new Map()): Promise<Found> => {
    const before = flushes
    const own = made.get(tx)
    const missing: string[] = []
    for (const id of ids) {
      if (found.has(id)) continue
      const bunch = opened.get(id) ?? own?.get(id)
      if (bunch?.school === schoolId || bunch?.school === directory) found.set(id, bunch)
      else missing.push(unpacked(id))
    }
    if (missing.length === 0) return found
    for (const [id, { own: isOwn, ...bunch }] of bunchesOf(await rowsOf(tx, schoolId, missing), schoolId)) {
      found.set(id, bunch)
      if (!isOwn && !bunch.broken && before === flushes && !dying.has(id)) opened.set(id, bunch)
    }
    return found
  }

  const remember = (tx: Tx, id: string, bunch: Bunch) => {
    const own = made.get(tx) ?? new Map<string, Bunch>()
    made.set(tx, own.set(id, bunch))
  }
  const tryToMake = async (tx: Tx, schoolId: string, week: number, owners: readonly Owner[], found: Found) => {
    const fresh = owners.map((owner) => ({ owner, school: homeOf(owner, schoolId), raw: randomBytes(32) }))
    const rows: NewKey[] = fresh.map(({ owner: { id, kind }, school, raw }) => ({
      school,
      owner: id,
      kind,
      wrapped: ring.wrap(week, { schoolId: school, ownerId: id, version: 1 }, raw),
    }))
    const added = new Set(await addKeys(tx, week, rows))
    for (const { owner, school, raw } of fresh) {
      if (!added.has(owner.id)) continue
      const bunch = { school, kind: kindNumber(owner.kind), versions: [ownerKey(raw, 1)] }
      found.set(packed(owner.id), bunch)
      remember(tx, packed(owner.id), bunch)
    }
    const left = owners.filter(({ id }) => !added.has(id))
    if (left.length > 0)
      await find(
        tx,
        schoolId,
        left.map(({ id }) => packed(id)),
        found,
      ) // somebody else was faster
    return left.filter((owner) => !isAt(found.get(packed(owner.id)), schoolId, owner))
  }
  /** The newest week takes new keys, but for a moment of every burn: then the past one does, or one that is not read yet. */
  const make = async (tx: Tx, schoolId: string, owners: readonly Owner[], found: Found) => {
    let left = owners
    for (const isSecond of [false, true]) {
      if (isSecond) await ring.refresh()
      for (const week of ring.weeks()) {
        left = await tryToMake(tx, schoolId, week, left, found)
        if (left.length === 0) return
      }
    }
    const [erased] = await erasedAmong(
      tx,
      schoolId,
      left.map(({ id }) => id),
    )
    throw erased ? new VaultError('vault.erased', { owner: erased }) : new VaultError('vault.ring_stale')
  }

  const atHand = (schoolId: string, owners: readonly Owner[]): Buffer[] | undefined => {
    const raw: Buffer[] = []
    for (const owner of owners) {
      const bunch = opened.get(packed(owner.id))
      const newest = isAt(bunch, schoolId, owner) ? bunch.versions[0] : undefined
      if (!newest) return undefined
      raw.push(newest.raw)
    }
    return raw
  }

  return {
    find,
    atHand,
    /** The keys to seal with; owners who have none get one. */
    findOrMake: async (tx: Tx, schoolId: string, owners: Iterable<Owner>): Promise<Found> => {
      const wanted = new Map([...owners].map((owner) => [packed(owner.id), owner]))
      const found = await find(tx, schoolId, wanted.keys())
      const missing = [...wanted].flatMap(([id, owner]) => (isAt(found.get(id), schoolId, owner) ? [] : [owner]))
      if (missing.length > 0) await make(tx, schoolId, missing, found)
      return found
    },
    forget: (ids: ReadonlySet<string>) => {
      flushes++
      opened.drop((_, id) => ids.has(id))
    },
    clear: () => {
      flushes++
      opened.clear()
    },
    counters: opened.counters,
  }
}
