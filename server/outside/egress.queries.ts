import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Counted } from './gateway.ts'

/** Adds to what left on a day. */
export const keepCounts = (tx: Tx, day: string, counted: readonly Counted[]) =>
  sql`insert into directory.egress_day as known (day, way, recipient, sent, refused)
    select ${day}::date, * from unnest(${counted.map(({ way }) => way)}::text[], ${counted.map(({ recipient }) => recipient)}::text[],
      ${counted.map(({ sent }) => sent)}::int[], ${counted.map(({ refused }) => refused)}::int[])
    on conflict (day, way, recipient) do update set sent = known.sent + excluded.sent, refused = known.refused + excluded.refused`.execute(
    tx,
  )

type Found = { way: string; recipient: string; sent: number; digests: readonly Buffer[] }
/** Adds to what left for each person in a month; the database finds whose addresses and devices these are. */
export const keepReached = (tx: Tx, month: string, rows: readonly Found[]) => {
  const pairs = rows.flatMap(({ digests }, nth) => digests.map((digest) => ({ nth: nth + 1, digest })))
  return sql`select app.note_person_egress(${month}::date, ${rows.map(({ way }) => way)}::text[], ${rows.map(({ recipient }) => recipient)}::text[],
    ${rows.map(({ sent }) => sent)}::int[], ${pairs.map(({ nth }) => nth)}::int[], ${pairs.map(({ digest }) => digest)}::bytea[])`.execute(
    tx,
  )
}
