import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(10 * 256)
let used = pool.length
let last = 0
let sequence = 0

/** A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits. */
export const uuidv7 = (now = Date.now()): string => {
  if (used + 8 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  sequence = now === last ? sequence + 1 : pool.readUInt8(used) & 0x3f
  last = now
  const time = now + (sequence >> 12)
  const hex = time.toString(16).padStart(12, '0')
  const random = pool.subarray(used, used + 8)
  used += 8
  const variant = ((random[0]! & 0x3f) | 0x80).toString(16)
  const tail = random.toString('hex', 1)
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7${(sequence & 0xfff).toString(16).padStart(3, '0')}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`
  return Buffer.from(id, 'latin1').toString('latin1') // in one piece: joined from pieces, a kept id holds ten times its size
}

/** Stands where a school or a person would, for the installation's own rows and the school's own work. */
export const nobody = '00000000-0000-0000-0000-000000000000'
