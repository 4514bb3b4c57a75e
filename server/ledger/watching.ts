import type pg from 'pg'
import type { LedgerAlarm } from '#contract/events/ledger.ts'
import { type Actor, as } from '#kernel/db.ts'
import type { Egress } from '#kernel/egress.ts'
import type { Emitted } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { clockReader, isWrong, worthRecording } from './clock-watching.ts'
import { mergeDelay } from './log.ts'
import type { WitnessRow } from './published.ts'
import { type Ask, askWitnesses } from './witnesses.ts'

type Watched = Pick<Installation, 'db' | 'ledger' | 'clock' | 'log'> & Partial<Pick<Installation, 'egress'>>
/** Tells whoever answers for the installation; an alarm is one even where no letter can be sent. */
export type Write = (what: LedgerAlarm) => Promise<void>

/** A fact that is waiting longer than this is an alarm. */
export const LONGEST_DELAY = 60_000
/** A witness or a second machine that has been away for longer than this is an alarm, unless the installation says otherwise. */
export const LONGEST_SILENCE = 3_600_000

/** What is other than usual: how long somebody may be away, whether the second machine is, and who is written to. */
export type Watching = { silence?: number; isStandbyAway?: () => Promise<boolean>; write?: Write }

const record = async ({ db, ledger, clock }: Watched, fact: Emitted): Promise<void> => {
  const actor: Actor = {
    ...{ schoolId: null, personId: nobody, accountId: null, session: null },
    purpose: 'security',
    requestId: uuidv7(),
    action: 'ledger.watch',
  }
  await as(db, actor, (tx) => ledger.record(tx, actor, [fact], clock.now()))
}

/** Says in the log of the process, by letter and in the ledger that something is wrong with the ledger itself. */
export const raiseAlarm = async (watched: Watched, what: LedgerAlarm, write?: Write): Promise<void> => {
  watched.log.error({ alarm: what }, 'an alarm of the ledger')
  await write?.(what).catch((err: unknown) => watched.log.error({ err }, 'an alarm could not be written of'))
  await record(watched, { name: 'ledger.alarm_raised', payload: { what }, about: {} })
}

/** Writes down who witnesses this log, and forgets who no longer does. */
export const keepWitnesses = async (pool: pg.Pool, witnesses: readonly WitnessRow[]): Promise<void> => {
  const columns = [witnesses.map(({ key }) => key.name), witnesses.map((row) => row.keyText), witnesses.map(({ url }) => url)]
  await pool.query('delete from ledger.witness where name <> all ($1::text[])', [columns[0]])
  await pool.query(
    `insert into ledger.witness as known (name, key, url) select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict (name) do update set key = excluded.key, url = excluded.url, last_size = case when known.key = excluded.key then known.last_size else 0 end`,
    columns,
  )
}

const askNobody: Ask = async () => Promise.reject(new Error('there is no way out'))

/** Asks a witness over HTTP, and waits no longer than it is worth. */
export const askOverHttp =
  (egress: Pick<Egress, 'post'>): Ask =>
  async (url, body) => {
    const { status, text } = await egress.post('witness', url, { body, patience: 5000 })
    if (status >= 300 && status < 400) throw new Error('a witness that sends us on to somebody else')
    return { status, body: text }
  }

const silentSince = async (pool: pg.Pool, name: string): Promise<Date | null> => {
  const { rows } = await pool.query<{ since: Date | null }>('select trouble_at as since from ledger.witness where name = $1', [
    name,
  ])
  return rows[0]?.since ?? null
}

export type Watcher = {
  /** How late the tree is, in milliseconds. */
  delay: () => Promise<number>
  /** Asks the witnesses to cosign the newest checkpoint. */
  witnesses: () => Promise<void>
  /** Sees whether a second machine is still there, where there should be one. */
  standby: () => Promise<void>
  /** Compares the clock with the database's; leaves a fact by the hour, and when it has become another. */
  clock: () => Promise<void>
}

/** Watches the ledger; what goes on being wrong is said once. */
export const watcher = (
  installation: Watched,
  pool: pg.Pool,
  ask: Ask = installation.egress ? askOverHttp(installation.egress) : askNobody,
  steady = () => performance.now(),
  { silence = LONGEST_SILENCE, isStandbyAway = async () => false, write }: Watching = {},
): Watcher => {
  let awaySince: number | undefined
  const standing = new Set<string>()
  const tell = async (what: LedgerAlarm, isSo: boolean, whose = '') => {
    const key = `${what} ${whose}`
    if (!isSo) standing.delete(key)
    else if (!standing.has(key)) {
      standing.add(key)
      await raiseAlarm(installation, what, write)
    }
  }
  const readClock = clockReader(pool, installation.clock, steady)
  const isWorthIt = worthRecording()
  return {
    clock: async () => {
      const reading = await readClock()
      if (isWorthIt(reading, installation.clock.now()))
        await record(installation, { name: 'ledger.clock_watched', payload: reading, about: {} })
      await tell('clock', isWrong(reading))
    },
    standby: async () => {
      const now = installation.clock.now().getTime()
      awaySince = (await isStandbyAway()) ? (awaySince ?? now) : undefined
      await tell('standby_silent', awaySince !== undefined && now - awaySince >= silence)
    },
    delay: async () => {
      const { milliseconds } = await mergeDelay(pool, installation.clock.now())
      await tell('merge_delay', milliseconds >= LONGEST_DELAY)
      return milliseconds
    },
    witnesses: async () => {
      const now = installation.clock.now().getTime()
      for (const { name, outcome } of await askWitnesses(pool, installation.clock, ask)) {
        const since = outcome === 'cosigned' ? null : await silentSince(pool, name)
        await tell('fork', outcome === 'fork', name)
        await tell('rollback', outcome === 'rollback', name)
        await tell('witness_silent', since !== null && now - since.getTime() >= silence, name)
      }
    },
  }
}
