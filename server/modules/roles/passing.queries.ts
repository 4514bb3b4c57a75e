import { sql } from 'kysely'
import type { PassingThing } from '#contract/hand-overs.ts'
import type { Tx } from '#kernel/db.ts'
import type { Passing, Passings } from '#kernel/passing.ts'

type Named = { table: string; column: string; passing: Passing }

/** `public.join_request.class_id` as table and column. */
export const named = (passings: Passings): Named[] =>
  Object.entries(passings).map(([name, passing]) => {
    const at = name.lastIndexOf('.')
    return { table: name.slice(0, at), column: name.slice(at + 1), passing }
  })

const inClass = sql`exists (select from enrolment e where e.school_id = t.school_id and e.role = 'pupil' and e.class_id = c.id and e.from_on <= current_date
  and (e.until_on is null or e.until_on >= current_date)`

/** What waits in each of some classes and comes to whoever takes them over: only what the one who looks may see. */
export const waitingIn = async (tx: Tx, schoolId: string, passings: Passings, classIds: readonly string[]) => {
  const found: { classId: string; what: PassingThing; count: number }[] = []
  for (const { table, column, passing } of named(passings)) {
    if (passing.how !== 'with_class' || classIds.length === 0) continue
    const belongs =
      passing.of === 'class' ? sql`t.${sql.ref(column)} = c.id` : sql`${inClass} and e.person_id = t.${sql.ref(column)})`
    const { rows } = await sql<{ classId: string; count: number }>`
      select c.id as class_id, count(*)::int as count from class c join ${sql.table(table)} t on t.school_id = c.school_id and ${belongs} and (${sql.raw(passing.open)})
      where c.school_id = ${schoolId} and c.id = any (${classIds}::uuid[]) group by c.id`.execute(tx)
    found.push(...rows.map((row) => ({ ...row, what: passing.as })))
  }
  return Map.groupBy(found, ({ classId }) => classId)
}

/** Gives every open row that one person bears to another; answers which, so that it can be taken back. */
export const moveOpen = async (tx: Tx, schoolId: string, passings: Passings, from: string, to: string) => {
  const moved: { kind: string; targetId: string }[] = []
  for (const { table, column, passing } of named(passings)) {
    if (passing.how !== 'moves') continue
    const { rows } = await sql<{ id: string }>`
      update ${sql.table(table)} t set ${sql.ref(column)} = ${to} where t.school_id = ${schoolId} and t.${sql.ref(column)} = ${from} and (${sql.raw(passing.open)}) returning t.id`.execute(
      tx,
    )
    moved.push(...rows.map(({ id }) => ({ kind: kindOf(table, column), targetId: id })))
  }
  return moved
}

const kindOf = (table: string, column: string) => `${table.replace('public.', '')}_${column}`.slice(0, 40)

/** Gives one row back that a hand-over moved. */
export const moveBack = async (
  tx: Tx,
  schoolId: string,
  passings: Passings,
  item: { kind: string; targetId: string },
  from: string,
  to: string,
) => {
  const row = named(passings).find(({ table, column, passing }) => passing.how === 'moves' && kindOf(table, column) === item.kind)
  if (!row) return
  await sql`update ${sql.table(row.table)} t set ${sql.ref(row.column)} = ${from}
    where t.school_id = ${schoolId} and t.id = ${item.targetId} and t.${sql.ref(row.column)} = ${to}`.execute(tx)
}
