import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { linesOf } from '#server/postgres/files.ts'

const CYCLES = process.env['PREAU_FULL'] ? 25 : 3
const ENOUGH = 200

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-crash-'))
fs.chmodSync(home, 0o711)
const living = new Set<ChildProcess>()
afterAll(() => {
  for (const child of living) child.kill('SIGKILL')
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** The writers on one data folder, and every number they have said so far. */
const writers = async (folder: string, said: number[]) => {
  const child = fork(path.join(import.meta.dirname, 'writers.ts'), [folder, `${Math.max(0, ...said) + 1_000}`], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  living.add(child)
  child.once('exit', () => living.delete(child))
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    said.push(...lines.map(Number))
  })
  const [{ there }]: [{ there: number[] }] = await Promise.race([
    once(child, 'message') as Promise<[{ there: number[] }]>,
    once(child, 'exit').then(() => Promise.reject(new Error('the next start does not work'))),
  ])
  return { child, there: new Set(there) }
}

const postmaster = (folder: string) => Number(linesOf(path.join(folder, 'pg/postmaster.pid'))[0])
const more = (said: number[], than: number) =>
  expect.poll(() => said.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(than + ENOUGH)
const missing = (said: number[], there: Set<number>) => said.filter((id) => !there.has(id))

const killed = async (child: ChildProcess) => {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

const victims = {
  'the process': (child: ChildProcess) => killed(child),
  'PostgreSQL under it': async (child: ChildProcess, folder: string, said: number[]) => {
    process.kill(postmaster(folder), 'SIGKILL')
    await more(said, said.length)
    await killed(child)
  },
  'both at once': async (child: ChildProcess, folder: string) => {
    process.kill(postmaster(folder), 'SIGKILL')
    await killed(child)
  },
}

test.each(Object.entries(victims))(
  `kill -9 of %s under load: the next start works, and no acknowledged write is missing (${CYCLES} times)`,
  async (name, kill) => {
    const folder = path.join(home, name)
    const said: number[] = []
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const { child, there } = await writers(folder, said)
      expect(missing(said, there)).toEqual([])
      await more(said, said.length)
      await kill(child, folder, said)
    }
    const { child, there } = await writers(folder, said)
    expect(missing(said, there)).toEqual([])
    child.send('stop')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(said.length).toBeGreaterThan(CYCLES * ENOUGH)
    console.log(`${name}: ${said.length} acknowledged, none missing`)
  },
)
