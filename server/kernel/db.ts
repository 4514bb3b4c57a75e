import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Hurdle } from '#contract/endpoint.ts'
import type { Purpose } from '#contract/purposes.ts'
import { isWaiting, leave, send, sendLast } from '#server/db/asking.ts'
import type { Connection } from '#server/db/connection.ts'
import { speak, Through } from '#server/db/driver.ts'
import { openPool } from '#server/db/pool.ts'
import type { DB } from '#server/db/types.generated.ts'
import { limitedFrom } from '#vault/limits.ts'
import { isWorthRepeating } from './errors.ts'

/** On whose behalf a unit of work runs; the database holds each of these for the length of the transaction. */
export type Actor = {
  schoolId: string | null
  personId: string | null
  accountId: string | null
  /** SHA-256 of the session's token; the database checks that the session is alive and is this person's. Null: a visitor or a job. */
  session: Buffer | null
  purpose: Purpose
  requestId: string
  action: string
  /** Within how many seconds the person must have said who they are; without it, it does not matter. */
  confirmedWithin?: number | null
  /** What need not stand in the way of this action: what it is how one gets rid of, and leaving where nothing at the school changes. */
  despite?: readonly Hurdle[]
}

/** A typed handle on one transaction, gone with it. There is no other way to the tables. */
export type Tx = Kysely<DB>

/** Two pools: `requests` pipelines, one transaction after another; `plain` serves COPY, cursors and LISTEN. */
export type Databases = { requests: pg.Pool; plain: pg.Pool; end: () => Promise<void> }

/** The transaction could not be committed, because a statement in it had failed and nobody noticed. */
export class Aborted extends Error {}
/** The session that the request came with is no more. */
export class SessionEnded extends Error {}

const hurdles = {
  second_step: 'session.second_step',
  must_change: 'password.must_change',
  must_enrol: 'factor.must_enrol',
  must_confirm: 'session.must_confirm',
  leaving: 'account.leaving',
  closing: 'school.read_only',
} as const
/** The session lives, and may not do this yet, or no more: what is to be done first. */
export class NotYet extends Error {
  readonly first: (typeof hurdles)[keyof typeof hurdles]
  constructor(hurdle: keyof typeof hurdles) {
    super(hurdle)
    this.first = hurdles[hurdle]
  }
}
const isHurdle = (word: string): word is keyof typeof hurdles => word in hurdles

// A `date` is a school day, not an instant: it stays text.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day)

export const connect = (connection: Connection, { max = 10 } = {}): Databases => {
  const made = (more: pg.PoolConfig) => openPool({ ...connection.config('preau_app'), ...more })
  const requests = made({ max, pipeline: true, idleTimeoutMillis: 0 } as pg.PoolConfig)
  const plain = made({ max: 4 })
  return { requests, plain, end: async () => void (await Promise.all([requests.end(), plain.end()])) }
}

const enter = (client: pg.PoolClient, actor: Actor) =>
  send(client, 'select app.enter($1,$2,$3,$4,$5,$6,$7,$8,$9) as entered', [
    actor.session,
    actor.schoolId,
    actor.personId,
    actor.accountId,
    actor.purpose,
    actor.requestId,
    actor.action,
    actor.confirmedWithin ?? null,
    actor.despite ?? [],
  ]).then(({ rows: [row] }) => {
    const { entered }: { entered: string } = row
    if (isHurdle(entered)) throw new NotYet(entered)
    if (entered !== 'entered' && entered !== 'limited') throw new SessionEnded()
    return entered === 'limited'
  })

/** Goes on as someone else within the same transaction: a visitor whose secret has opened a school or an account. */
export const reenter = async (tx: Tx, actor: Actor): Promise<void> => {
  const { schoolId, personId, accountId, purpose, requestId, action } = actor
  const entering = sql<{ entered: string }>`
    select app.enter(null, ${schoolId}, ${personId}, ${accountId}, ${purpose}, ${requestId}, ${action}) as entered`.execute(tx)
  limitedFrom(
    tx,
    entering.then(({ rows: [row] }) => row?.entered === 'limited'),
  )
  await entering
}

/**
 * One statement on behalf of nobody, in no transaction but its own: for functions that look before anyone is known. Without a context no
 * policy shows a row.
 */
export const asNobody = async <T>(db: Databases, ask: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await db.requests.connect()
  const driver = new Through(client)
  try {
    const answer = await ask(speak(driver))
    client.release()
    return answer
  } catch (error) {
    client.release(true)
    throw error
  } finally {
    driver.client = undefined
  }
}

const isOver = (reason: unknown) => reason instanceof SessionEnded || reason instanceof NotYet

/** One unit of work in one transaction as one person: row-level security chooses every row it can touch. */
export const as = async <T>(db: Databases, actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await db.requests.connect()
  const driver = new Through(client)
  const tx = speak(driver)
  const begun = Promise.all([send(client, 'begin', []), enter(client, actor)])
  limitedFrom(
    tx,
    begun.then(([, isLimited]) => isLimited),
  )
  begun.catch(() => undefined) // not yet: BEGIN, enter() and the first queries travel together, and `end` awaits it
  const end = async (word: 'COMMIT' | 'ROLLBACK') => {
    driver.client = undefined
    leave(client) // by itself: after an error what leaves together with it is passed over
    try {
      const [{ command }] = await Promise.all([send(client, word, []), word === 'COMMIT' ? begun : begun.catch(() => undefined)])
      client.release()
      if (command !== word) throw new Aborted('a query failed and its error was swallowed') // COMMIT resolves as ROLLBACK
    } catch (error) {
      if (!(error instanceof Aborted)) client.release(true)
      throw error
    }
  }
  let output: T
  try {
    output = await run(tx)
    await begun
  } catch (error) {
    const began = await begun.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    await end('ROLLBACK').catch(() => undefined)
    throw isOver(began) ? began : error
  }
  await end('COMMIT')
  return output
}

/** A connection whose transaction failed before its end. */
const giveBackAborted = (client: pg.PoolClient) =>
  send(client, 'ROLLBACK', []).then(
    () => client.release(),
    () => client.release(true),
  )

/**
 * Reading in as few packets as there are questions that wait for each other: each packet begins, says who asks, asks, and ends, so that
 * whoever asks everything at once is answered once. For what changes nothing: each packet is a transaction of its own.
 */
export const reading = async <T>(db: Databases, actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await db.requests.connect()
  const begun: Promise<unknown>[] = []
  const ended: Promise<unknown>[] = []
  const begin = () => {
    if (isWaiting(client)) return
    const entering = Promise.all([send(client, 'begin', []), enter(client, actor)])
    begun.push(entering)
    limitedFrom(
      tx,
      entering.then(([, isLimited]) => isLimited),
    )
    ended.push(sendLast(client, 'COMMIT'))
    for (const one of [begun.at(-1), ended.at(-1)]) one?.catch(() => undefined) // not yet: both are looked at below
  }
  const driver = new Through(client, begin)
  const tx = speak(driver)
  begin()
  let outcome: { output: T } | { error: unknown }
  try {
    outcome = { output: await run(tx) }
  } catch (error) {
    outcome = { error }
  }
  driver.client = undefined
  const [began, over] = await Promise.all([Promise.allSettled(begun), Promise.allSettled(ended)])
  const isBroken = over.some(({ status }) => status === 'rejected') // a statement failed, and COMMIT was passed over
  if (isBroken) await giveBackAborted(client)
  else client.release()
  for (const one of began) if (one.status === 'rejected' && isOver(one.reason)) throw one.reason
  if ('error' in outcome) throw outcome.error
  if (isBroken) throw new Aborted('a query failed and its error was swallowed')
  return outcome.output
}

const MOST_TRIES = 4

/** Tries again what two did at once, each time a little later; what is not of that kind is thrown at once. */
export const repeated = async <T>(once: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await once()
    } catch (error) {
      if (tries === MOST_TRIES || !isWorthRepeating(error)) throw error
      await pause(randomInt(tries * 10))
    }
  }
}
