import { Worker } from 'node:worker_threads'

/** How hard a password is to guess, and whether it stands on a list. */
export type Strength = { isListed: boolean; bits: number }

const IDLE_MS = 60_000
type Asked = { resolve: (strength: Strength) => void; reject: (reason: unknown) => void }

let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let nth = 0
const asked = new Map<number, Asked>()

const end = () => {
  void worker?.terminate()
  worker = undefined
}

const open = (): Worker => {
  if (worker) return worker
  const begun = new Worker(new URL('./strength-worker.ts', import.meta.url))
  begun.unref()
  begun.on('message', ({ nth: of, ...strength }: Strength & { nth: number }) => {
    asked.get(of)?.resolve(strength)
    asked.delete(of)
    if (asked.size === 0) {
      begun.unref()
      clearTimeout(idle)
      idle = setTimeout(end, IDLE_MS).unref()
    }
  })
  begun.on('error', (reason) => {
    if (worker === begun) worker = undefined
    for (const { reject } of asked.values()) reject(reason)
    asked.clear()
  })
  worker = begun
  return begun
}

/** Estimates a password, in a thread that begins when one is first chosen and ends a minute after the last. */
export const strengthOf = (password: string, known: readonly string[]): Promise<Strength> =>
  new Promise((resolve, reject) => {
    clearTimeout(idle)
    nth++
    asked.set(nth, { resolve, reject })
    const thread = open()
    thread.ref()
    thread.postMessage({ nth, password, known })
  })
