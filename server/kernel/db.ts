import { createHash } from 'node:crypto'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
} from 'kysely'
import pg from 'pg'
import type { Hurdle } from '#contract/endpoint.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { Connection } from '#server/db/connection.ts'
import { isAsWritten, Named, named } from '#server/db/naming.ts'
import { openPool } from '#server/db/pool.ts'
import type { DB } from '#server/db/types.generated.ts'
import { limitedFrom } from './limits.ts'

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

const names = new Map<string, string>()
/** The name under which a statement is prepared once per connection; endless variety and endless texts go without. */
const nameOf = (text: string) => {
  const known = names.get(text)
  if (known || text.length >= 4000 || names.size >= 1000) return known
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}
const corked = new WeakSet<pg.PoolClient>()
/** What is sent before the microtasks are done leaves in one packet: every write to the socket wakes a process. */
const together = (client: pg.PoolClient) => {
  if (corked.has(client)) return
  corked.add(client)
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  stream.cork()
  process.nextTick(() => {
    corked.delete(client)
    stream.uncork()
  })
}

const send = (client: pg.PoolClient, text: string, values: readonly unknown[], keepsNames = false) => {
  together(client)
  return new Promise<pg.QueryResult>((resolve, reject) => {
    const answer = (error: Error | null, result: pg.QueryResult) => (error ? reject(error) : resolve(result))
    client.query(named(text, values, nameOf(text), keepsNames, answer))
  })
}

/** A driver that speaks through one client for one unit of work, then never again: a leaked handle cannot speak as the next person. */
class Through implements Driver, DatabaseConnection {
  client: pg.PoolClient | undefined
  constructor(client: pg.PoolClient) {
    this.client = client
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.client) throw new Error('this unit of work has ended')
    const { command, rowCount, rows } = await send(this.client, query.sql, query.parameters, isAsWritten(query))
    return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }
  acquireConnection = async () => this
  releaseConnection = async () => undefined
  init = async () => undefined
  destroy = async () => undefined
  beginTransaction = () => Promise.reject(new Error('a transaction is already open'))
  commitTransaction = this.beginTransaction
  rollbackTransaction = this.beginTransaction
  streamQuery = () => {
    throw new Error('no cursor on a pipelined connection')
  }
}

const plugins = [new Named()]
const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()
const speak = (driver: Through): Tx =>
  new Kysely<DB>({
    plugins,
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => compiler,
    },
  })

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

/** One unit of work in one transaction as one person: row-level security chooses every row it can touch. */
export const as = async <T>(db: Databases, actor: Actor, run: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await db.requests.connect()
  const driver = new Through(client)
  together(client)
  const tx = speak(driver)
  const begun = Promise.all([client.query('begin'), enter(client, actor)])
  limitedFrom(
    tx,
    begun.then(([, isLimited]) => isLimited),
  )
  begun.catch(() => undefined) // not yet: BEGIN, enter() and the first queries travel together, and `end` awaits it
  const end = async (word: 'COMMIT' | 'ROLLBACK') => {
    driver.client = undefined
    try {
      const [{ command }] = await Promise.all([client.query(word), word === 'COMMIT' ? begun : begun.catch(() => undefined)])
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
    throw began instanceof SessionEnded || began instanceof NotYet ? began : error
  }
  await end('COMMIT')
  return output
}
