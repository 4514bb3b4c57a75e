import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { decryptFrom, encryptInto, IV, TAG } from './aead.ts'
import { type VaultCode, VaultError } from './errors.ts'
import { AES_256_GCM, CHECK, FIXED, faultOf, LAYOUT, type Leaf, leavesNamed, type Named, ONE, WRAPPED } from './layout.ts'

const NO_SALT = Buffer.alloc(0)

/** A key that is ready to seal and open. */
export type Material = { readonly bytes: Buffer; readonly sealing: KeyObject }
/** One version of an owner's key; `check` is four bytes derived from it, `raw` what other rooms derive theirs from. */
export type OwnerKey = Material & { readonly version: number; readonly check: number; readonly raw: Buffer }
/** Keys derived for `all`: two runs of HKDF cost more than all the rest. */
export type Combined = { get: (key: string) => Material | undefined; set: (key: string, value: Material) => void }
/** The keys at hand. */
export type KeysAtHand = {
  readonly key: (owner: Leaf) => OwnerKey | undefined
  /** Why a key that is there is of no use. */
  readonly broken: (owner: Leaf) => VaultCode | undefined
  readonly combined: Combined
}
/** Owners with the key to use of each. */
export type Sealer =
  | { readonly id: string; readonly kind: number; readonly key: OwnerKey }
  | { readonly all: readonly Sealer[] }
  | { readonly any: readonly Sealer[] }

/** The place that a blob is bound to, but for the row. */
export type Place = { readonly school: string; readonly table: string; readonly crc: number; readonly prefix: Buffer }
export const placeIn = (school: string, table: string): Place => {
  const prefix = Buffer.from(`preau/v1\0${school}\0${table}\0`)
  return { school, table, prefix, crc: crc32(prefix) }
}

export const materialOf = (bytes: Buffer): Material => ({ bytes, sealing: createSecretKey(bytes) })
const combine = (parts: readonly Material[]) =>
  materialOf(
    Buffer.from(hkdfSync('sha256', createSecretKey(Buffer.concat(parts.map(({ bytes }) => bytes))), NO_SALT, 'preau/v1/all', 32)),
  )

const scratch = Buffer.alloc(8192) // read by the cipher before the next call writes it again: nothing here awaits
const bound = (place: Place, id: string, header: Buffer, length: number) => {
  const need = place.prefix.length + id.length * 3 + 1 + length
  const into = need > scratch.length ? Buffer.alloc(need) : scratch
  let at = place.prefix.copy(into)
  at += into.write(id, at)
  into[at++] = 0
  at += header.copy(into, at, 0, length)
  return into.subarray(0, at)
}
const boundShare = (place: Place, id: string) => Buffer.concat([place.prefix, Buffer.from(`${id}\0any`)])

const sizeOf = (sealer: Sealer): number => {
  if ('key' in sealer) return ONE
  if ('all' in sealer) return sealer.all.reduce((sum, one) => sum + sizeOf(one), 2)
  return sealer.any.reduce((sum, one) => sum + sizeOf(one) + WRAPPED, 2)
}

type Writing = { readonly out: Buffer; at: number; readonly place: Place; readonly row: string; readonly combined: Combined }

const writeOne = (writing: Writing, { id, kind, key }: Extract<Sealer, { key: OwnerKey }>) => {
  const { out, at } = writing
  out[at] = 0x10 + kind
  out.write(id, at + 1, 'latin1')
  out.writeUInt16BE(key.version, at + 17)
  out.writeUInt32BE(key.check, at + 19)
  writing.at = at + ONE
  return key
}

const writeAll = (writing: Writing, all: readonly Sealer[]) => {
  const start = writing.at
  writing.out[writing.at++] = 0x20
  writing.out[writing.at++] = all.length
  const parts = all.map((one) => writeOwners(writing, one))
  return combined(writing.combined, writing.place, writing.out, start, writing.at, parts)
}

const writeAny = (writing: Writing, any: readonly Sealer[]) => {
  writing.out[writing.at++] = 0x30
  writing.out[writing.at++] = any.length
  const content = materialOf(randomBytes(32))
  const aad = boundShare(writing.place, writing.row)
  for (const one of any) {
    const { sealing } = writeOwners(writing, one)
    encryptInto(writing.out, writing.at, sealing, aad, content.bytes)
    writing.at += WRAPPED
  }
  return content
}

const writeOwners = (writing: Writing, sealer: Sealer): Material => {
  if ('key' in sealer) return writeOne(writing, sealer)
  return 'all' in sealer ? writeAll(writing, sealer.all) : writeAny(writing, sealer.any)
}

/** The key of `all`; kept where every part is one owner, since then it is the same for the next blob of these owners. */
const combined = (kept: Combined, place: Place, blob: Buffer, start: number, end: number, parts: readonly Material[]) => {
  if (end - start !== 2 + parts.length * ONE) return combine(parts)
  const name = place.school + blob.toString('latin1', start, end)
  const known = kept.get(name)
  if (known) return known
  const made = combine(parts)
  kept.set(name, made)
  return made
}

/** Seals one row's content for its owners, bound to its place. */
export const sealBlob = (place: Place, row: string, sealer: Sealer, plain: Buffer, kept: Combined): Buffer => {
  const header = FIXED + sizeOf(sealer) + CHECK
  const total = header + IV + plain.length + TAG
  if (header > 0xffff) throw new RangeError('too many owners for one row')
  const out = Buffer.allocUnsafe(total)
  out[0] = LAYOUT
  out[1] = AES_256_GCM
  out.writeUInt16BE(header, 2)
  out.writeUInt32BE(total, 4)
  out.writeUInt32BE(crc32(row, place.crc), 8)
  const { sealing } = writeOwners({ out, at: FIXED, place, row, combined: kept }, sealer)
  out.writeUInt32BE(crc32(out.subarray(0, header - CHECK)), header - CHECK)
  encryptInto(out, header, sealing, bound(place, row, out, header), plain)
  return out
}

type Reading = { readonly blob: Buffer; readonly place: Place; readonly row: string; readonly keys: KeysAtHand }

const readAll = (reading: Reading, { all, start, end }: Extract<Named, { all: unknown }>) => {
  const parts = all.map((one) => keyFor(reading, one))
  if (!parts.every((part) => part !== undefined)) return undefined
  return combined(reading.keys.combined, reading.place, reading.blob, start, end, parts)
}

const readAny = (reading: Reading, { any }: Extract<Named, { any: unknown }>) => {
  const aad = boundShare(reading.place, reading.row)
  for (const one of any) {
    const key = keyFor(reading, one)
    const content = key && decryptFrom(reading.blob, one.end, one.end + WRAPPED, key.sealing, aad)
    if (content) return materialOf(content)
  }
  return undefined
}

const keyFor = (reading: Reading, named: Named): Material | undefined => {
  if ('one' in named) return reading.keys.key(named)
  return 'all' in named ? readAll(reading, named) : readAny(reading, named)
}

const isErased = (named: Named, keys: KeysAtHand): boolean => {
  if ('one' in named) return !keys.key(named)
  return 'all' in named ? named.all.some((one) => isErased(one, keys)) : named.any.every((one) => isErased(one, keys))
}

const reasonFor = (place: Place, row: string, blob: Buffer, named: Named | undefined, keys: KeysAtHand) => {
  const fault = faultOf(blob, crc32(row, place.crc))
  if (fault || !named) return fault ?? 'vault.damaged'
  for (const leaf of leavesNamed(named)) {
    const broken = keys.broken(leaf)
    if (broken) return broken
  }
  if (isErased(named, keys)) return 'vault.erased'
  for (const leaf of leavesNamed(named)) {
    const key = keys.key(leaf)
    if (key && key.check !== leaf.check) return 'vault.wrong_key'
  }
  return 'vault.damaged'
}

/** Opens one row's blob, whose owners `ownersOf` has named; throws a coded refusal. */
export const openBlob = (place: Place, row: string, blob: Buffer, named: Named | undefined, keys: KeysAtHand): Buffer => {
  const key = named && keyFor({ blob, place, row, keys }, named)
  const header = key && blob.readUInt16BE(2)
  const plain = key && header && decryptFrom(blob, header, blob.length, key.sealing, bound(place, row, blob, header))
  if (plain) return plain
  throw new VaultError(reasonFor(place, row, blob, named, keys), { school: place.school, table: place.table, row })
}
