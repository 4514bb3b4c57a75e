import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'
import { uuidText, writeHmac256, writeUuid } from './bytes.ts'
import { decodeFields, encodeFields, type Fields, type Plain } from './codec.ts'

/** What stays readable to the legal end: who, holding which roles (one bit each), about whom. What happened and when is in the leaf. */
export type Stub = { actor: string; roles: number; subject: string }

/** What stays readable to the end of the readable span, and what streams and jobs are told. */
export type Detail = { requestId: string; accountId: string | null; audienceId: string | null; payload: Fields }
export type OpenedDetail = Omit<Detail, 'payload'> & { payload: Record<string, Plain> }

const once = Buffer.alloc(12) // a key seals one part of one entry and nothing else, so a nonce would add nothing

/** AES-256-GCM under a key that is used once; the leaf's head is associated data. (A key object: given a buffer, Node takes three times as long.) */
export const sealPart = (key: Buffer, head: Buffer, content: Buffer): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), once)
  cipher.setAAD(head)
  const text = cipher.update(content)
  cipher.final() // GCM holds nothing back
  return Buffer.concat([text, cipher.getAuthTag()])
}

/** Throws when the key, the leaf's head or one byte is another. */
export const openPart = (key: Buffer, head: Buffer, sealed: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), once, { authTagLength: 16 })
  decipher.setAAD(head)
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}

const mask = Buffer.alloc(32)
const masked = (key: Buffer, id: Buffer, ids: Buffer): Buffer => {
  writeHmac256(mask, key, id)
  for (let at = 0; at < ids.length; at++) ids[at]! ^= mask[at]!
  return ids
}

/** One or two ids (the owners of the entry), each bit turned or not as HMAC-SHA-256 of the fact's own id says; the stub vouches for them. */
export const sealAddress = (key: Buffer, id: Buffer, owners: readonly string[]): Buffer => {
  const ids = Buffer.allocUnsafe(owners.length * 16)
  for (let nth = 0; nth < owners.length; nth++) writeUuid(ids, nth * 16, owners[nth]!)
  return masked(key, id, ids)
}

/** The same, backwards. */
export const openAddress = (key: Buffer, id: Buffer, address: Buffer): string[] => {
  const plain = masked(key, id, Buffer.from(address))
  return plain.length === 32 ? [uuidText(plain.subarray(0, 16)), uuidText(plain.subarray(16))] : [uuidText(plain)]
}

export const encodeStub = ({ actor, roles, subject }: Stub): Buffer => {
  const bytes = Buffer.allocUnsafe(35)
  bytes[0] = 1
  bytes.writeUInt16BE(roles, 1)
  writeUuid(bytes, 3, actor)
  writeUuid(bytes, 19, subject)
  return bytes
}

export const decodeStub = (bytes: Buffer): Stub => {
  if (bytes[0] !== 1 || bytes.length !== 35) throw new Error('a stub of an unknown layout')
  return { roles: bytes.readUInt16BE(1), actor: uuidText(bytes.subarray(3, 19)), subject: uuidText(bytes.subarray(19)) }
}

export const encodeDetail = ({ requestId, accountId, audienceId, payload }: Detail): Buffer => {
  const fields = encodeFields(payload)
  const bytes = Buffer.allocUnsafe(18 + (accountId ? 16 : 0) + (audienceId ? 16 : 0) + fields.length)
  bytes[0] = 1
  bytes[1] = (accountId ? 1 : 0) | (audienceId ? 2 : 0)
  writeUuid(bytes, 2, requestId)
  if (accountId) writeUuid(bytes, 18, accountId)
  if (audienceId) writeUuid(bytes, accountId ? 34 : 18, audienceId)
  fields.copy(bytes, bytes.length - fields.length)
  return bytes
}

export const decodeDetail = (bytes: Buffer): OpenedDetail => {
  if (bytes[0] !== 1) throw new Error('a detail of an unknown layout')
  const flags = bytes[1]!
  const audienceAt = flags & 1 ? 34 : 18
  const payloadAt = flags & 2 ? audienceAt + 16 : audienceAt
  return {
    requestId: uuidText(bytes.subarray(2, 18)),
    accountId: flags & 1 ? uuidText(bytes.subarray(18, 34)) : null,
    audienceId: flags & 2 ? uuidText(bytes.subarray(audienceAt, audienceAt + 16)) : null,
    payload: decodeFields(bytes.subarray(payloadAt)),
  }
}
