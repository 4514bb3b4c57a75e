import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { uuidBytes, writeHmac512, writeSha256 } from './bytes.ts'

/**
 * The keys of all entries of one owner under one pair of audit epochs; when a key it came from is destroyed, so is this.
 */
export type EntryKeys = { entry: Buffer; detail: Buffer; tag: KeyObject; lastTag?: { day: string; tag: Buffer } }

/** The sub-keys of one entry. Each key is used once, so the sealed parts need no nonce of their own. */
export type SubKeys = { actorSalt: Buffer; subjectSalt: Buffer; stub: Buffer; detail: Buffer }

const derive = (epoch: Buffer, label: string, school: Buffer, owners: readonly Buffer[]) =>
  createHmac('sha512', epoch).update(`preau/ledger/v1/${label}\0`).update(school).update(Buffer.concat(owners)).digest()

/** From the keys of the owners (the first is the one whose tag the entry bears) and of the two audit epochs of the school year. */
export const entryKeys = (schoolId: string, owners: readonly Buffer[], epochs: { detail: Buffer; stub: Buffer }): EntryKeys => {
  const school = uuidBytes(schoolId)
  return {
    entry: derive(epochs.stub, 'entry', school, owners),
    detail: derive(epochs.detail, 'detail', school, owners).subarray(0, 32),
    tag: createSecretKey(derive(epochs.stub, 'tag', school, owners.slice(0, 1)).subarray(0, 32)),
  }
}

const derived = new WeakMap<Buffer, WeakMap<Buffer, EntryKeys>>()

/** The same, remembered for as long as the vault itself remembers the owner's key: what it forgets is forgotten here too. */
export const rememberedKeys = (
  schoolId: string,
  owners: readonly Buffer[],
  epochs: { detail: Buffer; stub: Buffer },
): EntryKeys => {
  if (owners.length > 1) return entryKeys(schoolId, owners, epochs)
  const owner = owners[0] ?? epochs.stub
  const ofOwner = derived.get(owner) ?? new WeakMap<Buffer, EntryKeys>()
  derived.set(owner, ofOwner)
  const known = ofOwner.get(epochs.detail)
  if (known) return known
  const made = entryKeys(schoolId, owners, epochs)
  ofOwner.set(epochs.detail, made)
  return made
}

const both = Buffer.alloc(64)

/** All sub-keys of one entry, from one HMAC-SHA-512; the detail's also needs the key of the detail's own epoch. */
export const subKeys = (keys: EntryKeys, id: Buffer): SubKeys => {
  const made = Buffer.allocUnsafe(96)
  writeHmac512(made, keys.entry, id)
  const stub = made.subarray(32, 64)
  both.set(keys.detail)
  both.set(stub, 32)
  writeSha256(made, 64, both)
  return { actorSalt: made.subarray(0, 16), subjectSalt: made.subarray(16, 32), stub, detail: made.subarray(64) }
}

/** The owner's tag of one day (the school's): it finds the entries of that day, says nothing of any other, and is never in a leaf. */
export const dayTag = (keys: EntryKeys, day: string): Buffer => {
  if (keys.lastTag?.day !== day) keys.lastTag = { day, tag: dayTagOf(keys.tag, day) }
  return keys.lastTag.tag
}

/** The same, from the tag key alone: what a parent's file holds to compute the child's tags. */
export const dayTagOf = (tagKey: Buffer | KeyObject, day: string): Buffer =>
  createHmac('sha256', tagKey).update(day).digest().subarray(0, 16)

/** The key under which a week's facts say to streams and jobs whom they are about; the week's epoch is destroyed soon after. */
export const addressKey = (schoolId: string, epoch: Buffer): Buffer => {
  const known = addressKeys.get(epoch)
  if (known) return known
  const made = derive(epoch, 'address', uuidBytes(schoolId), []).subarray(0, 32)
  addressKeys.set(epoch, made)
  return made
}
const addressKeys = new WeakMap<Buffer, Buffer>()
