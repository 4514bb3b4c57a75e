import type { Runner } from 'graphile-worker'
import { sql } from 'kysely'
import type { Installation } from '#kernel/installation.ts'
import { schoolIds } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import type { Connection } from './db/connection.ts'
import { openPool } from './db/pool.ts'
import { jobs } from './registry.ts'
import { BEAT, noteBeat } from './working/beating.ts'
import { keepKeys } from './working/burning.ts'

const taskList = (installation: Installation, failed: (error: unknown) => void = () => undefined) =>
  Object.fromEntries(
    jobs.map(({ name, perform }) => [
      name,
      async (payload: unknown) => {
        try {
          await perform(installation, payload)
        } catch (error) {
          failed(error)
          installation.log.error({ err: error, job: name }, 'a job failed')
          throw new Error(name, { cause: undefined }) // what the queue keeps of a failure must not quote a person
        }
      },
    ]),
  )

const everything = (installation: Installation, failed?: (error: unknown) => void) => ({
  ...taskList(installation, failed),
  [DAILY]: () => beginDaily(installation),
  [KEYS]: () => keepKeys(installation),
  [MAIL]: () => installation.post.tidy?.(),
  [BEAT]: () => noteBeat(installation),
  [PROMISES]: async () => undefined, // of a running worker only: it asks the service itself
})

const DAILY = 'school.daily'
const KEYS = 'vault.keep'
const MAIL = 'mail.tidy'

/** Once a day every school's daily jobs are begun, one by one; what is late is caught up within a day. */
const beginDaily = async (installation: Installation) => {
  for (const schoolId of await schoolIds(installation))
    await asSchool(installation, schoolId, 'administration', DAILY, async ({ tx, later }) => {
      await sql`select app.sweep_tries(), app.sweep_challenges()`.execute(tx)
      for (const { name, isDaily } of jobs) if (isDaily) await later(name, {}, { key: `${name}:${schoolId}` })
    })
}

/** The queue's own pool; a lost client is the next poll's matter, not the process's. */
const pool = (connection: Connection) => openPool({ ...connection.config('preau_worker'), max: 4 })

const quiet = async () => {
  const { Logger } = await import('graphile-worker')
  return new Logger(() => () => undefined)
}

const PROMISES = 'promise.keep'
/** By then whoever starts a school has been served. */
const FIRST_LOOK_MS = 20_000

/** Does jobs as they come, until what it answers is called; `look` is what every few minutes is done for the promises. */
export const startWorker = async (
  installation: Installation,
  connection: Connection,
  look: () => Promise<unknown> = async () => undefined,
): Promise<() => Promise<void>> => {
  const { parseCronItems, run } = await import('graphile-worker')
  const pgPool = pool(connection)
  const runner: Runner = await run({
    pgPool,
    parsedCronItems: parseCronItems([
      { task: DAILY, match: '10 2 * * *', options: { backfillPeriod: 86_400_000 } },
      { task: MAIL, match: '40 * * * *', options: { queueName: MAIL, jobKey: MAIL } },
      { task: PROMISES, match: '*/10 * * * *', options: { queueName: PROMISES, jobKey: PROMISES } },
      { task: KEYS, match: '20 * * * *', options: { backfillPeriod: 3_600_000, queueName: KEYS, jobKey: KEYS } },
    ]),
    taskList: { ...everything(installation), [PROMISES]: async () => void (await look()) },
    concurrency: 4,
    noHandleSignals: true,
    logger: await quiet(),
  })
  // A new school's page says soon what was found, and not first at the next full ten minutes.
  const soon = new Date(installation.clock.now().getTime() + FIRST_LOOK_MS)
  await runner.addJob(PROMISES, {}, { queueName: PROMISES, jobKey: PROMISES, runAt: soon })
  return async () => {
    await runner.stop()
    await pgPool.end()
  }
}

/** Does every job that is due now, and returns; throws what the first failed one threw. For commands and tests. */
export const doJobs = async (installation: Installation, connection: Connection): Promise<void> => {
  const { runOnce } = await import('graphile-worker')
  const pgPool = pool(connection)
  const failures: unknown[] = []
  try {
    await runOnce({
      pgPool,
      taskList: everything(installation, (error) => failures.push(error)),
      noHandleSignals: true,
      logger: await quiet(),
    })
  } finally {
    await pgPool.end()
  }
  if (failures.length) throw failures[0]
}
