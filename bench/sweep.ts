import pg from 'pg'
import { uuidv7 } from '#kernel/ids.ts'
import { sweepKept } from '#modules/retention/night.ts'
import { embedded } from '#server/db/connection.ts'
import type { Bench, House } from './house.ts'
import { openSchool, type School } from './import.ts'
import { watchLocks } from './locks.ts'

const MANY = 1_000_000
const FEW = 20_000

/** Lines of the log of changes whose time is long over, and a hundred that are of today. */
const fill = async (config: House['config'], { database, schoolId }: School, rows: number) => {
  const owner = new pg.Client(embedded(config, database).config('owner'))
  await owner.connect()
  await owner.query('set session_replication_role = replica')
  await owner.query(
    `insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields)
     select $1, 'public.person', gen_random_uuid(), case when n <= $2 then now() - interval '3 years' else now() end, 'update', null, 'person.correct', '{names}'
     from generate_series(1, $2::int + 100) as n`,
    [schoolId, rows],
  )
  await owner.query('analyze vault.change')
  const left = async () =>
    (await owner.query<{ n: number }>("select count(*)::int as n from vault.change where action = 'person.correct'")).rows[0]!.n
  const aDayGoesBy = () => owner.query('update announced_sweep set announced_on = announced_on - 1, due_on = due_on - 1')
  return { left, aDayGoesBy, end: () => owner.end() }
}

/** The nightly sweep of what is kept no longer: how long any of its transactions holds locks, and how much goes in a second. */
export const sweep: Bench = {
  name: 'sweep',
  about: 'the sweep of a million rows whose time is over, in portions',
  run: async (house) => {
    const school = await openSchool(house.config, house.folder)
    const rows = house.quick ? FEW : MANY
    const { left, aDayGoesBy, end } = await fill(house.config, school, rows)
    const night = () => sweepKept.perform(school.installation, { schoolId: school.schoolId, requestId: uuidv7() })
    await night()
    await aDayGoesBy()
    const watch = await watchLocks(house.config, school.database)
    const since = performance.now()
    await night()
    const took = performance.now() - since
    const longest = await watch.longest()
    const stayed = await left()
    await end()
    await school.close()
    if (stayed !== 100) throw new Error(`of ${rows} rows whose time is over and a hundred of today, ${stayed} are left`)
    await house.absolute(`sweeping ${rows} rows, the longest that a lock is held`, 'ms', { atMost: 100 }, async () => longest)
    await house.absolute(`sweeping ${rows} rows, each thousand`, 'ms', {}, async () => took / (rows / 1000))
  },
}
