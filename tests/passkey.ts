import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

/** What a device would do, in a few lines: one key on P-256, and a counter. */
export type Device = ReturnType<typeof newDevice>

const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const coded = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url')

const head = (major: number, size: number) => {
  if (size < 24) return Buffer.from([(major << 5) | size])
  return size < 256 ? Buffer.from([(major << 5) | 24, size]) : Buffer.from([(major << 5) | 25, size >> 8, size & 255])
}
type Value = number | string | Buffer | Map<number | string, Value>
/** CBOR, as much of it as a passkey needs. */
const cbor = (value: Value): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])])
}

/** A device with one passkey for a name, that says what it is told to. */
export const newDevice = (rpId = 'localhost', origin = 'http://localhost:3000') => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let counter = 0
  const clientData = (type: string, challenge: string, from = origin) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const data = (flags: number, rest = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([hash(rpId), Buffer.from([flags]), count, rest])
  }
  const named = { id: coded(id), rawId: coded(id), type: 'public-key' as const }
  return {
    id: coded(id),
    setsCounter: (to: number) => {
      counter = to
    },
    makes: (challenge: string) => {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const key = cbor(
        new Map<number, Value>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      )
      const authData = data(0x45, Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]))
      const object = cbor(
        new Map<string, Value>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      )
      const response = { clientDataJSON: coded(clientData('webauthn.create', challenge)), attestationObject: coded(object) }
      return { ...named, response }
    },
    signs: (challenge: string, { from, isUnseen = false }: { from?: string; isUnseen?: boolean } = {}) => {
      counter++
      const client = clientData('webauthn.get', challenge, from)
      const authenticatorData = data(isUnseen ? 0x01 : 0x05)
      const signature = createSign('sha256')
        .update(Buffer.concat([authenticatorData, hash(client)]))
        .sign(privateKey)
      const response = {
        clientDataJSON: coded(client),
        authenticatorData: coded(authenticatorData),
        signature: coded(signature),
      }
      return { ...named, response }
    },
  }
}
