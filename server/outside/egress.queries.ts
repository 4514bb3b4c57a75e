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
