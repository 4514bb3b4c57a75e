import { expect, test } from 'vitest'
import { sha256, uuidBytes } from '#ledger/bytes.ts'
import { dayTag, entryKeys, subKeys } from '#ledger/keys.ts'
import { actorCommitment, leaf, leafHead, subjectCommitment } from '#ledger/leaf.ts'
import { decodeDetail, decodeStub, encodeDetail, encodeStub, openPart, sealPart } from '#ledger/parts.ts'
import { leafHash } from '#ledger/tree.ts'
import vectors from '#ledger/vectors.json' with { type: 'json' }

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const hex = (buffer: Buffer) => buffer.toString('hex')
const epochs = { detail: bytes(vectors.epochs.detail), stub: bytes(vectors.epochs.stub) }

const made = (vector: (typeof vectors.leaves)[number]) => {
  const keys = entryKeys(vector.school, vector.owners.map(bytes), epochs)
  const own = subKeys(keys, uuidBytes(vector.id))
  const head = { ...vector, schoolId: vector.school }
  const headBytes = leafHead(head)
  const { requestId, accountId, audienceId, payload } = vector.detail
  const plain = { requestId, accountId, audienceId, payload: payload as Record<string, string> }
  const stub = sealPart(own.stub, headBytes, encodeStub(vector))
  const detail = sealPart(own.detail, headBytes, encodeDetail(plain))
  const subject = vector.root ? bytes(vector.root) : uuidBytes(vector.subject)
  const whole = leaf(
    head,
    actorCommitment(own.actorSalt, uuidBytes(vector.actor)),
    subjectCommitment(own.subjectSalt, subject),
    sha256(detail),
    sha256(stub),
  )
  return { keys, own, headBytes, plain, stub, detail, whole }
}

test.each(vectors.leaves)('the leaf "$name" has exactly the bytes that are written down', (vector) => {
  const { keys, own, stub, detail, whole } = made(vector)
  expect({
    keyEntry: hex(keys.entry),
    keyDetail: hex(keys.detail),
    keyTag: hex(keys.tag.export()),
    actorSalt: hex(own.actorSalt),
    subjectSalt: hex(own.subjectSalt),
    stubKey: hex(own.stub),
    detailKey: hex(own.detail),
    tag: vector.owners.length ? hex(dayTag(keys, vector.day)) : null,
    stub: hex(stub),
    detail: hex(detail),
    leaf: hex(whole),
    leafHash: hex(leafHash(whole)),
  }).toEqual(vector.expected)
  expect(whole.length).toBe(172)
})

test.each(vectors.leaves)('what was sealed in "$name" is read again, and by no other key or place', (vector) => {
  const { own, headBytes, plain, stub, detail } = made(vector)
  expect(decodeDetail(openPart(own.detail, headBytes, detail))).toEqual(plain)
  expect(decodeStub(openPart(own.stub, headBytes, stub))).toEqual({
    actor: vector.actor,
    roles: vector.roles,
    subject: vector.subject,
  })
  expect(() => openPart(own.stub, headBytes, detail)).toThrow()
  const moved = Buffer.from(headBytes)
  moved[10] = moved[10]! ^ 1
  expect(() => openPart(own.detail, moved, detail)).toThrow()
})

test('without the subject’s key, or the epoch’s, nothing of an entry can be derived again; the detail’s epoch alone leaves the stub', () => {
  const [first] = vectors.leaves
  const { own, headBytes, stub, detail } = made(first!)
  const id = uuidBytes(first!.id)
  const lost = Buffer.alloc(32)
  const withoutSubject = subKeys(entryKeys(first!.school, [lost], epochs), id)
  const withoutStubEpoch = subKeys(entryKeys(first!.school, first!.owners.map(bytes), { ...epochs, stub: lost }), id)
  for (const other of [withoutSubject, withoutStubEpoch]) {
    expect(() => openPart(other.stub, headBytes, stub)).toThrow()
    expect(() => openPart(other.detail, headBytes, detail)).toThrow()
    expect(other.subjectSalt.equals(own.subjectSalt)).toBe(false)
  }
  const withoutDetailEpoch = subKeys(entryKeys(first!.school, first!.owners.map(bytes), { ...epochs, detail: lost }), id)
  expect(() => openPart(withoutDetailEpoch.detail, headBytes, detail)).toThrow()
  expect(decodeStub(openPart(withoutDetailEpoch.stub, headBytes, stub)).actor).toBe(first!.actor)
})

test('two leaves about the same pupil on the same day share nothing that is not in clear', () => {
  const [first] = vectors.leaves
  const [one, two] = [made(first!).whole, made({ ...first!, id: '01932f3a-6000-7fff-8fff-ffffffffffff' }).whole]
  const eights = (leaf: Buffer) => Array.from({ length: leaf.length - 44 - 7 }, (_, at) => hex(leaf.subarray(44 + at, 52 + at)))
  const known = new Set(eights(one))
  expect(eights(two).filter((part) => known.has(part))).toEqual([])
})
