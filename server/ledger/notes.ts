import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from './bytes.ts'

/** C2SP signed notes (signed-note, tlog-checkpoint, tlog-cosignature). One Ed25519 everywhere, strict: what one accepts all do. */
export const verifies = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false // a point that is none, a scalar too large
  }
}

/** What a key signs as: notes of its own log (1), or other logs' checkpoints with the time at which it saw them (4). */
export type KeyKind = 1 | 4
export type VerifierKey = { name: string; id: Buffer; kind: KeyKind; publicKey: Buffer }
export type Signer = VerifierKey & { sign: (message: Uint8Array) => Uint8Array }

const keyId = (name: string, kind: number, publicKey: Uint8Array) =>
  sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([kind]), publicKey])).subarray(0, 4)

/** A signer from its 32 secret bytes. The name has no space and no plus sign. */
export const signerOf = (name: string, seed: Uint8Array, kind: KeyKind = 1): Signer => {
  if (!/^[^\s+]{1,200}$/u.test(name)) throw new Error('the name of a key has neither spaces nor a plus sign')
  const publicKey = Buffer.from(ed25519.getPublicKey(seed))
  return { name, kind, publicKey, id: keyId(name, kind, publicKey), sign: (message) => ed25519.sign(message, seed) }
}

/** The text of a verifier key, for `/.well-known/` and for the settings of others. */
export const keyText = ({ name, id, kind, publicKey }: VerifierKey): string =>
  `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([kind]), publicKey]).toString('base64')}`

/** Reads a verifier key; split at the first two plus signs, for base64 has plus signs too. */
export const readKey = (text: string): VerifierKey => {
  const [, name = '', hex = '', rest = ''] = text.trim().match(/^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u) ?? []
  const bytes = Buffer.from(rest, 'base64')
  const kind = bytes[0]
  const publicKey = bytes.subarray(1)
  if ((kind !== 1 && kind !== 4) || publicKey.length !== 32) throw new Error('not an Ed25519 verifier key')
  const id = keyId(name, kind, publicKey)
  if (id.toString('hex') !== hex) throw new Error('the key and its short id do not belong together')
  return { name, id, kind, publicKey }
}

export type Signature = { name: string; id: Buffer; bytes: Buffer }
export type Note = { text: string; signatures: Signature[] }

const line = ({ name, id, bytes }: Signature) => `— ${name} ${Buffer.concat([id, bytes]).toString('base64')}\n`

/** A note as it is sent and stored. */
export const writeNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(line).join('')}`

/** Reads a note; nothing is verified yet. */
export const readNote = (note: string): Note => {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || note.length > 1_000_000) throw new Error('not a signed note')
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map((one) => {
      const [, name, text] = one.match(/^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u) ?? []
      const bytes = Buffer.from(text ?? '', 'base64')
      if (!name || bytes.length < 5) throw new Error('not a line of a signature')
      return { name, id: bytes.subarray(0, 4), bytes: bytes.subarray(4) }
    })
  return { text: note.slice(0, end + 1), signatures }
}

const cosigned = (text: string, seconds: number) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)

/** Signs a note's text: with the time (in seconds) as a witness does, or without. */
export const signText = (signer: Signer, text: string, seconds = 0): Signature => {
  if (signer.kind === 1) return { name: signer.name, id: signer.id, bytes: Buffer.from(signer.sign(Buffer.from(text))) }
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(seconds))
  return { name: signer.name, id: signer.id, bytes: Buffer.concat([time, signer.sign(cosigned(text, seconds))]) }
}

/** When this key signed the note: seconds since 1970 for a witness, 0 for a log; undefined where it did not, or not this text. */
export const signedAt = ({ text, signatures }: Note, key: VerifierKey): number | undefined => {
  for (const { name, id, bytes } of signatures) {
    if (name !== key.name || !id.equals(key.id)) continue
    if (key.kind === 1 && bytes.length === 64 && verifies(bytes, Buffer.from(text), key.publicKey)) return 0
    if (key.kind === 4 && bytes.length === 72) {
      const seconds = Number(bytes.readBigUInt64BE())
      if (verifies(bytes.subarray(8), cosigned(text, seconds), key.publicKey)) return seconds
    }
  }
  return undefined
}

export type Checkpoint = { origin: string; size: number; root: Buffer }

/** The text of a checkpoint: the log's name, its size, its root. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`

/** Reads a checkpoint's text; lines after the third are extensions, and are let be. */
export const readCheckpoint = (text: string): Checkpoint => {
  const [origin, size = '', root = ''] = text.split('\n')
  const bytes = Buffer.from(root, 'base64')
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size) || bytes.length !== 32 || bytes.toString('base64') !== root)
    throw new Error('not a checkpoint')
  return { origin, size: Number(size), root: bytes }
}
