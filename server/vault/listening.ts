// One connection for a process, on which it hears of erasures and of the ring. Losing it ends nothing: it comes again, and until
// then what is remembered is void.
import type pg from 'pg'
import type { Connection } from '#server/db/connection.ts'
import { hangUp, openLine } from '#server/db/line.ts'
import { CHANNEL, HEARD_LOCK, type Notice, RING_LOCK } from './channel.queries.ts'
import type { Ring } from './ring.ts'
import type { Vault } from './vault.ts'

const FIRST = 50 // ms until a lost line is tried again; then twice as long each time

const LASTING = 6 // times the patience that an answer stands: whoever asked waits no longer

/** How often a process asks whether it still hears, and after how long without an answer it forgets all; in milliseconds. */
export type Heart = { readonly every: number; readonly patience: number }
export const heart: Heart = { every: 1000, patience: 10_000 }

export type Listening = {
  connection: Connection
  vault: Vault
  ring: Ring
  heart: Heart
  /** Somebody was erased: what has to be written down can be now. */
  erased: () => Promise<unknown>
  failed: (error: unknown) => void
}

/** `asked`: questions that wait for their answer; `answered`: since when each lock that is one is held. */
type Line = { client: pg.Client; week?: number; asked: Set<number>; answered: Map<number, number> }

const noticeOf = (payload: string | undefined): Notice => {
  try {
    return JSON.parse(payload ?? '{}')
  } catch {
    return {} // somebody else's word on our channel
  }
}

/** Listens until what it answers is called. The first try is waited for, so that whoever is let in finds a process that hears. */
export const startListening = async ({ connection, vault, ring, heart, erased, failed }: Listening) => {
  const { every, patience } = heart
  let [line, timer]: [Line | undefined, NodeJS.Timeout | undefined] = [undefined, undefined]
  let [isStopping, isBeating, isHurried, hasTurned, hasErased] = [false, false, false, false, false]
  let failures = 0

  const hear = (asked: Line['asked'], { erased: ids, ring: week, heard }: Notice) => {
    if (heard !== undefined) {
      asked.add(heard)
      hurry()
    }
    if (ids?.length) {
      vault.forget(...ids)
      hasErased = true
    }
    if (week !== undefined) {
      hasTurned = true
      hurry()
    }
  }
  const connect = async (): Promise<Line> => {
    const asked: Line['asked'] = new Set() // before the line: a question may come with the answer to `listen`
    const heard = (payload: string | undefined) => hear(asked, noticeOf(payload))
    const client = await openLine({
      connection,
      role: 'preau_vault',
      name: 'preau_listener',
      channel: CHANNEL,
      patience,
      heard,
      lost: drop,
    })
    vault.clear() // what was said between the lines is not known
    hasTurned = true
    hasErased = true
    return { client, asked, answered: new Map() }
  }
  const drop = (lost: pg.Client) => {
    if (line?.client !== lost) return
    line = undefined
    void hangUp(lost)
    hurry()
  }
  /** Reads the ring, then says so with the lock; a ring that cannot be read is no heartbeat. */
  const acknowledge = async (on: Line) => {
    hasTurned = false
    try {
      await ring.refresh()
      const [week] = ring.weeks()
      if (week === undefined || week === on.week) return
      await on.client.query('select pg_advisory_lock_shared($1, $2)', [RING_LOCK, week])
      if (on.week !== undefined) await on.client.query('select pg_advisory_unlock_shared($1, $2)', [RING_LOCK, on.week])
      on.week = week
    } catch (error) {
      hasTurned = true
      throw error
    }
  }
  /** Says that everything before a question was heard; the answer stands long enough for whoever asked. */
  const answer = async ({ client, asked, answered }: Line) => {
    for (const question of asked) {
      asked.delete(question)
      await client.query('select pg_advisory_lock_shared($1, $2)', [HEARD_LOCK, question])
      answered.set(question, performance.now())
    }
    for (const [question, since] of answered) {
      if (performance.now() - since < LASTING * patience) continue
      answered.delete(question)
      await client.query('select pg_advisory_unlock_shared($1, $2)', [HEARD_LOCK, question])
    }
  }
  const beat = async () => {
    line ??= await connect()
    const heard = vault.asking()
    await line.client.query('select')
    if (hasTurned) await acknowledge(line)
    await answer(line)
    heard()
    if (!hasErased) return
    hasErased = false
    await erased().catch((error: unknown) => {
      hasErased = true
      failed(error)
    })
  }
  const round = async (): Promise<void> => {
    isBeating = true
    isHurried = false
    try {
      await beat()
      failures = 0
    } catch (error) {
      if (!isStopping && failures === 0) failed(error)
      failures++
      const lost = line
      line = undefined
      void hangUp(lost?.client)
    }
    isBeating = false
    const wait = failures === 0 ? every : Math.min(every * 2, FIRST * 2 ** Math.min(failures, 10))
    if (!isStopping) timer = setTimeout(next, isHurried && line ? 0 : wait)
  }
  let running: Promise<void>
  const next = () => {
    running = round()
  }
  const hurry = () => {
    if (isBeating) isHurried = true
    else if (!isStopping) {
      clearTimeout(timer)
      timer = setTimeout(next, line ? 0 : FIRST)
    }
  }

  vault.staleAfter(patience)
  next()
  await running!
  return async () => {
    isStopping = true
    clearTimeout(timer)
    await running
    const last = line
    line = undefined
    await hangUp(last?.client)
  }
}
