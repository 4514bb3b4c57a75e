import { hash } from 'node:crypto'

const nibbles = new Uint8Array(128).fill(255)
for (const [value, letter] of [...'0123456789abcdef'].entries()) {
  nibbles[letter.charCodeAt(0)] = value
  nibbles[letter.toUpperCase().charCodeAt(0)] = value
}

/** Writes the sixteen bytes of a UUID; by hand, for a fact has half a dozen of them. */
export const writeUuid = (into: Uint8Array, at: number, uuid: string): void => {
  let to = at
  for (let from = 0; from < 36; from += 2) {
    if (uuid.charCodeAt(from) === 45) from++
    into[to++] = (nibbles[uuid.charCodeAt(from)]! << 4) | nibbles[uuid.charCodeAt(from + 1)]!
  }
}

/** The sixteen bytes of a UUID. */
export const uuidBytes = (uuid: string): Buffer => {
  const bytes = Buffer.allocUnsafe(16)
  writeUuid(bytes, 0, uuid)
  return bytes
}

/** The UUID of sixteen bytes. */
export const uuidText = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** SHA-256 into a place of ours: as a string and written, it costs a third of a Buffer that Node makes for it. */
export const writeSha256 = (into: Buffer, at: number, bytes: Uint8Array): void => {
  into.write(hash('sha256', bytes, 'binary'), at, 32, 'latin1')
}

/** SHA-256 in one call: `createHash` costs half as much again. */
export const sha256 = (bytes: Uint8Array): Buffer => {
  const made = Buffer.allocUnsafe(32)
  writeSha256(made, 0, bytes)
  return made
}

type Pads = { inner: Buffer; outer: Buffer; block: number; size: number; algorithm: 'sha256' | 'sha512' }
const padsOf = (algorithm: Pads['algorithm'], block: number, size: number): Pads => ({
  ...{ algorithm, block, size, inner: Buffer.alloc(block + 64), outer: Buffer.alloc(block + size) },
})
const pads512 = padsOf('sha512', 128, 64)
const pads256 = padsOf('sha256', 64, 32)

/** HMAC (RFC 2104) out of two hashes in one call each: Node's `Hmac` is an object to make and to collect, and costs four times as much. */
const hmac = ({ algorithm, block, size, inner, outer }: Pads, key: Uint8Array, message: Uint8Array, into: Buffer): void => {
  if (key.length > block || message.length > 64) throw new RangeError('a key or a message that is longer than ours')
  for (let at = 0; at < block; at++) {
    const byte = key[at] ?? 0
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  }
  inner.set(message, block)
  outer.write(hash(algorithm, inner.subarray(0, block + message.length), 'binary'), block, size, 'latin1')
  into.write(hash(algorithm, outer, 'binary'), 0, size, 'latin1')
}

/** HMAC-SHA-512 of at most 64 bytes, written at the beginning of `into`. */
export const writeHmac512 = (into: Buffer, key: Uint8Array, message: Uint8Array): void => hmac(pads512, key, message, into)
/** HMAC-SHA-256 of at most 64 bytes, written at the beginning of `into`. */
export const writeHmac256 = (into: Buffer, key: Uint8Array, message: Uint8Array): void => hmac(pads256, key, message, into)

/** The milliseconds in the first six bytes of a UUIDv7. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

const first = Date.UTC(2000, 0, 1)

/** A day (YYYY-MM-DD) as the number of days since 2000-01-01, which takes two bytes. */
export const dayNumber = (day: string): number => {
  const known = numbers.get(day)
  if (known !== undefined) return known
  const number = (Date.parse(`${day}T00:00:00Z`) - first) / 86_400_000
  if (numbers.size > 1000) numbers.clear()
  numbers.set(day, number)
  return number
}
const numbers = new Map<string, number>()

/** The opposite of `dayNumber`. */
export const dayText = (number: number): string => new Date(first + number * 86_400_000).toISOString().slice(0, 10)

/** The Monday on or before a day. */
export const monday = (day: string): string => {
  if (lastMonday.day !== day) lastMonday = { day, monday: dayText(dayNumber(day) - ((dayNumber(day) + 5) % 7)) }
  return lastMonday.monday
}
let lastMonday = { day: '', monday: '' }
