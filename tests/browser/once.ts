import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

/** Made by the first file of a run that wants it, while the others wait; all are told what came of it. */
export const once = async <T extends object | string>(name: string, make: () => T | Promise<T>): Promise<T> => {
  const at = path.join(os.tmpdir(), `${name}.json`)
  const client = new pg.Client({ ...inject('cluster'), user: 'preau', database: 'postgres' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    if (!existsSync(at)) writeFileSync(at, JSON.stringify(await make()))
    return JSON.parse(readFileSync(at, 'utf8'))
  } finally {
    await client.end()
  }
}
