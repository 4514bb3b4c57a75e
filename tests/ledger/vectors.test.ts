import { createHmac, createSecretKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { verifies } from '#ledger/notes.ts'
import { decryptFrom } from '#vault/aead.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const fileOf = <T extends z.ZodMiniType>(name: string, schema: T): z.output<T> =>
  schema.parse(JSON.parse(readFileSync(path.join(import.meta.dirname, '../vectors', name), 'utf8')))
const word = z.string()

/** What the verifier in a family’s file calls, word for word. */
const offline = (signature: Uint8Array, message: Uint8Array, key: Uint8Array) =>
  signature.length === 64 && ed25519.verify(signature, message, key, { zip215: false })
const bothSay = (signature: Buffer, message: Buffer, key: Buffer) => {
  const [server, file] = [verifies(signature, message, key), offline(signature, message, key)]
  expect(file).toBe(server)
  return server
}

test('Wycheproof, Ed25519: what is valid is taken, and what is truncated, garbled, compressed, bent or too large is not', () => {
  const { key, tests } = fileOf(
    'wycheproof-ed25519.json',
    z.object({ key: word, tests: z.array(z.tuple([z.number(), word, word, word, z.boolean()])) }),
  )
  expect(tests).toHaveLength(63)
  for (const [id, comment, message, signature, isValid] of tests)
    expect([id, comment, bothSay(hex(signature), hex(message), hex(key))]).toEqual([id, comment, isValid])
})

test('CCTV, Ed25519: no key of small order and no encoding but the canonical one; of the rest what RFC 8032 with its cofactor says', () => {
  const strict = ['low_order_A', 'non_canonical_A', 'non_canonical_R']
  const vectors = fileOf(
    'cctv-ed25519.json',
    z.array(z.object({ number: z.number(), key: word, sig: word, msg: word, flags: z.array(word) })),
  )
  expect(vectors).toHaveLength(40)
  for (const { number, key, sig, msg, flags } of vectors)
    expect([number, bothSay(hex(sig), Buffer.from(msg), hex(key))]).toEqual([
      number,
      !flags.some((flag) => strict.includes(flag)),
    ])
})

test('Ed25519: the authors’ own signatures are made and taken as they were published', () => {
  const vectors = fileOf('ed25519-authors.json', z.array(z.tuple([word, word, word, word])))
  expect(vectors).toHaveLength(104)
  for (const [seed, key, message, signature] of vectors) {
    expect(Buffer.from(ed25519.getPublicKey(hex(seed))).toString('hex')).toBe(key)
    expect(Buffer.from(ed25519.sign(hex(message), hex(seed))).toString('hex')).toBe(signature)
    expect(bothSay(hex(signature), hex(message), hex(key))).toBe(true)
  }
})

test('AES-256-GCM: the vault opens what NIST says opens, and nothing that NIST says does not', () => {
  const vectors = fileOf('nist-aes-256-gcm.json', z.array(z.tuple([word, word, word, word, word, z.nullable(word)])))
  expect(vectors.filter(([, , , , , plain]) => plain === null)).toHaveLength(63)
  for (const [key, iv, bound, text, tag, plain] of vectors) {
    const sealed = hex(iv + text + tag)
    const opened = decryptFrom(sealed, 0, sealed.length, createSecretKey(hex(key)), hex(bound))
    expect(opened?.toString('hex') ?? null).toBe(plain)
  }
})

test('HMAC-SHA-256 and HMAC-SHA-512 agree with RFC 4231', () => {
  const vectors = fileOf('rfc4231-hmac.json', z.array(z.tuple([word, word, word, word])))
  expect(vectors).toHaveLength(12)
  for (const [hash, key, message, code] of vectors)
    expect(
      createHmac(hash, createSecretKey(hex(key)))
        .update(hex(message))
        .digest('hex'),
    ).toBe(code)
})

test('one way of verifying a signature, in the server and in the family’s file', () => {
  const calls = ['notes.ts', 'offline/check.ts'].map((name) => {
    const text = readFileSync(path.join(import.meta.dirname, '../../server/ledger', name), 'utf8')
    return text.match(/ed25519\.verify\([^)]*\)/g)?.map((call) => /\{ zip215: false \}\)$/.test(call))
  })
  expect(calls).toEqual([[true], [true]])
})
