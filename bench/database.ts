import pg from 'pg'
import { uuidv7 } from '#kernel/ids.ts'
import { type Connection, embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'

/** A migrated database that no other bench has written to, and its name. */
export const freshDatabase = async (config: {
  host: string
  port: number
}): Promise<{ connection: Connection; database: string }> => {
  const database = `bench_${uuidv7().replaceAll('-', '')}`
  const boss = new pg.Client({ ...config, user: 'preau', database: 'postgres' })
  await boss.connect()
  await boss.query(`create database ${database}`)
  await boss.end()
  const connection = embedded(config, database)
  await migrate(connection)
  return { connection, database }
}
