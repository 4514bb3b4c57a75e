import { createHash } from 'node:crypto'
import type { Installation } from '#kernel/installation.ts'
import { keyText, readKey, readNote, signedAt, signText, writeNote } from '#ledger/notes.ts'
import type { Covered } from './covering.ts'

/** What the manifest says of one file: how large and of which SHA-256, or that it could not be read. */
export type Listed = { path: string; size?: number; sha256?: string; damaged?: true }
/** Which copy, made when, and what is covered in it. */
export type Made = { exportId: string; madeAt: string; covered?: readonly Covered[] }
/** What a note vouches for. */
export type Vouched = Omit<Made, 'covered'> & { manifest: string }

const FORMAT = 'preau-manifest/1'

/** The key that signs copies: the ledger's, under a name of its own. */
export const exportKey = ({ published, origin }: Pick<Installation, 'published' | 'origin'>) =>
  published.keyOf(`${new URL(origin).host}/export`)

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** The manifest of a copy, and the note that vouches for it: a few lines that can be pasted, signed by this installation. */
export const signManifest = (
  installation: Pick<Installation, 'published' | 'origin'>,
  { exportId, madeAt, covered = [] }: Made,
  files: readonly Listed[],
): { manifest: string; note: string } => {
  const key = exportKey(installation)
  const manifest = `${JSON.stringify({ format: FORMAT, exportId, madeAt, key: keyText(key), files, ...(covered.length > 0 && { covered }) }, null, 2)}\n`
  const text = `${key.name}\n${FORMAT}\n${exportId}\n${madeAt}\n${digest(manifest)}\n`
  return { manifest, note: writeNote({ text, signatures: [signText(key, text)] }) }
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const sha256 = /^[0-9a-f]{64}$/

/** What a pasted note vouches for; nothing where it is none, or this key did not sign it. Line ends and spaces around it may have changed. */
export const vouchedBy = (pasted: string, key: string): Vouched | undefined => {
  try {
    const note = readNote(`${pasted.replaceAll('\r\n', '\n').trim()}\n`)
    if (signedAt(note, readKey(key)) === undefined) return undefined
    const [name, format, exportId = '', madeAt = '', manifest = ''] = note.text.split('\n')
    const isWhole = name === readKey(key).name && format === FORMAT && id.test(exportId) && sha256.test(manifest)
    return isWhole && !Number.isNaN(Date.parse(madeAt)) ? { exportId, madeAt, manifest } : undefined
  } catch {
    return undefined
  }
}

/** Whether a manifest is the one that a note vouches for. */
export const isManifest = (manifest: string, vouched: Vouched): boolean => digest(manifest) === vouched.manifest

/** Whether a key, as a manifest names it, is the one by which this installation signs copies. */
export const isOwnKey = (installation: Pick<Installation, 'published' | 'origin'>, key: string): boolean =>
  keyText(exportKey(installation)) === key

/** Under which name a key signs. */
export const nameOfKey = (key: string): string => readKey(key).name
