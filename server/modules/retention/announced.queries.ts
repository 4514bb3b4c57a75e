import { sql } from 'kysely'
import type { KeepReason } from '#contract/retention.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Before } from '#modules/privacy/index.ts'

export type Announced = {
  id: string
  rule: string
  byOn: string
  rows: number
  late: number
  isLookedAt: boolean
  announcedOn: string
  dueOn: string
  heldUntil: string | null
  why: KeepReason | null
}
const columns = sql`id, rule, by_on, rows, late, looked_at is not null as is_looked_at, announced_on, due_on, held_until, why`

/** What was announced and is not over, what goes first before the rest. */
export const comingSweeps = async (tx: Tx): Promise<Announced[]> =>
  (
    await sql<Announced>`
      select ${columns} from announced_sweep where school_id = app.school_id() and done_at is null
      order by greatest(due_on, held_until), rows desc, rule limit 500`.execute(tx)
  ).rows

type Done = { id: string; rule: string; rows: number; gone: number; doneAt: Date }
/** What the last nights have ended, the newest first. */
export const doneSweeps = async (tx: Tx): Promise<Done[]> =>
  (
    await sql<Done>`
      select id, rule, rows, gone, done_at from announced_sweep where school_id = app.school_id() and done_at is not null and gone > 0
      order by done_at desc, rule limit 100`.execute(tx)
  ).rows

/** What stood announced on an earlier day, is due by now and is not held. */
export const dueSweeps = async (tx: Tx, today: string): Promise<Announced[]> =>
  (
    await sql<Announced>`
      select ${columns} from announced_sweep where school_id = app.school_id() and done_at is null and rows > 0
        and announced_on < ${today}::date and greatest(due_on, held_until) <= ${today}::date`.execute(tx)
  ).rows

/** When it was counted, if it was; undefined where somebody has held it meanwhile. */
export const stillDue = async (tx: Tx, id: string, today: string): Promise<{ countedAt: Date | null } | undefined> =>
  (
    await sql<{
      countedAt: Date | null
    }>`select counted_at from announced_sweep where school_id = app.school_id() and id = ${id} and done_at is null
      and greatest(due_on, held_until) <= ${today}::date`.execute(tx)
  ).rows[0]

/** The nights that have counted rows of a table. */
export const countedNights = async (tx: Tx, rule: string): Promise<Before[]> =>
  (
    await sql<Before>`
      select by_on, counted_at, done_at from announced_sweep
      where school_id = app.school_id() and rule = ${rule} and counted_at is not null and done_at is not null`.execute(tx)
  ).rows

type Due = { table: string; by: string; due: number; held: number }
/** Writes down what goes on a coming day, of each rule once; where nothing goes and something only lives on, the newest count. Says what is new. */
export const announce = async (tx: Tx, schoolId: string, due: readonly Due[], today: string, on: string) => {
  const { rows } = await sql<Announced & { isNew: boolean }>`
    insert into announced_sweep as a (school_id, id, rule, by_on, rows, late, announced_on, due_on)
    select ${schoolId}, n.id, n.rule, n.by_on, n.rows, n.late, ${today}::date, ${on}::date
    from unnest(${due.map(() => uuidv7())}::uuid[], ${due.map(({ table }) => table)}::text[], ${due.map(({ by }) => by)}::date[],
      ${due.map((one) => one.due)}::int[], ${due.map(({ held }) => held)}::int[]) as n (id, rule, by_on, rows, late)
    on conflict (school_id, rule) where done_at is null do update
      set by_on = excluded.by_on, rows = excluded.rows, late = excluded.late, announced_on = excluded.announced_on, due_on = excluded.due_on
      where a.rows = 0 and (excluded.rows > 0 or excluded.late <> a.late)
    returning ${columns}`.execute(tx)
  return rows
}

/** What only lived on, and does no more: there is nothing left to ask; and what was answered and used again since: it is asked about anew. */
export const closeQuiet = async (tx: Tx, due: readonly Due[], at: Date) => {
  const rules = (some: readonly Due[]) => some.map(({ table }) => table)
  await sql`update announced_sweep set done_at = ${at}, gone = 0
    where school_id = app.school_id() and done_at is null and rows = 0 and (rule <> all (${rules(due)}::text[])
      or looked_at is not null and rule <> all (${rules(due.filter((one) => one.due > 0))}::text[]))`.execute(tx)
}

/** Notes that the numbers of what goes are taken; false where an earlier run of the night has. */
export const markCounted = async (tx: Tx, id: string, at: Date): Promise<boolean> =>
  (
    await sql`update announced_sweep set counted_at = ${at}
      where school_id = app.school_id() and id = ${id} and counted_at is null returning id`.execute(tx)
  ).rows.length === 1

/** Ends an announcement; false where another run of the night has. */
export const markDone = async (tx: Tx, id: string, gone: number, at: Date): Promise<boolean> =>
  (
    await sql`update announced_sweep set done_at = ${at}, gone = ${gone}
      where school_id = app.school_id() and id = ${id} and done_at is null returning id`.execute(tx)
  ).rows.length === 1

type Holding = { id: string; today: string; until: string | null; why: KeepReason | null; at: Date | null; by: string | null }
/** Holds what was announced, or lets it go with the next night; false where the night was faster. */
export const holdUntil = async (tx: Tx, { id, today, until, why, at, by }: Holding): Promise<boolean> =>
  (
    await sql`update announced_sweep set held_until = ${until}, why = ${why}, held_at = ${at}, held_by = ${by},
        due_on = case when ${until}::date is null then greatest(due_on, ${today}::date) else due_on end
      where school_id = app.school_id() and id = ${id} and done_at is null returning id`.execute(tx)
  ).rows.length === 1

/** Notes that what lives on was looked at, and may go; how much that is, and nothing where it goes by itself or somebody has answered. */
export const lookAt = async (tx: Tx, id: string, at: Date): Promise<{ rule: string; late: number } | undefined> =>
  (
    await sql<{ rule: string; late: number }>`update announced_sweep set looked_at = ${at}
      where school_id = app.school_id() and id = ${id} and done_at is null and held_until is null and rows = 0 and looked_at is null
      returning rule, late`.execute(tx)
  ).rows[0]

export const sweepWith = async (tx: Tx, id: string): Promise<{ rule: string; heldUntil: string | null } | undefined> =>
  (
    await sql<{ rule: string; heldUntil: string | null }>`
      select rule, held_until from announced_sweep where school_id = app.school_id() and id = ${id}`.execute(tx)
  ).rows[0]

/** The rules of which somebody holds what they would end, or did so lately: what came due meanwhile is announced first, and goes the day after. */
export const heldRules = async (tx: Tx, today: string): Promise<string[]> =>
  (
    await sql<{ rule: string }>`
      select rule from announced_sweep where school_id = app.school_id() and (done_at is null or done_at > now() - interval '3 days')
        and (held_until >= ${today}::date - 2 or due_on > announced_on + 1 and due_on >= ${today}::date - 2)`.execute(tx)
  ).rows.map(({ rule }) => rule)
