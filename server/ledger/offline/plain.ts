import { sha256 } from '@noble/hashes/sha2.js'

/** Bytes without Node: the verifier runs in a browser. */
export type Bytes = Uint8Array

export const bytes = (base64: string): Bytes => {
  const letters = atob(base64)
  const made = new Uint8Array(letters.length)
  for (let at = 0; at < letters.length; at++) made[at] = letters.charCodeAt(at) // a path has hundreds: by hand, a fifth of the time
  return made
}
export const hex = (of: Bytes) => Array.from(of, (byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (of: string): Bytes => Uint8Array.from(of.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
export const uuid = (id: string) => fromHex(id.replaceAll('-', ''))
export const join = (...parts: (Bytes | number[])[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
export const same = (a: Bytes, b: Bytes) => a.length === b.length && a.every((byte, at) => byte === b[at])
export const number = (value: number, width: number): number[] =>
  Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** (width - 1 - at)) % 256)
export const leafHash = (leaf: Bytes) => sha256(join([0], leaf))
const pair = new Uint8Array(65).fill(1, 0, 1)
const nodeHash = (left: Bytes, right: Bytes) => {
  if (left.length !== 32 || right.length !== 32) return sha256(join([1], left, right)) // what no tree holds: it leads to another root
  pair.set(left, 1)
  pair.set(right, 33)
  return sha256(pair)
}

export const rootFrom = (index: number, size: number, hash: Bytes, path: readonly string[]): Bytes | undefined => {
  if (!(index >= 0 && index < size)) return undefined
  let [node, last, root] = [index, size - 1, hash]
  for (const step of path) {
    if (last === 0) return undefined
    if (node % 2 === 1 || node === last) {
      root = nodeHash(bytes(step), root)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else root = nodeHash(root, bytes(step))
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? root : undefined
}

export const treeHash = (leaves: readonly Bytes[]): Bytes => {
  let row = leaves.map(leafHash)
  if (!row.length) return sha256(new Uint8Array())
  while (row.length > 1)
    row = row.flatMap((left, at) => (at % 2 ? [] : [at + 1 < row.length ? nodeHash(left, row[at + 1]!) : left]))
  return row[0]!
}

/** The payload of a detail, as `docs/ledger-leaf.md` lays it out. */
export const readFields = (plain: Bytes): Record<string, unknown> => {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  let at = 18 + (plain[1]! & 1 ? 16 : 0) + (plain[1]! & 2 ? 16 : 0)
  const take = (length: number) => {
    at += length
    return plain.subarray(at - length, at)
  }
  const words = (length: number) => new TextDecoder().decode(take(length))
  const read = (): unknown => {
    const kind = take(1)[0]!
    if (kind < 3) return kind === 0 ? null : kind === 2
    if (kind === 3) return view.getFloat64(take(8).byteOffset - plain.byteOffset)
    if (kind === 5) return hex(take(16))
    const [high, low] = take(2)
    const length = high! * 256 + low!
    return kind === 6 ? Array.from({ length }, read) : words(length)
  }
  const fields: Record<string, unknown> = {}
  while (at < plain.length) {
    const name = words(take(1)[0]!)
    fields[name] = read()
  }
  return fields
}
