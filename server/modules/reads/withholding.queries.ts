import { sql } from 'kysely'
import type { withholdingEnds, withholdingGrounds } from '#contract/withholding.ts'
import type { Tx } from '#kernel/db.ts'

type Begun = {
  schoolId: string
  id: string
  pupilId: string
  ground: (typeof withholdingGrounds)[number]
  askedBy: string
  askedAt: Date
  askedOn: string
  untilOn: string
}

/** Begins a withholding, unless the same person's for the same pupil has not ended yet. */
export const begin = async (tx: Tx, row: Begun): Promise<boolean> =>
  (await sql`
    insert into withholding (school_id, id, pupil_id, ground, asked_by, asked_at, asked_on, until_on)
    values (${row.schoolId}, ${row.id}, ${row.pupilId}, ${row.ground}, ${row.askedBy}, ${row.askedAt}, ${row.askedOn}, ${row.untilOn})
    on conflict do nothing returning id`
    .execute(tx)
    .then(({ rows }) => rows.length)) === 1

/** Adds one to the figure of a school year. */
export const count = (tx: Tx, schoolId: string, schoolYearId: string) =>
  sql`insert into withholding_figure as f (school_id, school_year_id, begun) values (${schoolId}, ${schoolYearId}, 1)
    on conflict (school_id, school_year_id) do update set begun = f.begun + 1`.execute(tx)

/** What the public may know of the years that are over. */
export const figures = (tx: Tx, today: string, fewest: number) =>
  sql<{
    from: string
    to: string
    begun: number | null
  }>`select from_on as from, to_on as to, begun from app.withholding_figures(${today}::date, ${fewest})`
    .execute(tx)
    .then(({ rows }) => rows)

export type Withholding = {
  id: string
  pupilId: string
  ground: (typeof withholdingGrounds)[number]
  askedBy: string | null
  askedAt: Date
  askedOn: string
  untilOn: string
  countersignedBy: string | null
  endedAt: Date | null
  endedFor: (typeof withholdingEnds)[number] | null
}
const columns = sql`id, pupil_id, ground, asked_by, asked_at, asked_on, until_on, countersigned_by, ended_at, ended_for`

/** Those that go on first, then those that ended last. */
export const all = (tx: Tx, schoolId: string) =>
  sql<Withholding>`select ${columns} from withholding where school_id = ${schoolId} order by ended_at desc nulls first, asked_at desc limit 200`
    .execute(tx)
    .then(({ rows }) => rows)

/** Those whose day has come, and those that nobody has countersigned in time. */
export const due = (tx: Tx, schoolId: string, today: string, askedBefore: Date) =>
  sql<Withholding>`
    select ${columns} from withholding where school_id = ${schoolId} and ended_at is null
      and (until_on <= ${today}::date or (countersigned_at is null and asked_at <= ${askedBefore})) limit 500`
    .execute(tx)
    .then(({ rows }) => rows)

/** A second person's hand; nothing where it has ended, has one already, or is the same person's. */
export const countersign = async (tx: Tx, schoolId: string, id: string, by: string, at: Date): Promise<boolean> =>
  (await tx
    .updateTable('withholding')
    .set({ countersignedBy: by, countersignedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .where('countersignedAt', 'is', null)
    .where('askedBy', '<>', by)
    .returning('id')
    .executeTakeFirst()) !== undefined

export const isOwn = async (tx: Tx, schoolId: string, id: string, by: string): Promise<boolean> =>
  (await tx
    .selectFrom('withholding')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('askedBy', '=', by)
    .select('id')
    .executeTakeFirst()) !== undefined

type Ended = { schoolId: string; id: string; at: Date; by: string | null; why: (typeof withholdingEnds)[number] }

/** Ends one that goes on; of two who do so at once one gets nothing. */
export const end = (tx: Tx, { schoolId, id, at, by, why }: Ended) =>
  sql<Withholding>`
    update withholding set ended_at = ${at}, ended_by = ${by}, ended_for = ${why}
    where school_id = ${schoolId} and id = ${id} and ended_at is null returning ${columns}`
    .execute(tx)
    .then(({ rows }) => rows[0])
