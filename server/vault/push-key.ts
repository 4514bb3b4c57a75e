import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { writePrivately } from './disk.ts'
import type { Root } from './root.ts'

const privateKeyOf = (secret: Buffer, publicKey: Buffer): KeyObject => {
  const part = (from: number) => publicKey.subarray(from, from + 32).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', d: secret.toString('base64url'), x: part(1), y: part(33) }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

/** The pair that push messages are signed with: made at first use, kept beside the ring and wrapped as it is. */
export const openPushKeys = async (folder: string, root: Root): Promise<{ publicKey: string; privateKey: KeyObject }> => {
  const file = path.join(folder, 'push.key')
  const pair = createECDH('prime256v1')
  if (!fs.existsSync(file)) {
    pair.generateKeys()
    const secret = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex')
    const wrapped = await root.wrap(secret, 'push')
    writePrivately(file, `${JSON.stringify({ root: root.describe(), wrapped: wrapped.toString('base64') })}\n`)
  }
  const { wrapped }: { wrapped: string } = JSON.parse(fs.readFileSync(file, 'utf8'))
  const secret = await root.unwrap(Buffer.from(wrapped, 'base64'), 'push')
  pair.setPrivateKey(secret)
  const publicKey = pair.getPublicKey()
  return { publicKey: publicKey.toString('base64url'), privateKey: privateKeyOf(secret, publicKey) }
}
