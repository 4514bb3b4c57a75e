import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { linesOf } from '#server/postgres/files.ts'
import { environmentWith } from '#server/settings/settings.ts'
import { findSoftHsm, makeSoftToken } from '#tests/softhsm.ts'
import { makeTokenKey } from '#vault/pkcs11.ts'

const program = path.join(import.meta.dirname, '../../bin/preau.js')
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const newFolder = () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'preau start-'))
  fs.chmodSync(home, 0o711)
  ends.push(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  return path.join(home, 'data')
}

const freePort = async () => {
  const server = net.createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** `preau`, as a person types it; what it says is collected. */
const preau = (data: string, port: number, ...words: string[]) => preauWith({}, data, port, ...words)
const preauWith = (more: Readonly<Record<string, string>>, data: string, port: number, ...words: string[]) => {
  const env = environmentWith({
    PORT: `${port}`,
    PREAU_DATA: data,
    PREAU_KEYS: `${data}-keys`,
    DATABASE_URL: '',
    PREAU_URL: '',
    PREAU_LOG: 'error',
    ...more,
  })
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  ends.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
  return { child, words: () => said.join(''), url: `http://127.0.0.1:${port}` }
}

const started = async ({ child, words }: ReturnType<typeof preau>) => {
  await expect.poll(() => child.exitCode !== null || words().includes('Préau is at'), { timeout: 60_000 }).toBe(true)
  return words()
}

const ended = async (child: ChildProcess) => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

const isThere = (pid: number) => fs.existsSync(`/proc/${pid}/cmdline`) && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''

test('one command starts a school: address, code to set it up with, an answer; and it stops when asked, leaving nothing behind', async () => {
  const data = newFolder()
  const running = preau(data, await freePort(), 'start')
  const words = await started(running)
  expect(words).toContain('Préau is at http://localhost:')
  expect(words).toMatch(/Set-up code, once: (?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\n/)
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200)
  const postmaster = Number(linesOf(path.join(data, 'pg/postmaster.pid'))[0])
  running.child.kill('SIGTERM')
  expect(await ended(running.child)).toBe(0)
  expect([isThere(postmaster), fs.existsSync(path.join(data, 'pg.owner'))]).toEqual([false, false])
})

test('a second start on the same data folder says that it is in use, and another command works beside the first', async () => {
  const data = newFolder()
  const port = await freePort()
  const first = preau(data, port, 'start')
  await started(first)
  const second = preau(data, await freePort(), 'start')
  expect(await ended(second.child)).toBe(1)
  expect(second.words()).toBe(`preau: ${fs.realpathSync(data)} is in use by another Préau (process ${first.child.pid})\n`)
  const beside = preau(data, port, 'migrate')
  expect(await ended(beside.child)).toBe(0)
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
})

test('a command works while no server runs, and a taken port is said in one line', async () => {
  const data = newFolder()
  const taken = net.createServer().listen(await freePort())
  await once(taken, 'listening')
  ends.push(() => taken.close())
  const { port } = taken.address() as AddressInfo
  expect(await ended(preau(data, port, 'migrate').child)).toBe(0)
  const refused = preau(data, port, 'start')
  expect(await ended(refused.child)).toBe(1)
  expect(refused.words()).toBe(`preau: port ${port} is in use by another program: set PORT to a free one\n`)
})

test('keys inside the data folder are refused', async () => {
  const data = newFolder()
  const env = environmentWith({ PREAU_DATA: data, PREAU_KEYS: path.join(data, 'keys') })
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: 'ignore' })
  expect(await ended(child)).toBe(1)
})

const softHsm = findSoftHsm()
test.skipIf(!softHsm)('a school whose root is in a hardware token starts with the token, and not without', async () => {
  const data = newFolder()
  const folder = path.join(path.dirname(data), 'token')
  fs.mkdirSync(folder)
  const made = { module: softHsm!, key: '50', ...makeSoftToken(folder, '4711-0815') }
  await makeTokenKey(made)
  const PREAU_ROOT = `pkcs11:token=${made.token};id=%50?module-path=${softHsm}&pin-source=file:${encodeURI(made.pinFile)}`
  const port = await freePort()
  const running = preauWith({ PREAU_ROOT, ...made.environment }, data, port, 'start')
  expect(await started(running)).toContain('Set-up code')
  expect(fs.readdirSync(`${data}-keys`)).not.toContain('root.key')
  const keys = preauWith({ PREAU_ROOT, ...made.environment }, data, port, 'keys')
  expect(await ended(keys.child)).toBe(0)
  expect(keys.words()).toContain('root: pkcs11')
  running.child.kill('SIGTERM')
  expect(await ended(running.child)).toBe(0)
  for (const more of [{}, { PREAU_ROOT, SOFTHSM2_CONF: '/dev/null' }]) {
    const without = preauWith(more, data, port, 'keys')
    expect(await ended(without.child)).toBe(1)
    expect(without.words()).toMatch(/^preau: the root of the keys cannot be used[^\n]*\n$/)
  }
})
