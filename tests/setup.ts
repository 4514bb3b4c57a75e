import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { startPostgres } from '#server/postgres/launcher.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: { host: string; port: number }
  }
}

/** In memory where there is room: copying a template takes 23 ms there and 300 or more on a disk. */
const room = () => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 1e9 ? '/dev/shm' : os.tmpdir()
  } catch {
    return os.tmpdir()
  }
}

/** One cluster for the whole run, one migrated template in it; each test file copies it and nothing is ever dropped. */
export const setup = async ({ provide }: TestProject) => {
  const folder = mkdtempSync(path.join(room(), 'preau-tests-'))
  chmodSync(folder, 0o711)
  const postgres = await startPostgres(folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
    max_connections: '200',
  })
  const { Client } = (await import('pg')).default
  const client = new Client({ host: postgres.host, port: postgres.port, user: 'preau', database: 'postgres' })
  await client.connect()
  await client.query('create database template')
  await client.end()
  await migrate(embedded(postgres, 'template'))
  provide('cluster', { host: postgres.host, port: postgres.port })
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
