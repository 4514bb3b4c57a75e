import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkpointText,
  keyText,
  readCheckpoint,
  readKey,
  readNote,
  signedAt,
  signerOf,
  signText,
  verifies,
  writeNote,
} from '#ledger/notes.ts'
import { checkProof, readProof, writeProof } from '#ledger/proof-file.ts'
import { leafHash } from '#ledger/tree.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** RFC 8032 §7.1, tests 1 to 3: public key, message, signature. */
const published: [string, string, string][] = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
]

describe('a signature', () => {
  test.each(published)('of the published vectors is good, and no other is: key %s', (key, message, signature) => {
    expect(verifies(hex(signature), hex(message), hex(key))).toBe(true)
    expect(verifies(hex(signature), Buffer.concat([hex(message), Buffer.from([0])]), hex(key))).toBe(false)
    const [r, s] = [hex(signature).subarray(0, 32), hex(signature).subarray(32)]
    const scalar = BigInt(`0x${Buffer.from(s).reverse().toString('hex')}`)
    const larger = hex((scalar + order).toString(16).padStart(64, '0')).reverse()
    expect(verifies(Buffer.concat([r, larger]), hex(message), hex(key))).toBe(false)
    expect(verifies(hex(signature).subarray(1), hex(message), hex(key))).toBe(false)
  })

  test('under a key of small order, or in a form that is not the canonical one, is never good', () => {
    const identity = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)])
    const zero = Buffer.alloc(32)
    const nonCanonical = Buffer.concat([Buffer.from([0xee]), Buffer.alloc(30, 0xff), Buffer.from([0x7f])]) // p + 1, which is 1
    const orderFour = Buffer.alloc(32) // y = 0
    const orderTwo = Buffer.concat([Buffer.from([0xec]), Buffer.alloc(30, 0xff), Buffer.from([0x7f])]) // y = -1
    for (const key of [identity, nonCanonical, orderFour, orderTwo])
      for (const r of [identity, nonCanonical, orderFour, orderTwo])
        expect(verifies(Buffer.concat([r, zero]), Buffer.from('any'), key)).toBe(false)
    const [good] = published
    const [key, , signature] = good!
    expect(verifies(Buffer.concat([nonCanonical, hex(signature).subarray(32)]), Buffer.alloc(0), hex(key))).toBe(false)
    expect(verifies(hex(signature), Buffer.alloc(0), Buffer.alloc(32, 0xff))).toBe(false)
  })

  test('with any one bit changed is not good', () => {
    const signer = signerOf('a.example/log', Buffer.alloc(32, 3))
    const message = Buffer.from('checkpoint')
    const signature = Buffer.from(signer.sign(message))
    fc.assert(
      fc.property(fc.nat(511), (bit) => {
        const other = Buffer.from(signature)
        other[bit >> 3] = other[bit >> 3]! ^ (1 << (bit & 7))
        expect(verifies(other, message, signer.publicKey)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a note', () => {
  const log = signerOf('example.com/log', Buffer.alloc(32, 1))
  const witness = signerOf('witness.example/w1', Buffer.alloc(32, 2), 4)
  const text = checkpointText({ origin: log.name, size: 123, root: Buffer.alloc(32, 5) })
  const note = { text, signatures: [signText(log, text), signText(witness, text, 1_679_315_147)] }

  test('is read as it was written, and says who signed it when', () => {
    const read = readNote(writeNote(note))
    expect(read).toEqual(note)
    expect(signedAt(read, readKey(keyText(log)))).toBe(0)
    expect(signedAt(read, readKey(keyText(witness)))).toBe(1_679_315_147)
    expect(readCheckpoint(read.text)).toEqual({ origin: log.name, size: 123, root: Buffer.alloc(32, 5) })
  })

  test('a cosignature is 8 bytes of time and 64 of signature; another time is another statement', () => {
    const moved = { ...note, signatures: note.signatures.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) })) }
    expect(moved.signatures[1]!.bytes.length).toBe(72)
    moved.signatures[1]!.bytes[7] = moved.signatures[1]!.bytes[7]! ^ 1
    expect(signedAt(moved, witness)).toBeUndefined()
    expect(signedAt({ ...note, text: text.replace('123', '124') }, log)).toBeUndefined()
  })

  test('a key’s text may have plus signs in its last part; a key that does not belong to its short id is refused', () => {
    const withPlus = Array.from({ length: 200 }, (_, seed) => signerOf('a.example', Buffer.alloc(32, seed))).find(
      (one) => keyText(one).split('+').length > 3,
    )!
    expect(readKey(keyText(withPlus)).publicKey).toEqual(withPlus.publicKey)
    expect(() => readKey(keyText(log).replace('example.com', 'example.org'))).toThrow()
    expect(() => signerOf('a b', Buffer.alloc(32))).toThrow()
  })

  test.each(['', 'x', `${text}\nno signature\n`, writeNote(note).slice(0, -1), text])('what is no note is refused: %j', (bad) => {
    expect(() => readNote(bad)).toThrow()
  })

  test.each([
    'a\n01\nAAAA\n',
    'a\n1\nAAAA\n',
    `\n1\n${Buffer.alloc(32).toString('base64')}\n`,
    `a\n-1\n${Buffer.alloc(32).toString('base64')}\n`,
  ])('what is no checkpoint is refused: %j', (bad) => {
    expect(() => readCheckpoint(bad)).toThrow()
  })

  test('a proof is read as it was written', () => {
    const leaf = leafHash(Buffer.from('only'))
    const one = checkpointText({ origin: log.name, size: 1, root: leaf })
    const checkpoint = writeNote({ text: one, signatures: [signText(log, one), signText(witness, one, 77)] })
    const proof = { index: 0, path: [], checkpoint, extra: Buffer.from('x') }
    expect(readProof(writeProof(proof))).toEqual(proof)
    expect(checkProof(proof, leaf, log, [witness])).toEqual({ ok: true, seenAt: 77 })
    expect(checkProof(proof, leafHash(Buffer.from('other')), log, [witness]).ok).toBe(false)
    expect(() => readProof('c2sp.org/tlog-proof@v1\nindex 00\n\nx')).toThrow()
  })
})
