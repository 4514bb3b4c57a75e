import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** A secret key of this installation: made once, kept with the keys, never in the database that it vouches for. */
const seedIn = (keys: string, name: string): Uint8Array => {
  const file = path.join(keys, name)
  fs.mkdirSync(keys, { recursive: true, mode: 0o700 })
  if (!fs.existsSync(file)) {
    const made = `${file}.${randomBytes(6).toString('hex')}`
    fs.writeFileSync(made, randomBytes(32).toString('base64'), { mode: 0o400 })
    try {
      fs.linkSync(made, file) // of two processes that start at once, one makes it
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      fs.rmSync(made)
    }
  }
  return Buffer.from(fs.readFileSync(file, 'utf8'), 'base64')
}

/** The key that signs the log. */
export const logSeed = (keys: string): Uint8Array => seedIn(keys, 'ledger.seed')

/** The key that cosigns other installations' logs. */
export const witnessSeed = (keys: string): Uint8Array => seedIn(keys, 'witness.seed')
