import { ed25519 } from '@noble/curves/ed25519.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { FileEntry, FileRoster, ParentFile, Reason } from './file.ts'
import { type Bytes, bytes, hex, join, leafHash, number, readFields, rootFrom, same, treeHash, uuid } from './plain.ts'

/** Runs in the reader's browser, and in tests. Nothing here asks the network, and nothing is believed unread. */
export type Verdict =
  | { ok: true; size: number; witnesses: { name: string; seenAt: number }[]; completeDays: number; missingDays: string[] }
  | { ok: false; reason: Reason }

/** Opens AES-256-GCM with a nonce of zeros: `crypto.subtle` in a browser. */
export type Decrypt = (key: Uint8Array, head: Uint8Array, sealed: Uint8Array) => Promise<Uint8Array>

const text = new TextEncoder()
const fail = (reason: Reason): never => {
  throw new Refused(reason)
}
class Refused extends Error {
  reason: Reason
  constructor(reason: Reason) {
    super(reason)
    this.reason = reason
  }
}

type Key = { name: string; kind: number; id: Bytes; publicKey: Bytes }
const readKey = (line: string): Key => {
  const [, name = '', id = '', rest = ''] = line.match(/^([^+]+)\+([0-9a-f]{8})\+(.+)$/) ?? fail('checkpoint')
  const all = bytes(rest)
  const known = sha256(join(text.encode(`${name}\n`), all)).subarray(0, 4)
  if (hex(known) !== id || all.length !== 33) fail('checkpoint')
  return { name, kind: all[0]!, id: known, publicKey: all.subarray(1) }
}

const signedAt = (body: string, lines: readonly string[], key: Key): number | undefined => {
  for (const line of lines) {
    const [, name, base64 = ''] = line.match(/^— (\S+) (\S+)$/) ?? []
    const all = bytes(base64)
    if (name !== key.name || !same(all.subarray(0, 4), key.id)) continue
    const signature = all.subarray(-64)
    const seconds = key.kind === 4 ? Number.parseInt(hex(all.subarray(4, 12)), 16) : 0
    const message = text.encode(key.kind === 4 ? `cosignature/v1\ntime ${seconds}\n${body}` : body)
    if (all.length === (key.kind === 4 ? 76 : 68) && ed25519.verify(signature, message, key.publicKey, { zip215: false }))
      return seconds
  }
  return undefined
}

type Tree = { size: number; root: Bytes; witnesses: { name: string; seenAt: number }[] }

const checkCheckpoint = (file: ParentFile): Tree => {
  const end = file.checkpoint.lastIndexOf('\n\n')
  const body = file.checkpoint.slice(0, end + 1)
  const lines = file.checkpoint
    .slice(end + 2)
    .trim()
    .split('\n')
  const [origin, size, root = ''] = body.split('\n')
  const log = readKey(file.log)
  if (log.kind !== 1 || origin !== log.name || signedAt(body, lines, log) === undefined) fail('checkpoint')
  const witnesses = file.witnesses
    .map(readKey)
    .map((key) => ({ name: key.name, seenAt: (key.kind === 4 ? signedAt(body, lines, key) : undefined) ?? fail('witness') }))
  return { size: Number(size), root: bytes(root), witnesses }
}

const checkInclusion = (
  tree: Tree,
  { index, leaf, path }: { index: number; leaf: string; path: readonly string[] },
  reason: Reason,
): Bytes => {
  const whole = bytes(leaf)
  const root = rootFrom(index, tree.size, leafHash(whole), path)
  if (whole.length !== 172 || whole[0] !== 1 || !root || !same(root, tree.root)) fail(reason)
  return whole
}

/** What a leaf says in clear. */
export const readHead = (leaf: Bytes): { at: number; event: number; purpose: number } => ({
  at: Number.parseInt(hex(leaf.subarray(1, 7)), 16),
  event: leaf[7]! * 256 + leaf[8]!,
  purpose: leaf[10]!,
})

const checkSubject = (file: ParentFile, entry: FileEntry, leaf: Bytes) => {
  const { member } = entry
  const child = uuid(file.child)
  if (hex(leaf.subarray(12, 28)) !== file.school.replaceAll('-', '')) fail('child')
  const subject = member ? bytes(member.root) : child
  if ((leaf[11] === 3) !== (member !== undefined)) fail('child')
  if (!same(sha256(join(text.encode('S'), bytes(entry.subjectSalt), subject)), leaf.subarray(76, 108))) fail('child')
  if (!member) return
  const commitment = sha256(join(text.encode('M'), bytes(member.salt), child))
  const root = rootFrom(member.slot, member.size, leafHash(commitment), member.path)
  if (!root || !same(root, subject)) fail('child')
}

const openDetail = async (leaf: Bytes, detail: { sealed: string; key: string }, decrypt: Decrypt): Promise<Bytes> => {
  const sealed = bytes(detail.sealed)
  if (!same(sha256(sealed), leaf.subarray(108, 140))) fail('detail')
  return decrypt(bytes(detail.key), leaf.subarray(0, 44), sealed).catch(() => fail('detail'))
}

const checkEntry = async (file: ParentFile, tree: Tree, entry: FileEntry, decrypt: Decrypt) => {
  const leaf = checkInclusion(tree, entry, 'inclusion')
  checkSubject(file, entry, leaf)
  if (entry.actor && !same(sha256(join(text.encode('A'), bytes(entry.actor.salt), uuid(entry.actor.id))), leaf.subarray(44, 76)))
    fail('actor')
  const apart = Math.abs(readHead(leaf).at - Date.parse(`${entry.day}T12:00:00Z`))
  if (apart > 26 * 3_600_000) fail('file') // no school's day is further from noon in Greenwich
  if (!entry.detail) {
    if (entry.kinds.length) fail('detail')
    return
  }
  const { kinds } = readFields(await openDetail(leaf, entry.detail, decrypt))
  if (JSON.stringify(kinds ?? []) !== JSON.stringify(entry.kinds)) fail('detail')
}

const DISCLOSED = 607

/** A disclosed read is a leaf of the log about this child, and the very one that an entry of the child's file names. */
const checkDisclosed = async (file: ParentFile, tree: Tree, { by, read }: ParentFile['disclosed'][number], decrypt: Decrypt) => {
  const told = file.entries.find(({ index }) => index === by) ?? fail('file')
  const leaf = bytes(told.leaf)
  const { readId } = readFields(await openDetail(leaf, told.detail ?? fail('detail'), decrypt))
  await checkEntry(file, tree, read, decrypt)
  if (readHead(leaf).event !== DISCLOSED || readId !== hex(bytes(read.leaf).subarray(28, 44))) fail('completeness')
}

/** Whatever the file says that it discloses, it holds. */
const checkNoneLeftOut = ({ entries, disclosed }: ParentFile) => {
  for (const { leaf, index, older } of entries)
    if (readHead(bytes(leaf)).event === DISCLOSED && !older && !disclosed.some(({ by }) => by === index)) fail('completeness')
}

const checkRoster = async (file: ParentFile, tree: Tree, roster: FileRoster, decrypt: Decrypt) => {
  const leaf = checkInclusion(tree, roster, 'roster')
  const said = readFields(await openDetail(leaf, roster.detail, decrypt))
  if (readHead(leaf).event !== 801 || said['day'] !== roster.day || said['size'] !== roster.size) fail('roster')
  const key = file.tagKeys.findLast(({ from }) => from <= roster.day) ?? fail('roster')
  const tag = hmac(sha256, bytes(key.key), text.encode(roster.day)).subarray(0, 16)
  for (const proof of roster.proofs) {
    const root = rootFrom(
      proof.position,
      roster.size,
      leafHash(join(bytes(proof.tag), bytes(proof.root), number(proof.count, 4))),
      proof.path,
    )
    if (!root || hex(root) !== said['root']) fail('roster')
  }
  const shown = file.entries.filter(({ day }) => day === roster.day).map(({ index }) => index)
  const own = roster.proofs.find((proof) => same(bytes(proof.tag), tag))
  if (own) {
    const entries = shown.map((index) => sha256(join(text.encode('E'), bytes(roster.salt ?? ''), number(index, 8))))
    if (own.count !== shown.length || !same(treeHash(entries), bytes(own.root))) fail('completeness')
    return
  }
  if (shown.length) fail('completeness')
  checkAbsence(roster, hex(tag))
}

/** The tag is not in the roster: its neighbours are next to each other, or it would stand before the first or after the last. */
const checkAbsence = ({ proofs, size }: FileRoster, tag: string) => {
  const [before, after] = [
    proofs.find((proof) => hex(bytes(proof.tag)) < tag),
    proofs.find((proof) => hex(bytes(proof.tag)) > tag),
  ]
  const isAbsent =
    (size === 0 && !proofs.length) ||
    (before && after && after.position === before.position + 1) ||
    (before && !after && before.position === size - 1) ||
    (after && !before && after.position === 0)
  if (!isAbsent) fail('completeness')
}

const daysBetween = (from: string, to: string): string[] => {
  const days = []
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

/** Recomputes everything; the first thing that does not hold is the reason for refusing. */
export const check = async (file: ParentFile, decrypt: Decrypt): Promise<Verdict> => {
  try {
    const tree = checkCheckpoint(file)
    let last = -1
    const checking = file.entries.map((entry) => {
      if (entry.index <= last) fail('file')
      last = entry.index
      const checked = checkEntry(file, tree, entry, decrypt) // the browser decrypts beside us: waiting for each took half of the time
      checked.catch(() => undefined)
      return checked
    })
    for (const checked of checking) await checked
    for (const one of file.disclosed) await checkDisclosed(file, tree, one, decrypt)
    checkNoneLeftOut(file)
    for (const roster of file.rosters) await checkRoster(file, tree, roster, decrypt)
    const covered = new Set(file.rosters.map(({ day }) => day))
    const missingDays = daysBetween(file.from, file.to).filter((day) => !covered.has(day))
    return { ok: true, size: tree.size, witnesses: tree.witnesses, completeDays: covered.size, missingDays }
  } catch (error) {
    return { ok: false, reason: error instanceof Refused ? error.reason : 'file' }
  }
}
