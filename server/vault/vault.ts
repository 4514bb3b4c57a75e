import { uuidv7 } from '#kernel/ids.ts'
import { blindIndex } from './blind.ts'
import { type KeysAtHand, type Material, openBlob, placeIn, type Sealer, sealBlob } from './blob.ts'
import { boundedCache } from './cache.ts'
import { tellErased } from './channel.queries.ts'
import { keepContents } from './contents.ts'
import { dyingOwners } from './dying.ts'
import { VaultError } from './errors.ts'
import { freshness } from './freshness.ts'
import { addEpoch, findEpoch, removeKeys, type Tx } from './keys.queries.ts'
import { type Bunch, type Found, keepKeys } from './keys.ts'
import { kindNumber, type Leaf, leavesNamed, type Named, ownersOf } from './layout.ts'
import { maskFor, mustBeWhole } from './masking.ts'
import { homeOf, leavesOf, type Owner, type Owners, packed } from './owners.ts'
import { inSlices } from './pace.ts'
import type { Ring } from './ring.ts'
import type { SealedTable } from './tables.ts'

export type Row = { readonly id: string; readonly sealed: Buffer }
export type NewRow = { readonly id: string; readonly owners: Owners; readonly content: object }
/** How much a vault may remember, and whose time it goes by. */
export type Limits = { keys?: number; contents?: number; now?: () => number }
export type Vault = ReturnType<typeof makeVault>

const addIds = (named: Named, ids: Set<string>) => {
  if ('one' in named) ids.add(named.id)
  else for (const { id } of leavesNamed(named)) ids.add(id)
}

const sealerOf = (owners: Owners, found: Found): Sealer => {
  if ('all' in owners) return { all: owners.all.map((one) => sealerOf(one, found)) }
  if ('any' in owners) return { any: owners.any.map((one) => sealerOf(one, found)) }
  const id = packed(owners.id)
  const bunch = found.get(id)
  const key = bunch?.versions[0] ?? refuse(brokenOrGone(bunch, owners))
  return { id, kind: kindNumber(owners.kind), key }
}

const brokenOrGone = (bunch: Bunch | undefined, { id }: Owner) =>
  new VaultError(bunch?.broken?.values().next().value ?? 'vault.erased', { owner: id })

const keysIn = (found: Found, combined: KeysAtHand['combined']): KeysAtHand => ({
  combined,
  broken: ({ id, version }: Leaf) => found.get(id)?.broken?.get(version),
  key: ({ id, kind, version }: Leaf) => {
    const bunch = found.get(id)
    if (bunch?.kind !== kind) return undefined
    const [newest] = bunch.versions
    return newest?.version === version ? newest : bunch.versions.find((one) => one.version === version)
  },
})

const isGap = ({ code }: VaultError) => code === 'vault.erased' || code === 'vault.restricted'

/** What may be done with sealed things; one for a process. */
export const makeVault = (ring: Ring, limits: Limits = {}) => {
  const { keys: keysLimit = 50_000, contents: contentsLimit = 20_000, now = () => performance.now() } = limits
  const dying = dyingOwners(now)
  const keys = keepKeys(ring, keysLimit, dying)
  const contents = keepContents(contentsLimit, dying)
  const combined = boundedCache<Material>(2000)
  const clear = () => {
    keys.clear()
    contents.clear()
    combined.clear()
  }
  const fresh = freshness(clear, now)
  const index = blindIndex(ring, fresh.isStale)
  const forget = (...ownerIds: readonly string[]) => {
    const those = new Set(ownerIds.map(packed))
    keys.forget(those)
    contents.forget(those)
    combined.clear()
  }

  /** Seals rows, each for its owners; owners without a key get one. Nothing may await between the last query and the sealing. */
  const seal = async (tx: Tx, schoolId: string, table: string, rows: readonly NewRow[]): Promise<Buffer[]> => {
    fresh.check()
    for (const { content } of rows) mustBeWhole(content)
    const found = await keys.findOrMake(
      tx,
      schoolId,
      rows.flatMap(({ owners }) => [...leavesOf(owners)]),
    )
    const place = placeIn(schoolId, table)
    return inSlices(rows.length, (nth) => {
      const { id, owners, content } = rows[nth]!
      return sealBlob(place, id, sealerOf(owners, found), Buffer.from(JSON.stringify(content)), combined)
    })
  }

  /** What each row comes to: its content, or what `refused` makes of the refusal. */
  const each = async <C, M>(
    tx: Tx,
    schoolId: string,
    of: SealedTable<C>,
    rows: readonly Row[],
    refused: (error: VaultError) => M,
  ) => {
    fresh.check()
    const maskOf = await maskFor(tx, of)
    const before = contents.flushes()
    const place = placeIn(schoolId, of.table)
    const known = rows.map(({ id, sealed }) => (of.kept ? contents.get(place, id, sealed) : undefined))
    const named = rows.map(({ sealed }, nth) => (known[nth] === undefined ? ownersOf(sealed) : undefined))
    const wanted = new Set<string>()
    for (const owners of named) if (owners) addIds(owners, wanted)
    const at = keysIn(await keys.find(tx, schoolId, wanted), combined)
    return inSlices(rows.length, (nth): C | M => {
      const [row, owners, kept] = [rows[nth]!, named[nth], known[nth]]
      const mask = maskOf?.(row.sealed)
      if (mask !== undefined) return mask instanceof VaultError ? refused(mask) : mask
      const text = kept ?? unlessRefused(() => openBlob(place, row.id, row.sealed, owners, at).toString('utf8'))
      if (typeof text !== 'string') return refused(text)
      if (of.kept && owners && before === contents.flushes()) contents.set(place, row.id, row.sealed, owners, text)
      return of.read(text)
    })
  }
  /** Opens rows; refuses all where one does not open. */
  const open = <C>(tx: Tx, schoolId: string, of: SealedTable<C>, rows: readonly Row[]): Promise<C[]> =>
    each(tx, schoolId, of, rows, refuse)
  /** Opens rows, with the refusal in place of each that does not open. */
  const openEach = <C>(tx: Tx, schoolId: string, of: SealedTable<C>, rows: readonly Row[]): Promise<(C | VaultError)[]> =>
    each(tx, schoolId, of, rows, (error) => error)
  /** Opens rows, with a gap where the owner was erased; refuses all where one does not open for another reason. */
  const openSurviving = <C>(tx: Tx, schoolId: string, of: SealedTable<C>, rows: readonly Row[]): Promise<(C | undefined)[]> =>
    each(tx, schoolId, of, rows, (error) => (isGap(error) ? undefined : refuse(error)))

  const ids = (owners: readonly Owner[]) => owners.map(({ id }) => packed(id))
  const newest = (found: Found, schoolId: string, owner: Owner) => {
    const bunch = found.get(packed(owner.id))
    const isTheirs = bunch && bunch.school === homeOf(owner, schoolId) && bunch.kind === kindNumber(owner.kind)
    if (!isTheirs) return undefined
    return bunch.versions[0]?.raw ?? refuse(brokenOrGone(bunch, owner))
  }

  return {
    seal,
    open,
    openEach,
    openSurviving,
    ...index,
    /** The keys that other rooms derive theirs from; made where missing. */
    rawKeys: async (tx: Tx, schoolId: string, owners: readonly Owner[]): Promise<Buffer[]> => {
      fresh.check()
      const found = await keys.findOrMake(tx, schoolId, owners)
      return owners.map((owner) => newest(found, schoolId, owner) ?? gone(owner))
    },
    /** The same for keys that are all remembered, at once and without a question; undefined where one is not. */
    keysAtHand: (schoolId: string, owners: readonly Owner[]): Buffer[] | undefined => {
      fresh.check()
      return keys.atHand(schoolId, owners)
    },
    rawKey: async (tx: Tx, schoolId: string, owner: Owner): Promise<Buffer> =>
      newest(await keys.findOrMake(tx, schoolId, [owner]), schoolId, owner) ?? gone(owner),
    /** As `rawKeys`, but with a gap where there is none. */
    survivingKeys: async (tx: Tx, schoolId: string, owners: readonly Owner[]): Promise<(Buffer | undefined)[]> => {
      fresh.check()
      const found = await keys.find(tx, schoolId, ids(owners))
      return owners.map((owner) => newest(found, schoolId, owner))
    },
    /** The epoch of a retention class and school year; made where missing. */
    epoch: async (tx: Tx, schoolId: string, retentionClass: string, fromOn: string): Promise<Owner> => {
      const known = await findEpoch(tx, schoolId, retentionClass, fromOn)
      if (known) return { kind: 'epoch', id: known }
      await addEpoch(tx, schoolId, uuidv7(), retentionClass, fromOn)
      return { kind: 'epoch', id: (await findEpoch(tx, schoolId, retentionClass, fromOn))! }
    },
    /** Destroys owners' keys and what finds them; this process forgets them at once, the others when they hear of it (`forget`). */
    destroy: async (tx: Tx, schoolId: string, owners: readonly Owner[]): Promise<number> => {
      const homes = Map.groupBy(owners, (owner) => homeOf(owner, schoolId))
      let destroyed = 0
      for (const [home, some] of homes)
        destroyed += (
          await removeKeys(
            tx,
            home,
            some.map(({ id }) => id),
          )
        ).length
      dying.add(ids(owners))
      const gone = owners.map(({ id }) => id)
      forget(...gone)
      await tellErased(tx, gone)
      return destroyed
    },
    /** Forgets all that was opened with these owners' keys, in this process. */
    forget,
    clear,
    staleAfter: fresh.staleAfter,
    heartbeat: fresh.heartbeat,
    asking: fresh.asking,
    /** Takes notice of a ring that another process has turned or burned. */
    refresh: ring.refresh,
    counters: () => ({ keys: keys.counters(), contents: contents.counters() }),
  }
}

const refuse = (error: VaultError): never => {
  throw error
}
const gone = (owner: Owner): never => refuse(new VaultError('vault.erased', { owner: owner.id }))
const unlessRefused = <T>(work: () => T): T | VaultError => {
  try {
    return work()
  } catch (error) {
    if (error instanceof VaultError) return error
    throw error
  }
}
