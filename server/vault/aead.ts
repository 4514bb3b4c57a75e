import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto'

export const IV = 12
export const TAG = 16

const pool = Buffer.alloc(IV * 512)
let used = pool.length
/** Writes twelve random bytes; drawn 512 at a time, one system call each costs more than the cipher. */
export const writeIv = (into: Buffer, at: number) => {
  if (used >= pool.length) {
    randomFillSync(pool)
    used = 0
  }
  pool.copy(into, at, used, used + IV)
  used += IV
}

/** Writes iv, ciphertext and tag from `at` on: `IV + plain.length + TAG` bytes. */
export const encryptInto = (into: Buffer, at: number, key: KeyObject, bound: Buffer, plain: Buffer) => {
  writeIv(into, at)
  const cipher = createCipheriv('aes-256-gcm', key, into.subarray(at, at + IV))
  cipher.setAAD(bound)
  cipher.update(plain).copy(into, at + IV)
  cipher.final()
  cipher.getAuthTag().copy(into, at + IV + plain.length)
}

/** Opens what `encryptInto` wrote between `at` and `end`; undefined when key, bound data or any byte is another. */
export const decryptFrom = (from: Buffer, at: number, end: number, key: KeyObject, bound: Buffer): Buffer | undefined => {
  if (end - at < IV + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, from.subarray(at, at + IV), { authTagLength: TAG })
  decipher.setAAD(bound)
  decipher.setAuthTag(from.subarray(end - TAG, end))
  const plain = decipher.update(from.subarray(at + IV, end - TAG))
  try {
    decipher.final()
    return plain
  } catch {
    return undefined
  }
}
