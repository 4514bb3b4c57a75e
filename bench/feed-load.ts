import { Agent } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { House } from './house.ts'
import { ask, type Running } from './requests.ts'

const AT_ONCE = 16

/** So many pages a second when everybody asks again as soon as they have one. */
const saturated = async (server: Running, token: string, seconds: number) => {
  let done = 0
  const until = performance.now() + seconds * 1000
  const asking = async () => {
    for (; performance.now() < until; done++) await ask(server, '/feed', token)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, asking))
  return done / seconds
}

/** How long pages take, in milliseconds from when each should have been asked for, at so many a second. */
const paced = async (server: Running, token: string, rate: number, seconds: number) => {
  const took: number[] = []
  const from = performance.now()
  const running: Promise<unknown>[] = []
  for (let nth = 0; nth < rate * seconds; nth++) {
    const due = from + (nth * 1000) / rate
    if (due > performance.now()) await wait(due - performance.now())
    running.push(ask(server, '/feed', token).then(() => took.push(performance.now() - due)))
  }
  await Promise.all(running)
  return took.toSorted((a, b) => a - b)
}

/** The rate at which a server is full, and how long a page takes at half of it: the readers are on the same processors. */
export const underLoad = async ({ size, quick }: House, ours: Running, token: string): Promise<void> => {
  const server = { ...ours, agent: new Agent({ keepAlive: true, maxSockets: AT_ONCE }) }
  const seconds = quick ? 3 : 10
  await saturated(server, token, 1)
  const rate = await saturated(server, token, seconds)
  size('pages in a second when full', '', {}, rate)
  const took = await paced(server, token, rate / 2, seconds)
  size('a page at half of that rate, median by the clock', 'ms', {}, took[took.length >> 1] ?? Number.NaN)
  size(
    'a page at half of that rate, 99 of 100 by the clock',
    'ms',
    { atMost: 50 },
    took[Math.floor(took.length * 0.99)] ?? Number.NaN,
  )
  server.agent.destroy()
}
