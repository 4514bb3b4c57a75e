import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Actor } from '#kernel/db.ts'
import { as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { archiveLedger } from '#ledger/archiving.ts'
import { isSameCluster, makeMonths, openLog, openNextLog } from '#ledger/log.ts'
import { publisher } from '#ledger/publishing.ts'
import { logSeed } from '#ledger/seed.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { keepWitnesses, watcher } from '#ledger/watching.ts'
import { lookForCuriosity } from '#modules/reads/index.ts'
import type { Connection } from '#server/db/connection.ts'
import { openPool } from '#server/db/pool.ts'
import { writeOfAlarm } from './alarming.ts'

/** Between two turns; a fact is in the tree, and its streams and jobs are told, within this and a little. */
const PAUSE_MS = 200
const WATCH_MS = 10_000
const TELL_MS = 2_000
const DAY_MS = 86_400_000

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

/** What an installation has besides: second machines, how long they may be away, and who hears of alarms. */
export type Keeping = { standby?: readonly string[] | undefined; silence?: number | undefined; alarmTo?: string | undefined }

/** The sequencer of one process, with what it watches; its own connections. */
export const openSequencing = async (
  installation: Installation,
  connection: Connection,
  keys: string,
  { standby = [], ...settings }: Keeping = {},
) => {
  await openLedger(installation, connection)
  const pool = openPool({ ...connection.config('preau_sequencer'), max: 4 })
  await keepWitnesses(pool, installation.published.witnesses)
  const { turn } = sequencer({ pool, seed: logSeed(keys), clock: installation.clock, isHeldBack: standby.length > 0 })
  const second = publisher({ pool, connection, clock: installation.clock, standby })
  const watch = watcher(installation, pool, undefined, undefined, {
    ...(settings.silence !== undefined && { silence: settings.silence * 60_000 }),
    isStandbyAway: second.isAway,
    write: (what) => writeOfAlarm(installation, what, settings.alarmTo),
  })
  /** The partitions of the months to come: a process may run for longer than there are some. */
  const ahead = async () => {
    const owner = new pg.Client(connection.config('owner'))
    await owner.connect()
    await makeMonths(owner).finally(() => owner.end())
  }
  const archive = () => archiveLedger(installation, connection)
  return { pool, turn, watch, ahead, archive, publish: second.publish, close: () => Promise.all([second.end(), pool.end()]) }
}

/** Does something again and again, each time a while after it was done; what it answers waits for the last time. */
const again = (pause: number, what: string, { log }: Installation, run: () => Promise<boolean | undefined>) => {
  let timer: NodeJS.Timeout | undefined
  let isStopping = false
  const round = async (): Promise<void> => {
    const isMore = await run().catch((error: unknown) => void log.error({ err: error }, `${what} failed`))
    if (!isStopping) timer = setTimeout(next, isMore ? 0 : pause)
  }
  let running = round()
  const next = () => {
    running = round()
  }
  return async () => {
    isStopping = true
    clearTimeout(timer)
    await running
  }
}

/** Orders facts as they come, and watches over them, until what it answers is called. One process has its turn at a time, however many there are. */
export const startSequencing = async (
  installation: Installation,
  connection: Connection,
  keys: string,
  keeping: Keeping = {},
): Promise<() => Promise<void>> => {
  const { pool, turn, watch, ahead, archive, publish, close } = await openSequencing(installation, connection, keys, keeping)
  const stops = [
    again(PAUSE_MS, 'a turn of the sequencer', installation, async () => {
      const { more } = await turn()
      await publish()
      return more
    }),
    again(WATCH_MS, 'the watch over the ledger', installation, async () => {
      await watch.delay()
      await watch.witnesses()
      await watch.standby()
      await watch.clock()
      return false
    }),
    again(DAY_MS, 'making months', installation, async () => {
      await ahead()
      return false
    }),
    again(DAY_MS, 'the archive of the ledger', installation, async () => {
      await archive()
      return false
    }),
    again(TELL_MS, 'looking for curiosity', installation, () => lookForCuriosity(installation, pool)),
  ]
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
    await close()
  }
}
