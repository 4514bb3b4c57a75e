import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { environmentWith } from '#server/settings/settings.ts'
import type { Bench } from './house.ts'
import { cpuOf, median, peakOf, residentOf, waitedOf } from './measure.ts'

const program = path.join(import.meta.dirname, '../bin/preau.js')
const LONGEST = 120_000

const freePort = async () => {
  const server = net.createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const answers = (url: string) =>
  fetch(url).then(
    (reply) => reply.ok && reply.text().then(() => true),
    () => false,
  )

type Running = { child: ChildProcess; url: string; took: number; waited: number; cpu: number }

/** From nothing to the first answer that came out of the database. */
export const coldStart = async (data: string, ...words: string[]): Promise<Running> => {
  const port = await freePort()
  const began = performance.now()
  const env = environmentWith({
    PORT: `${port}`,
    PREAU_DATA: data,
    PREAU_KEYS: `${data}-keys`,
    PREAU_LOG: 'silent',
    DATABASE_URL: '',
    PREAU_URL: '',
  })
  const child = spawn(process.execPath, [program, 'start', ...words], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://127.0.0.1:${port}`
  while (!(await answers(`${url}/readyz`))) {
    if (child.exitCode !== null || performance.now() - began > LONGEST) throw new Error('preau start does not start')
    await sleep(5)
  }
  const pid = child.pid ?? Number.NaN
  return { child, url, took: performance.now() - began, waited: waitedOf(pid), cpu: cpuOf(pid) }
}

export const stop = async ({ child }: Running) => {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

export const start: Bench = {
  name: 'start',
  about: 'a cold start of an existing school, and what it holds in memory',
  run: async ({ folder, quick, absolute }) => {
    const data = path.join(folder, 'school')
    await stop(await coldStart(data, '--demo'))
    const [wall, cpu]: [number[], number[]] = [[], []]
    await absolute('cold start to the first answer, less the wait for a processor', 'ms', { atMost: 1500 }, async () => {
      const took: number[] = []
      for (let round = 0; round < (quick ? 3 : 7); round++) {
        const running = await coldStart(data)
        took.push(running.took - running.waited)
        wall.push(running.took)
        cpu.push(running.cpu)
        await stop(running)
      }
      return median(took)
    })
    await absolute('cold start to the first answer, by the clock', 'ms', {}, async () => median(wall))
    await absolute('cold start, processor time of node', 'ms', { atMost: 1500 }, async () => median(cpu))
    const running = await coldStart(data)
    for (let request = 0; request < 200; request++) await answers(`${running.url}/`)
    await sleep(quick ? 3000 : 10_000)
    const pid = running.child.pid ?? Number.NaN
    await absolute('resident memory of node, idle after 200 requests', 'MB', { atMost: 200 }, async () => residentOf(pid))
    await absolute('resident memory of node, most', 'MB', {}, async () => peakOf(pid))
    await stop(running)
  },
}
