// One connection for a process that has streams, on which it hears that there are facts, and reads them from a position of its own.
// Losing it loses nothing: it comes again and goes on where it was.
import type pg from 'pg'
import type { Installation } from '#kernel/installation.ts'
import type { Following, Heard, Listener, Place } from '#kernel/live.ts'
import type { Connection } from '#server/db/connection.ts'
import { hangUp, openLine } from '#server/db/line.ts'
import { inSchoolOf } from './in-school.ts'
import { headOf } from './log.queries.ts'
import { seeFrom } from './outbox.ts'

const CHANNEL = 'preau_facts'
/** After how long it looks although nobody said anything: a line that is dead is found so. */
const LOOK_MS = 5_000
const PATIENCE_MS = 10_000
const MOST_IN_PAGE = 500
const MOST_AT_ONCE = 5_000
/** Until a lost line is tried again. */
const AGAIN_MS = 200

type Made = Pick<Installation, 'db' | 'vault' | 'log'> & { connection: Connection }
type Line = { client: pg.Client; isLost: () => boolean }

const connect = async (connection: Connection, wake: () => void): Promise<Line> => {
  let isLost = false
  const lost = () => {
    isLost = true
    wake()
  }
  const listened = { name: 'preau_streams', channel: CHANNEL, patience: PATIENCE_MS, heard: wake, lost }
  const client = await openLine({ connection, role: 'preau_sequencer', ...listened })
  return { client, isLost: () => isLost }
}

/** What is there to read at once: an import's thousand facts move a school once, not twenty times. */
const readOn = async ({ db, vault }: Made, { client }: Line, listener: Listener, from: Place) => {
  const facts: Heard[] = []
  let next = from
  for (;;) {
    const page = await seeFrom(client, vault, inSchoolOf({ db }, 'stream.look'), next, listener.isOpened, MOST_IN_PAGE)
    facts.push(...page.facts)
    next = page.next
    if (page.facts.length < MOST_IN_PAGE || facts.length >= MOST_AT_ONCE) return { facts, next }
  }
}

/** Reads and tells until there is no more; answers where it has come to. */
const drain = async (made: Made, line: Line, listener: Listener, from: Place): Promise<Place> => {
  for (let at = from; ; ) {
    const { facts, next } = await readOn(made, line, listener, at)
    if (next.epoch === at.epoch && next.index === at.index) return at
    await listener.hear(facts, next)
    at = next
  }
}

/** Waits until somebody wakes it, or for so long; woken while nobody waited, it does not wait. */
const sleeper = () => {
  let isWoken = false
  let wake: () => void = () => undefined
  return {
    wake: () => {
      isWoken = true
      wake()
    },
    rest: async (most: number) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const timer = setTimeout(resolve, isWoken ? 0 : most)
      await promise
      clearTimeout(timer)
      isWoken = false
    },
  }
}

/** Follows the facts of all schools for one listener; nothing is opened before there is one. */
export const openFollowing = (made: Made): Following => {
  const { wake, rest } = sleeper()
  let isStopping = false
  let running: Promise<void> | undefined
  let at: Place | undefined
  const tried = Promise.withResolvers<void>()

  const run = async (listener: Listener) => {
    let [line, failures]: [Line | undefined, number] = [undefined, 0]
    while (!isStopping) {
      try {
        line ??= await connect(made.connection, wake)
        if (!at) {
          const { epoch, size } = await headOf(line.client)
          at = { epoch, index: size }
          listener.begin(at)
        }
        tried.resolve()
        at = await drain(made, line, listener, at)
        failures = 0
      } catch (error) {
        if (!isStopping && failures++ === 0) made.log.warn({ err: error }, 'the streams hear nothing for a moment')
        await hangUp(line?.client)
        line = undefined
        tried.resolve()
      }
      if (line?.isLost()) line = undefined
      if (!isStopping) await rest(line ? LOOK_MS : Math.min(AGAIN_MS * 2 ** Math.min(failures, 5), LOOK_MS))
    }
    await hangUp(line?.client)
  }
  return {
    follow: async (listener) => {
      running ??= run(listener)
      await tried.promise
      return at !== undefined
    },
    end: async () => {
      isStopping = true
      wake()
      await running
    },
  }
}
