import { sql } from 'kysely'
import type { RestrictablePart } from '#contract/restricting.ts'
import type { Tx } from '#kernel/db.ts'

export type OrderRow = {
  id: string
  personId: string
  datedOn: string
  dueOn: string
  silentUntil: string | null
  parts: RestrictablePart[] | null
  recordedBy: string
  recordedAt: Date
  signedAt: Date | null
  declinedAt: Date | null
  handedAt: Date | null
  manifest: Buffer | null
  toldAt: Date | null
  sealed: Buffer
}
const columns = sql`id, person_id, dated_on, due_on, silent_until, parts, recorded_by, recorded_at, signed_at, declined_at, handed_at, manifest, told_at, sealed`

type Made = Pick<
  OrderRow,
  'id' | 'personId' | 'datedOn' | 'dueOn' | 'silentUntil' | 'parts' | 'recordedBy' | 'recordedAt' | 'sealed'
> & { schoolId: string }

export const insertOrder = (tx: Tx, row: Made) =>
  sql`insert into judicial_order (school_id, id, person_id, dated_on, due_on, silent_until, parts, recorded_by, recorded_at, sealed)
    values (${row.schoolId}, ${row.id}, ${row.personId}, ${row.datedOn}, ${row.dueOn}, ${row.silentUntil}, ${row.parts}, ${row.recordedBy}, ${row.recordedAt}, ${row.sealed})`.execute(
    tx,
  )

/** Every order, those that wait first, by the day on which they are due. */
export const orders = async (tx: Tx, schoolId: string): Promise<(OrderRow & { answers: boolean })[]> =>
  (
    await sql<OrderRow & { answers: boolean }>`
      select ${columns}, app.answers_rights(person_id, person_id) as answers from judicial_order where school_id = ${schoolId}
      order by coalesce(handed_at, declined_at) desc nulls first, due_on limit 500`.execute(tx)
  ).rows

/** One order, held until the transaction ends: of two who sign or hand it over at once the second finds it done. */
export const holdOrder = async (tx: Tx, schoolId: string, id: string): Promise<OrderRow | undefined> =>
  (await sql<OrderRow>`select ${columns} from judicial_order where school_id = ${schoolId} and id = ${id} for update`.execute(tx))
    .rows[0]

/** One order, as it stands. */
export const orderWith = async (tx: Tx, schoolId: string, id: string): Promise<OrderRow | undefined> =>
  (await sql<OrderRow>`select ${columns} from judicial_order where school_id = ${schoolId} and id = ${id}`.execute(tx)).rows[0]

type At = { schoolId: string; id: string; at: Date; by: string }
export const signOrder = (tx: Tx, { schoolId, id, at, by }: At) =>
  sql`update judicial_order set signed_at = ${at}, signed_by = ${by} where school_id = ${schoolId} and id = ${id}`.execute(tx)

export const declineOrder = (tx: Tx, { schoolId, id, at, by }: At) =>
  sql`update judicial_order set declined_at = ${at}, declined_by = ${by} where school_id = ${schoolId} and id = ${id}`.execute(tx)

/** Notes what was handed over, unless that is noted already. */
export const noteHanded = async (tx: Tx, { schoolId, id, at, by, manifest }: At & { manifest: Buffer }): Promise<boolean> =>
  (
    await sql`update judicial_order set handed_at = ${at}, handed_by = ${by}, manifest = ${manifest}
      where school_id = ${schoolId} and id = ${id} and handed_at is null and signed_at is not null returning id`.execute(tx)
  ).rows.length === 1

/** Orders that were handed over and may be told by now: told from here on. */
export const tellDue = async (tx: Tx, schoolId: string, today: string, now: Date): Promise<{ id: string; personId: string }[]> =>
  (
    await sql<{ id: string; personId: string }>`
      update judicial_order set told_at = ${now} where school_id = ${schoolId} and handed_at is not null and told_at is null
        and (silent_until is null or silent_until < ${today}) returning id, person_id`.execute(tx)
  ).rows

/** What the reader may know of. */
export const toldOrders = async (tx: Tx, schoolId: string): Promise<OrderRow[]> =>
  (
    await sql<OrderRow>`select ${columns} from judicial_order where school_id = ${schoolId} and told_at is not null
      and (person_id = app.person_id() or person_id = any (array(select app.my_children_for('copies')))) order by handed_at desc limit 100`.execute(
      tx,
    )
  ).rows
