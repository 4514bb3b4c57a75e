import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findSoftHsm, installSoftHsm, makeSoftToken } from '../../tests/softhsm.ts'
import { makeTokenKey, tokenRoot } from './pkcs11.ts'
import { openRing } from './ring.ts'
import { fileRoot, type Root } from './root.ts'

const folders: string[] = []
const newFolder = () => {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-keys-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true })
})

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'worked',
    (error: { code?: string }) => error.code ?? String(error),
  )

/** What every root must do. */
const holds = async (root: Root, same: Root, other: Root) => {
  const secret = randomBytes(32)
  const wrapped = await root.wrap(secret, 'ring 1')
  expect(wrapped.includes(secret)).toBe(false)
  expect(await same.unwrap(wrapped, 'ring 1')).toEqual(secret)
  expect(await codeOf(root.unwrap(wrapped, 'ring 2'))).toBe('vault.root_failed')
  expect(await codeOf(other.unwrap(wrapped, 'ring 1'))).toBe('vault.root_failed')
  for (const nth of [0, 40, wrapped.length - 1]) {
    const flipped = Buffer.from(wrapped)
    flipped[nth]! ^= 1
    expect(await codeOf(root.unwrap(flipped, 'ring 1'))).toBe('vault.root_failed')
  }
}

test('a root in a file is made once, and nobody else may read it', async () => {
  const folder = newFolder()
  await holds(fileRoot(folder), fileRoot(folder), fileRoot(newFolder()))
  const file = path.join(folder, 'root.key')
  expect(fs.statSync(file).mode & 0o777).toBe(0o400)
  fs.chmodSync(file, 0o444)
  expect(() => fileRoot(folder)).toThrow('vault.root_failed')
})

test('the ring’s keys are never on disk in clear, and gone when destroyed', async () => {
  const folder = newFolder()
  const ring = await openRing(folder, fileRoot(folder))
  await ring.make(1)
  await ring.make(2)
  expect(ring.weeks()).toEqual([2, 1])
  const owner = { schoolId: '0192f0c1-0000-7000-8000-000000000001', ownerId: '0192f0c1-0000-7000-8000-000000000002', version: 1 }
  const key = randomBytes(32)
  const wrapped = ring.wrap(1, owner, key)
  const elsewhere = await openRing(folder, fileRoot(folder))
  expect(elsewhere.unwrap(1, owner, wrapped)).toEqual(key)
  expect(() => ring.unwrap(2, owner, wrapped)).toThrow('vault.wrong_key')
  expect(() => ring.unwrap(1, { ...owner, version: 2 }, wrapped)).toThrow('vault.wrong_key')
  expect(() => ring.unwrap(1, { ...owner, ownerId: owner.schoolId }, wrapped)).toThrow('vault.wrong_key')
  const file = path.join(folder, 'ring', '1.key')
  const inode = fs.openSync(file, 'r')
  ring.destroy(1)
  expect(fs.existsSync(file)).toBe(false)
  expect(fs.readFileSync(inode, 'latin1')).not.toContain('wrapped') // what the disk held was written over before it was let go
  fs.closeSync(inode)
  expect(() => ring.unwrap(1, owner, wrapped)).toThrow('vault.ring_missing')
  expect(elsewhere.unwrap(1, owner, wrapped)).toEqual(key) // another process, until it looks
  await elsewhere.refresh()
  expect(() => elsewhere.unwrap(1, owner, wrapped)).toThrow('vault.ring_missing')
})

test('a destruction that was cut short is finished by the next', async () => {
  const folder = newFolder()
  const ring = await openRing(folder, fileRoot(folder))
  await ring.make(1)
  fs.renameSync(path.join(folder, 'ring', '1.key'), path.join(folder, 'ring', '1.key.burning'))
  ring.destroy(1)
  expect(fs.readdirSync(path.join(folder, 'ring'))).toEqual([])
})

const softHsm = process.env['CI'] === 'true' ? installSoftHsm() && findSoftHsm() : findSoftHsm()
if (!softHsm && process.env['CI'] !== 'true') console.log('skipped: a root in a PKCS#11 token (apt-get install softhsm2 opensc)')

test.skipIf(!softHsm && process.env['CI'] !== 'true')(
  'a root in a PKCS#11 token wraps and unwraps, and another token does not',
  { timeout: 30_000 },
  async () => {
    if (!softHsm) throw new Error('SoftHSM could not be installed')
    const tokenIn = (folder: string) => ({ module: softHsm, key: '50', ...makeSoftToken(folder, '4711-0815') })
    const [one, two] = [tokenIn(newFolder()), tokenIn(newFolder())]
    await makeTokenKey(one)
    await makeTokenKey(two)
    await holds(tokenRoot(one), tokenRoot(one), tokenRoot(two))
    const folder = newFolder()
    await (await openRing(folder, tokenRoot(one))).make(1)
    expect((await openRing(folder, tokenRoot(one))).weeks()).toEqual([1])
    expect(await codeOf(openRing(folder, tokenRoot(two)))).toBe('vault.root_failed')
    const wrongPin = path.join(folder, 'wrong')
    fs.writeFileSync(wrongPin, '0000', { mode: 0o400 })
    expect(await codeOf(openRing(folder, tokenRoot({ ...one, pinFile: wrongPin })))).toBe('vault.root_failed')
    expect(await codeOf(openRing(folder, tokenRoot({ ...one, key: '51' })))).toBe('vault.root_failed')
  },
)
