import path from 'node:path'
import type pg from 'pg'
import type { Clock } from '#kernel/clock.ts'
import type { Connection } from '#server/db/connection.ts'
import { openPool } from '#server/db/pool.ts'
import { type BundleFolder, bundleFolder } from './bundles.ts'
import { headOf, logOf } from './log.queries.ts'
import { mergeDelay } from './log.ts'
import { readKey, type Signer, signerOf, type VerifierKey } from './notes.ts'
import { logSeed } from './seed.ts'

/** A witness of this log: its key, and where it is asked. */
export type WitnessRow = { key: VerifierKey; keyText: string; url: string }

/** The log as it is shown to outsiders: the tree through connections of the sequencer's role, the log's key, the witnesses. */
export type Published = {
  pool: pg.Pool
  /** The key of a log by its name. */
  keyOf: (origin: string) => Signer
  /** The newest log: its number and name; undefined before the first start. */
  newest: () => Promise<{ epoch: number; origin: string; size: number } | undefined>
  /** A log by its number, also one that has ended. */
  log: (epoch: number) => Promise<{ epoch: number; origin: string; size: number } | undefined>
  /** How late the tree is, in milliseconds; nothing before the first start. */
  delay: () => Promise<{ ledgerDelay?: number }>
  witnesses: readonly WitnessRow[]
  /** Leaves that are no longer readable; nobody but the operator sees them. */
  bundles: BundleFolder
  end: () => Promise<void>
}

/** Opens the log for reading; no connection is made before something is asked. */
export const openPublished = (
  connection: Connection,
  { keys, data }: { keys: string; data: string },
  clock: Clock,
  witnesses: readonly { key: string; url: string }[],
): Published => {
  const pool = openPool({ ...connection.config('preau_sequencer'), max: 3 })
  const rows = witnesses.map(({ key, url }) => ({ key: readKey(key), keyText: key, url }))
  if (rows.some(({ key }) => key.kind !== 4)) throw new Error('PREAU_WITNESSES holds the key of a log, not of a witness')
  const signers = new Map<string, Signer>()
  const keyOf = (origin: string) => {
    const known = signers.get(origin) ?? signerOf(origin, logSeed(keys))
    signers.set(origin, known)
    return known
  }
  const newest = async () => {
    const { rowCount } = await pool.query('select from ledger.log limit 1')
    return rowCount ? headOf(pool) : undefined
  }
  const delay = async () => ((await newest()) ? { ledgerDelay: (await mergeDelay(pool, clock.now())).milliseconds } : {})
  const log = (epoch: number) => logOf(pool, epoch)
  const bundles = bundleFolder(path.join(data, 'ledger'))
  return { pool, keyOf, newest, log, delay, witnesses: rows, bundles, end: () => pool.end() }
}
