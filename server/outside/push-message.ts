import { createCipheriv, createECDH, hkdfSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Subscription } from '#kernel/push.ts'

type BrowserKeys = Omit<Subscription, 'endpoint'>

const derived = (key: Buffer, salt: Buffer, info: string | Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))
const bytes = (text: string) => Buffer.from(text, 'base64url')

/** Every message is as long as this: from its length nobody learns which it is. */
const PADDED = 192
const RECORD = 4096

/** Whether these are keys that something can be sealed for: a point of the curve, and sixteen bytes. */
export const areBrowserKeys = ({ p256dh, auth }: BrowserKeys): boolean => {
  try {
    const own = createECDH('prime256v1')
    own.generateKeys()
    return bytes(p256dh).length === 65 && bytes(auth).length === 16 && own.computeSecret(bytes(p256dh)).length === 32
  } catch {
    return false
  }
}

type Chance = { salt: Buffer; privateKey: Buffer; padded: number }
const byChance = (): Chance => {
  const own = createECDH('prime256v1')
  own.generateKeys()
  return { salt: randomBytes(16), privateKey: own.getPrivateKey(), padded: PADDED }
}

/** Seals a message for one browser (RFC 8291): the push service that carries it reads nothing. */
export const sealPush = (message: string, { p256dh, auth }: BrowserKeys, chance = byChance()): Buffer => {
  const own = createECDH('prime256v1')
  own.setPrivateKey(chance.privateKey)
  const [theirs, ours] = [bytes(p256dh), own.getPublicKey()]
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours])
  const key = derived(own.computeSecret(theirs), bytes(auth), info, 32)
  const cipher = createCipheriv(
    'aes-128-gcm',
    derived(key, chance.salt, 'Content-Encoding: aes128gcm\0', 16),
    derived(key, chance.salt, 'Content-Encoding: nonce\0', 12),
  )
  const said = Buffer.concat([Buffer.from(message), Buffer.of(2)])
  const plain = Buffer.concat([said, Buffer.alloc(Math.max(0, chance.padded - said.length))])
  const head = Buffer.alloc(21)
  chance.salt.copy(head)
  head.writeUInt32BE(RECORD, 16)
  head.writeUInt8(ours.length, 20)
  return Buffer.concat([head, ours, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')

/** Says to one push service, for twelve hours, whose messages these are (RFC 8292). */
export const vapid = (
  { endpoint, subject, now }: { endpoint: string; subject: string; now: Date },
  { publicKey, privateKey }: { publicKey: string; privateKey: KeyObject },
): string => {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now.getTime() / 1000) + 43_200, sub: subject }
  const said = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  const signed = sign('sha256', Buffer.from(said), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${said}.${signed.toString('base64url')}, k=${publicKey}`
}
