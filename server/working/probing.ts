import { randomBytes } from 'node:crypto'
import type { Component, ComponentState } from '#contract/status.ts'
import type { Installation } from '#kernel/installation.ts'
import { answeredAt } from '#modules/status/measuring.ts'
import { overNetwork, whereWeAnswer } from '#server/serving/asking.ts'
import { newObjectName } from '#vault/stores.ts'
import { askDatabase, witnessesOf } from './probing.queries.ts'

/** What a part answers when it is asked; nothing where there was nothing to see. It throws where it does not answer. */
export type Probe = (installation: Installation) => Promise<ComponentState | undefined>

const PATIENCE = 10_000
const DAY = 86_400_000
const HOUR = 3_600_000
const MINUTE = 60_000

/** Slow is what a person notices. */
const within = async (milliseconds: number, ask: () => Promise<unknown>): Promise<ComponentState> => {
  const began = performance.now()
  await ask()
  return performance.now() - began > milliseconds ? 'slow' : 'up'
}

const app: Probe = ({ origin }) =>
  within(2_000, async () => {
    const { status } = await overNetwork(await whereWeAnswer(origin))('/healthz')
    if (status !== 200) throw new Error(`the service answered ${status}`)
  })

const database: Probe = ({ db }) => within(500, () => askDatabase(db))

/** The queue's own job writes down that it was done; only that it was not is seen here. */
const jobs: Probe = async (installation) => {
  const last = await answeredAt(installation, 'jobs')
  return last && installation.clock.now().getTime() - last.getTime() < 3 * MINUTE ? undefined : 'down'
}

const records: Probe = async ({ published }) => {
  const { ledgerDelay } = await published.delay()
  if (ledgerDelay === undefined) return undefined
  return ledgerDelay > MINUTE ? 'down' : ledgerDelay > 10_000 ? 'slow' : 'up'
}

async function* only(bytes: Buffer) {
  yield bytes
}

/** Something that means nothing is kept, read again and taken away. */
const files: Probe = ({ files: store }) =>
  within(5_000, async () => {
    const [name, sent] = [newObjectName(), randomBytes(64)]
    await store.write(name, only(sent))
    const parts: Uint8Array[] = []
    try {
      for await (const part of await store.read(name, 0, sent.length - 1)) parts.push(part)
    } finally {
      await store.remove(name)
    }
    if (!Buffer.concat(parts).equals(sent)) throw new Error('the store gave back something else')
  })

const mail: Probe = async ({ post }) => (post.probe ? within(5_000, post.probe) : undefined)

/** Nothing is sent to look: a push service learns of no school that has nothing to say. How the last one went is seen. */
const push: Probe = async ({ push: services, clock }) => {
  const last = services?.last?.()
  if (!last || clock.now().getTime() - last.at.getTime() > DAY) return undefined
  return last.isCarried ? 'up' : 'down'
}

const scanner: Probe = async ({ scanner: scan }) =>
  scan &&
  within(5_000, async () => {
    const found = await scan(only(Buffer.from('Préau')))
    if (found !== 'clean') throw new Error(`the scanner says ${found}`)
  })

const witness: Probe = async ({ published, clock }) => {
  const all = await witnessesOf(published.pool)
  if (all.length === 0) return undefined
  const isWell = ({ lastAt, trouble }: (typeof all)[number]) =>
    !trouble && lastAt !== null && clock.now().getTime() - lastAt.getTime() < HOUR
  return all.every(isWell) ? 'up' : all.some(isWell) ? 'slow' : 'down'
}

/** How each part is asked, and how often, in milliseconds. What is another's machine is asked less often. */
export const probes: Readonly<Record<Component, { readonly every: number; readonly ask: Probe }>> = {
  app: { every: MINUTE, ask: app },
  database: { every: MINUTE, ask: database },
  jobs: { every: MINUTE, ask: jobs },
  records: { every: MINUTE, ask: records },
  files: { every: 10 * MINUTE, ask: files },
  mail: { every: 10 * MINUTE, ask: mail },
  push: { every: 10 * MINUTE, ask: push },
  scanner: { every: 10 * MINUTE, ask: scanner },
  witness: { every: 10 * MINUTE, ask: witness },
}

/** Asks one part; what throws or takes too long does not answer. */
export const probe = async (
  installation: Installation,
  component: Component,
  patience = PATIENCE,
): Promise<ComponentState | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, patience, 'late').unref()
  })
  try {
    const answer = await Promise.race([probes[component].ask(installation), late])
    return answer === 'late' ? 'down' : answer
  } catch (err) {
    installation.log.warn({ err, component }, 'a part of the installation does not answer')
    return 'down'
  } finally {
    clearTimeout(timer)
  }
}
