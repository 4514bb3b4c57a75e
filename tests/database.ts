import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Connection, embedded } from '#server/db/connection.ts'
import { openPool } from '#server/db/pool.ts'

/** A migrated database of this test's own, copied from the template, or from another that nobody is connected to. */
export const freshDatabase = async (from = 'template'): Promise<Connection & { name: string }> => {
  const cluster = inject('cluster')
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ ...cluster, user: 'preau', database: 'postgres' })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${from} strategy file_copy`)
  } finally {
    await client.end()
  }
  return { ...embedded(cluster, name), name }
}

/** A pool that no wall stops: for arranging and for looking, never for acting. What it writes is logged as arranged by a test. */
export const ownerPool = (connection: Connection) =>
  openPool({
    ...connection.config('owner'),
    options: '-c app.context=administration||tests.arrange -c TimeZone=Europe/Paris',
    max: 2,
  })
