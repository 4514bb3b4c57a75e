import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { send } from './asking.ts'
import { isAsWritten, Named } from './naming.ts'
import type { DB } from './types.generated.ts'

/** A driver that speaks through one client for one unit of work, then never again: a leaked handle cannot speak as the next person. */
export class Through implements Driver, DatabaseConnection {
  client: pg.PoolClient | undefined
  before: () => void
  constructor(client: pg.PoolClient, before = () => {}) {
    this.client = client
    this.before = before
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.client) throw new Error('this unit of work has ended')
    this.before()
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
/** Typed SQL through one driver. */
export const speak = (driver: Through): Kysely<DB> =>
  new Kysely<DB>({
    plugins,
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => compiler,
    },
  })
