// Asks again and again whether a server is well, on a thread of its own: whoever is busy being a crowd would see the answer late.
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const ask = (url: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    get(url, { agent }, (reply) => reply.resume().on('end', () => resolve(performance.now() - began))).on('error', reject)
  })

/** Begins to ask; `worst` ends that, and says how many milliseconds the longest answer took. */
export const callDoctor = async (url: string) => {
  const thread = new Worker(new URL(import.meta.url), { workerData: { url } })
  await once(thread, 'message')
  return {
    worst: async (): Promise<number> => {
      thread.postMessage('over')
      const [worst] = await once(thread, 'message')
      return worst
    },
  }
}

const look = async ({ url }: { url: string }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let isOver = false
  parentPort?.once('message', () => {
    isOver = true
  })
  let worst = await ask(url, agent)
  parentPort?.postMessage('here')
  while (!isOver) {
    worst = Math.max(worst, await ask(url, agent))
    await sleep(20)
  }
  agent.destroy()
  parentPort?.postMessage(worst)
}

if (!isMainThread) await look(workerData)
