import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { decryptFrom, encryptInto, IV, TAG } from './aead.ts'
import { type KeysAtHand, type Material, materialOf, type OwnerKey, openBlob, placeIn, type Sealer, sealBlob } from './blob.ts'
import { boundedCache } from './cache.ts'
import { VaultError } from './errors.ts'
import { type Leaf, ownersOf } from './layout.ts'
import { packed } from './owners.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

// The Galois/Counter Mode of Operation (McGrew, Viega), appendix B, test cases 13 to 16: AES-256.
const vectors = [
  { key: '0'.repeat(64), iv: '0'.repeat(24), plain: '', aad: '', cipher: '', tag: '530f8afbc74536b9a963b4f1c4cb738b' },
  {
    key: '0'.repeat(64),
    iv: '0'.repeat(24),
    plain: '0'.repeat(32),
    aad: '',
    cipher: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    iv: 'cafebabefacedbaddecaf888',
    plain:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255',
    aad: '',
    cipher:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad',
    tag: 'b094dac5d93471bdec1a502270e3cc6c',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    iv: 'cafebabefacedbaddecaf888',
    plain:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    cipher:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
]

test('AES-256-GCM agrees with the vectors of its authors', () => {
  for (const { key, iv, plain, aad, cipher, tag } of vectors) {
    const made = createCipheriv('aes-256-gcm', createSecretKey(hex(key)), hex(iv))
    made.setAAD(hex(aad))
    expect(Buffer.concat([made.update(hex(plain)), made.final()]).toString('hex')).toBe(cipher)
    expect(made.getAuthTag().toString('hex')).toBe(tag)
    const sealed = Buffer.concat([hex(iv), hex(cipher), hex(tag)])
    expect(decryptFrom(sealed, 0, sealed.length, createSecretKey(hex(key)), hex(aad))?.toString('hex')).toBe(plain)
    for (let nth = 0; nth < sealed.length; nth++) {
      const flipped = Buffer.from(sealed)
      flipped[nth]! ^= 1
      expect(decryptFrom(flipped, 0, sealed.length, createSecretKey(hex(key)), hex(aad))).toBe(undefined)
    }
  }
})

test('what we seal, another implementation’s call opens', () => {
  const [key, bound, plain] = [randomBytes(32), randomBytes(40), randomBytes(1000)]
  const sealed = Buffer.alloc(IV + plain.length + TAG)
  encryptInto(sealed, 0, createSecretKey(key), bound, plain)
  const opened = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
  opened.setAAD(bound)
  opened.setAuthTag(sealed.subarray(-16))
  expect(Buffer.concat([opened.update(sealed.subarray(12, -16)), opened.final()])).toEqual(plain)
})

// RFC 5869, appendix A: test cases 1 to 3.
test('HKDF-SHA256 agrees with RFC 5869', () => {
  const range = (from: number, to: number) => Buffer.from(Array.from({ length: to - from + 1 }, (_, nth) => from + nth))
  const cases = [
    {
      ikm: Buffer.alloc(22, 0x0b),
      salt: range(0, 0x0c),
      info: range(0xf0, 0xf9),
      okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    },
    {
      ikm: range(0, 0x4f),
      salt: range(0x60, 0xaf),
      info: range(0xb0, 0xff),
      okm: 'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    },
    {
      ikm: Buffer.alloc(22, 0x0b),
      salt: Buffer.alloc(0),
      info: Buffer.alloc(0),
      okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    },
  ]
  for (const { ikm, salt, info, okm } of cases)
    expect(Buffer.from(hkdfSync('sha256', ikm, salt, info, okm.length / 2)).toString('hex')).toBe(okm)
})

const school = uuidv7()
const place = placeIn(school, 'post')
const row = uuidv7()
const plain = Buffer.from(JSON.stringify({ text: 'Sortie au musée jeudi' }))
const combined = () => boundedCache<Material>(100)
const newKey = (): OwnerKey => {
  const bytes = randomBytes(32)
  return { ...materialOf(bytes), raw: bytes, version: 1, check: bytes.readUInt32BE(0) }
}
const newOwner = () => ({ id: packed(uuidv7()), kind: 1, key: newKey() })
type One = ReturnType<typeof newOwner>
const hand = (...owners: readonly One[]): KeysAtHand => ({
  combined: combined(),
  broken: () => undefined,
  key: ({ id, kind, version }: Leaf) =>
    owners.find((one) => one.id === id && one.kind === kind && one.key.version === version)?.key,
})
const outcome = (blob: Buffer, keys: KeysAtHand, at = place, id = row): string => {
  try {
    return openBlob(at, id, blob, ownersOf(blob), keys).equals(plain) ? 'opened' : 'other content'
  } catch (error) {
    return error instanceof VaultError ? error.code : String(error)
  }
}

test('each way of not opening has a code of its own', () => {
  const [rosa, otto] = [newOwner(), newOwner()]
  for (const sealer of [
    rosa,
    { all: [rosa, otto] },
    { any: [rosa, otto] },
    { all: [{ any: [rosa, otto] }, otto] },
  ] satisfies Sealer[]) {
    const blob = sealBlob(place, row, sealer, plain, combined())
    expect(outcome(blob, hand(rosa, otto))).toBe('opened')
    expect(outcome(blob, hand({ ...rosa, key: newKey() }, { ...otto, key: newKey() }))).toBe('vault.wrong_key')
    expect(outcome(blob, hand())).toBe('vault.erased')
    expect(outcome(blob, hand(rosa, otto), place, uuidv7())).toBe('vault.moved')
    expect(outcome(blob, hand(rosa, otto), placeIn(school, 'message'))).toBe('vault.moved')
    expect(outcome(blob, hand(rosa, otto), placeIn(uuidv7(), 'post'))).toBe('vault.moved')
    for (let length = 0; length < blob.length; length++)
      expect(outcome(blob.subarray(0, length), hand(rosa, otto))).toBe('vault.truncated')
    for (let nth = 0; nth < blob.length; nth++)
      for (const bit of [1, 0x80]) {
        const flipped = Buffer.from(blob)
        flipped[nth]! ^= bit
        expect(outcome(flipped, hand(rosa, otto)), `byte ${nth}`).toBe('vault.damaged')
      }
    expect(outcome(Buffer.concat([blob, Buffer.from('x')]), hand(rosa, otto))).toBe('vault.damaged')
  }
})

test('two seals of the same content have nothing in common but their header', () => {
  const rosa = newOwner()
  const [one, two] = [sealBlob(place, row, rosa, plain, combined()), sealBlob(place, row, rosa, plain, combined())]
  expect(one.subarray(39, 51)).not.toEqual(two.subarray(39, 51))
  expect(one.subarray(51)).not.toEqual(two.subarray(51))
})

const owners = Array.from({ length: 5 }, newOwner)
const { tree } = fc.letrec<{ tree: Sealer }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom(...owners),
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
  ),
}))
const survives = (sealer: Sealer, living: ReadonlySet<string>): boolean => {
  if ('key' in sealer) return living.has(sealer.id)
  return 'all' in sealer ? sealer.all.every((one) => survives(one, living)) : sealer.any.some((one) => survives(one, living))
}

test('for any owners joined by all and any, a row opens exactly while they say so', () => {
  fc.assert(
    fc.property(tree, fc.subarray(owners), fc.uint8Array({ maxLength: 300 }), (sealer, living, content) => {
      const kept = combined()
      const blob = sealBlob(place, row, sealer, Buffer.from(content), kept)
      const keys = { ...hand(...living), combined: kept }
      const open = () => openBlob(place, row, blob, ownersOf(blob), keys)
      if (survives(sealer, new Set(living.map(({ id }) => id)))) expect(open()).toEqual(Buffer.from(content))
      else expect(open).toThrow('vault.erased')
    }),
  )
})

test('no bytes at all make the vault fall over', () => {
  const rosa = newOwner()
  const blob = sealBlob(place, row, { all: [{ any: [rosa, rosa] }, rosa] }, plain, combined())
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(blob.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
      fc.nat(blob.length),
      (changes, length) => {
        const broken = Buffer.from(blob.subarray(0, length))
        for (const [at, value] of changes) if (at < length) broken[at] = value
        expect(outcome(broken, hand(rosa))).toMatch(
          broken.equals(blob) ? /^opened$/ : /^vault\.(damaged|truncated|erased|moved|wrong_key)$/,
        )
      },
    ),
    { numRuns: 2000 },
  )
  const deep = Buffer.alloc(60_000, Buffer.from([0x20, 1]))
  deep.set([1, 1])
  deep.writeUInt16BE(59_000, 2)
  deep.writeUInt32BE(60_000, 4)
  expect(outcome(deep, hand(rosa))).toBe('vault.damaged')
})
