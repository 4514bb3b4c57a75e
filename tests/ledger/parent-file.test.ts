import { createDecipheriv, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyText, signerOf } from '#ledger/notes.ts'
import { bundlePath, bundleVerifier } from '#ledger/offline/bundle.ts'
import { check } from '#ledger/offline/check.ts'
import type { ParentFile } from '#ledger/offline/file.ts'
import { parentFile, verifierScript } from '#ledger/offline/parent-file.ts'
import { origin } from './ledger-world.ts'
import { type ParentWorld, parentWorld } from './parent-world.ts'

let made: ParentWorld
let file: ParentFile
let quietFile: ParentFile
beforeAll(async () => {
  made = await parentWorld()
  file = made.file
  quietFile = made.quietFile
})
afterAll(async () => void (await made.world.end()))

const decrypt = async (key: Uint8Array, head: Uint8Array, sealed: Uint8Array) => {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(head).setAuthTag(sealed.subarray(-16))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]))
}
const changed = async (change: (copy: ParentFile) => void, of = file) => {
  const copy = structuredClone(of)
  change(copy)
  return check(copy, decrypt)
}
const bent = (base64: string) => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[5] = bytes[5]! ^ 4
  return bytes.toString('base64')
}

test('a child’s file proves its entries, its witness and its days', async () => {
  expect(file.entries.length).toBe(15)
  expect(file.entries.filter(({ member }) => member).length).toBe(1)
  expect(await check(file, decrypt)).toEqual({
    ok: true,
    size: 43,
    witnesses: [{ name: made.witness, seenAt: made.now.getTime() / 1000 }],
    completeDays: 2,
    missingDays: [],
  })
})

test('a child whom nobody looked at gets a proof of that', async () => {
  expect(quietFile.entries).toEqual([])
  expect(await check(quietFile, decrypt)).toMatchObject({ ok: true, completeDays: 2 })
})

describe('a file is refused, with the reason, when', () => {
  const ways: [string, (copy: ParentFile) => void, string][] = [
    [
      'the child is another',
      (copy) => {
        copy.child = made.noor
      },
      'child',
    ],
    [
      'the school is another',
      (copy) => {
        copy.school = randomUUID()
      },
      'child',
    ],
    [
      'one byte of a leaf is changed',
      (copy) => {
        copy.entries[3]!.leaf = bent(copy.entries[3]!.leaf)
      },
      'inclusion',
    ],
    [
      'one byte of a path is changed',
      (copy) => {
        copy.entries[0]!.path[1] = bent(copy.entries[0]!.path[1]!)
      },
      'inclusion',
    ],
    [
      'the opening of the child is changed',
      (copy) => {
        copy.entries[2]!.subjectSalt = bent(copy.entries[2]!.subjectSalt)
      },
      'child',
    ],
    [
      'the place in the list is another',
      (copy) => {
        copy.entries.at(-1)!.member!.slot ^= 1
      },
      'child',
    ],
    [
      'the reader is another',
      (copy) => {
        copy.entries[4]!.actor!.id = made.noor
      },
      'actor',
    ],
    [
      'a detail is changed',
      (copy) => {
        copy.entries[1]!.detail!.sealed = bent(copy.entries[1]!.detail!.sealed)
      },
      'detail',
    ],
    [
      'other kinds of data are claimed',
      (copy) => {
        copy.entries[0]!.kinds = ['identity']
      },
      'detail',
    ],
    ['an entry is left out', (copy) => void copy.entries.splice(3, 1), 'completeness'],
    ['an entry is told twice', (copy) => void copy.entries.splice(3, 0, copy.entries[3]!), 'file'],
    [
      'an entry is moved to another day',
      (copy) => {
        copy.entries[3]!.day = '2026-11-20'
      },
      'completeness',
    ],
    [
      'all entries of a day are left out',
      (copy) => {
        copy.entries = []
      },
      'completeness',
    ],
    [
      'the roster is changed',
      (copy) => {
        copy.rosters[1]!.proofs[0]!.count = 14
      },
      'roster',
    ],
    [
      'the roster is of another day',
      (copy) => {
        copy.rosters[1]!.day = '2026-11-19'
      },
      'roster',
    ],
    [
      'the tag key is another',
      (copy) => {
        copy.tagKeys[0]!.key = bent(copy.tagKeys[0]!.key)
      },
      'completeness',
    ],
    [
      'the checkpoint is changed',
      (copy) => {
        copy.checkpoint = copy.checkpoint.replace('\n43\n', '\n44\n')
      },
      'checkpoint',
    ],
    [
      'the cosignature is gone',
      (copy) => {
        copy.checkpoint = copy.checkpoint.replace(/— town.*\n/, '')
      },
      'witness',
    ],
    [
      'the cosignature is changed',
      (copy) => {
        copy.checkpoint = copy.checkpoint.replace(/(— town\S+ .{40})./, '$1A')
      },
      'witness',
    ],
    [
      'the log’s key is another',
      (copy) => {
        copy.log = keyText(signerOf(origin, Buffer.alloc(32, 1)))
      },
      'checkpoint',
    ],
  ]
  test.each(ways)('%s', async (_, change, reason) => {
    expect(await changed(change)).toEqual({ ok: false, reason })
  })

  test('the neighbours in a roster are not next to each other', async () => {
    const two = quietFile.rosters[1]!.proofs
    expect(two.length).toBeGreaterThan(0)
    expect(await changed((copy) => void copy.rosters[1]!.proofs.splice(0, 1), quietFile)).toEqual({
      ok: false,
      reason: 'completeness',
    })
  })
})

test('the verifier in the file is the one that its sources make, and weighs less than 25 KB', async () => {
  expect(readFileSync(bundlePath, 'utf8')).toBe(await bundleVerifier())
  expect(gzipSync(verifierScript(), { level: 9 }).length).toBeLessThan(25_000)
})

test('the page allows nothing but its own script, and words cannot break out of it', () => {
  const html = parentFile({
    ...file,
    words: { ...file.words, title: '</title><script>alert(1)</script>', intro: '</script><script>alert(2)</script>' },
  })
  expect(html).toContain("default-src 'none'; script-src 'sha256-")
  expect(html.match(/<script/g)).toHaveLength(2)
})
