import { createSecretKey, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { decryptFrom, encryptInto, IV, TAG } from './aead.ts'
import { writePrivately } from './disk.ts'
import { VaultError } from './errors.ts'

/** What stands behind the ring: it wraps the ring's keys, and says what it is without giving anything away. */
export type Root = {
  readonly wrap: (key: Buffer, purpose: string) => Promise<Buffer>
  readonly unwrap: (wrapped: Buffer, purpose: string) => Promise<Buffer>
  readonly describe: () => { readonly kind: string; readonly id: string }
}

/** Wraps with a key that is at hand; the purpose is bound, so that a wrapped key cannot stand in for another. */
export const wrapUnder = (key: Buffer, secret: Buffer, purpose: string): Buffer => {
  const out = Buffer.alloc(IV + secret.length + TAG)
  encryptInto(out, 0, createSecretKey(key), Buffer.from(`preau/v1/root\0${purpose}`), secret)
  return out
}

/** Undoes `wrapUnder`, or refuses. */
export const unwrapUnder = (key: Buffer, wrapped: Buffer, purpose: string): Buffer => {
  const secret = decryptFrom(wrapped, 0, wrapped.length, createSecretKey(key), Buffer.from(`preau/v1/root\0${purpose}`))
  if (!secret) throw new VaultError('vault.root_failed', { purpose })
  return secret
}

const isPrivate = (mode: number) => (mode & 0o077) === 0

/** The root as a file that only this user can read, made at first use. */
export const fileRoot = (folder: string): Root => {
  const at = path.join(folder, 'root.key')
  if (!fs.existsSync(at)) writePrivately(at, `${randomBytes(32).toString('hex')}\n`)
  if (!isPrivate(fs.statSync(at).mode)) throw new VaultError('vault.root_failed', { mode: fs.statSync(at).mode & 0o777 })
  const key = Buffer.from(fs.readFileSync(at, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new VaultError('vault.root_failed', { length: key.length })
  return {
    wrap: async (secret, purpose) => wrapUnder(key, secret, purpose),
    unwrap: async (wrapped, purpose) => unwrapUnder(key, wrapped, purpose),
    describe: () => ({ kind: 'file', id: 'root.key' }),
  }
}
