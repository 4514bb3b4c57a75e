import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { checkLedger } from '#ledger/checking.ts'
import { checkpointText, keyText, readKey, readNote, signedAt, signText, writeNote } from '#ledger/notes.ts'
import { askOverHttp, keepWitnesses, watcher } from '#ledger/watching.ts'
import { environmentWith, settingsFrom } from '#server/settings/settings.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { doorFor } from '../egress.ts'
import { facts, openWorld, person, type World } from '../world.ts'
import { settled } from './ledger-world.ts'

const program = path.join(import.meta.dirname, '../../bin/preau.js')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau witness-'))
fs.chmodSync(folder, 0o711)

/** `preau witness` as another installation runs it: its own process, its own PostgreSQL, its own keys. */
const startWitness = async (logKey: string) => {
  const data = path.join(folder, 'data')
  const env = environmentWith({
    PREAU_DATA: data,
    PREAU_KEYS: `${data}-keys`,
    DATABASE_URL: '',
    PREAU_URL: '',
    PREAU_LOG: 'error',
  })
  const words = ['witness', '--port', '0', '--name', 'town.example/witness', '--watch', logKey]
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const setting = () => /PREAU_WITNESSES="(.*)"/.exec(said.join(''))?.[1]
  await vi.waitUntil(() => setting() ?? child.exitCode, { timeout: 60_000 })
  const [row] = settingsFrom({ PREAU_WITNESSES: setting() ?? said.join('') }).witnesses ?? []
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { row: { key: readKey(row!.key), keyText: row!.key, url: row!.url }, said, stop }
}

let world: World
let log: Awaited<ReturnType<typeof openSequencing>>
let witness: Awaited<ReturnType<typeof startWitness>>
let origin: string
beforeAll(async () => {
  world = await openWorld()
  log = await openSequencing(world.installation, world.connection, world.keys)
  origin = (await world.installation.published.newest())!.origin
  const reply = await world.app.inject('/.well-known/preau-ledger.vkey')
  expect([reply.statusCode, reply.body]).toEqual([200, `${keyText(world.installation.published.keyOf(origin))}\n`])
  witness = await startWitness(reply.body.trim())
  await keepWitnesses(log.pool, [witness.row])
}, 120_000)
afterAll(async () => {
  await witness?.stop()
  await log.close()
  await world.close()
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

const ask = () => {
  const door = doorFor({ way: 'witness', host: new URL(witness.row.url).hostname, isDeclared: true })
  return watcher(world.installation, log.pool, askOverHttp(door)).witnesses()
}
const witnessed = async () => {
  const { rows } = await world.owner.query<{ size: string; witnessed: Buffer }>(
    'select size, witnessed from ledger.checkpoint where witnessed is not null order by size desc limit 1',
  )
  return { size: Number(rows[0]?.size), note: rows[0]?.witnessed.toString() ?? '' }
}
const alarms = async () => (await facts(world)).filter((name) => name === 'ledger.alarm_raised').length

test('a witness elsewhere cosigns the log as it grows, and verification holds it against the witness’s key', async () => {
  const first = await settled(log.pool, log)
  await ask()
  expect((await witnessed()).size).toBe(first)
  await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const second = await settled(log.pool, log)
  await ask()
  const { size, note } = await witnessed()
  expect(size).toBe(second)
  expect(signedAt(readNote(note), witness.row.key)).toBeGreaterThan(1_700_000_000)
  const published = { ...world.installation.published, witnesses: [witness.row] }
  const report = await checkLedger({ ...world.installation, published }, world.connection)
  expect(report).toMatchObject({ ok: true, logs: [{ size: second }] })
  expect(report.logs[0]?.witnessedAt).toBeInstanceOf(Date)
  expect(await alarms()).toBe(0)
  const shown = await world.app.inject('/ledger/checkpoint')
  expect(shown.body).toBe(note)
})

test('tiles are served under the paths of C2SP, as far as the log goes and no further', async () => {
  const { size } = (await world.installation.published.newest())!
  const tile = await world.app.inject(`/ledger/tile/0/000.p/${size}`)
  expect([tile.statusCode, tile.rawPayload.length]).toEqual([200, size * 32])
  const others = [
    '0/000',
    `0/000.p/${size + 1}`,
    '0/0.p/1',
    '0/x000/000.p/1',
    '9/000',
    'entries/000',
    '0/000.p/0',
    `0/000.p/0${size}`,
  ]
  for (const other of others) expect([other, (await world.app.inject(`/ledger/tile/${other}`)).statusCode]).toEqual([other, 404])
})

test('another tree of the same size is refused by the witness, which raises an alarm of its own', async () => {
  const { size } = await witnessed()
  const text = checkpointText({ origin, size, root: Buffer.alloc(32, 1) })
  const forged = writeNote({ text, signatures: [signText(world.installation.published.keyOf(origin), text)] })
  const reply = await fetch(`${witness.row.url}/add-checkpoint`, { method: 'POST', body: `old ${size}\n\n${forged}` })
  expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([409, 'text/x.tlog.size', `${size}\n`])
  await expect.poll(() => witness.said.join('')).toContain('"alarm":"fork"')
})

test('a database set back to an earlier checkpoint is a rollback: an alarm in the ledger and in the witness', async () => {
  await world.owner.query('delete from ledger.checkpoint where size = $1', [(await witnessed()).size])
  await ask()
  expect(await alarms()).toBe(1)
  await expect.poll(() => witness.said.join('')).toContain('"alarm":"rollback"')
})
