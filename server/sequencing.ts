import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Actor } from '#kernel/db.ts'
import { as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { isSameCluster, makeMonths, openLog, openNextLog } from '#ledger/log.ts'
import { logSeed } from '#ledger/seed.ts'
import { sequencer } from '#ledger/sequencer.ts'
import type { Connection } from './db/connection.ts'
import { openPool } from './db/pool.ts'

/** Between two turns; a fact is in the tree, and its streams and jobs are told, within this and a little. */
const PAUSE_MS = 200

/** After a logical restore the log before has ended; where it ended is the first entry of the next. */
const announce = (installation: Installation) => async (ended: { epoch: number; size: number; root: string }) => {
  const actor: Actor = {
    schoolId: null,
    personId: nobody,
    accountId: null,
    session: null,
    purpose: 'security',
    requestId: uuidv7(),
    action: 'ledger.open_epoch',
  }
  await as(installation.db, actor, (tx) =>
    installation.ledger.record(tx, actor, [{ name: 'ledger.epoch_opened', payload: ended, about: {} }], installation.clock.now()),
  )
}

/** Makes sure that there is a log and that it belongs to this cluster. Its name is for ever: the host at the first start, and a mark. */
export const openLedger = async (installation: Installation, connection: Connection): Promise<void> => {
  const owner = new pg.Client(connection.config('owner'))
  await owner.connect()
  try {
    await makeMonths(owner)
    const same = await isSameCluster(owner)
    const now = installation.clock.now()
    if (same === undefined) await openLog(owner, `${new URL(installation.origin).host}/${randomBytes(4).toString('hex')}`, now)
    else if (!same) await openNextLog(owner, now, announce(installation))
  } finally {
    await owner.end()
  }
}

/** Orders facts as they come, until what it answers is called. One process has its turn at a time, however many there are. */
export const startSequencing = async (
  installation: Installation,
  connection: Connection,
  keys: string,
): Promise<() => Promise<void>> => {
  await openLedger(installation, connection)
  const pool = openPool({ ...connection.config('preau_sequencer'), max: 2 })
  const { turn } = sequencer({ pool, seed: logSeed(keys), clock: installation.clock })
  let timer: NodeJS.Timeout | undefined
  let isStopping = false
  const round = async (): Promise<void> => {
    const { more } = await turn().catch((error: unknown) => {
      installation.log.error({ err: error }, 'a turn of the sequencer failed')
      return { more: false }
    })
    if (!isStopping) timer = setTimeout(next, more ? 0 : PAUSE_MS)
  }
  let running = round()
  const next = () => {
    running = round()
  }
  return async () => {
    isStopping = true
    clearTimeout(timer)
    await running
    await pool.end()
  }
}
