import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** The children whose calendar one may have read, and oneself, with the sealed names. */
export const childrenOf = (tx: Tx, schoolId: string) =>
  sql<{ id: string; sealed: Buffer }>`
    select p.id, p.sealed from person p where p.school_id = ${schoolId} and p.id = any (array(select app.my_calendars()))`
    .execute(tx)
    .then(({ rows }) => rows)

export const feedsOf = (tx: Tx, schoolId: string, personId: string) =>
  tx
    .selectFrom('calendarFeed')
    .select(['id', 'pupilId', 'withName', 'madeAt'])
    .where('schoolId', '=', schoolId)
    .where('personId', '=', personId)
    .where('digest', 'is not', null)
    .execute()

type Made = { schoolId: string; id: string; personId: string; pupilId: string; digest: Buffer; withName: boolean; madeAt: Date }
/** Puts a new address in the place of the one there was. */
export const putFeed = (tx: Tx, { digest, withName, madeAt, ...row }: Made) =>
  tx
    .insertInto('calendarFeed')
    .values({ ...row, digest, withName, madeAt })
    .onConflict((conflict) => conflict.columns(['schoolId', 'personId', 'pupilId']).doUpdateSet({ digest, withName, madeAt }))
    .returning('id')
    .executeTakeFirstOrThrow()

export const endFeed = (tx: Tx, schoolId: string, id: string) =>
  tx
    .updateTable('calendarFeed')
    .set({ digest: null })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .returning(['id', 'pupilId'])
    .executeTakeFirst()

/** Whose an address is; asked as nobody. */
export const feedAt = (tx: Tx, schoolId: string, digest: Buffer) =>
  sql<{ id: string; personId: string; pupilId: string; withName: boolean }>`
    select id, person_id, pupil_id, with_name from app.calendar_feed_at(${schoolId}, ${digest})`
    .execute(tx)
    .then(({ rows }) => rows[0])

/** When some days and times are, in the time zone of the school. */
export const instantsOf = (tx: Tx, timeZone: string, whens: readonly { on: string; time: string }[]) =>
  sql<{ at: Date }>`
    select (d + t) at time zone ${timeZone} as at from unnest(${whens.map(({ on }) => on)}::date[], ${whens.map(({ time }) => time)}::time[])
      with ordinality as w (d, t, nth) order by nth`
    .execute(tx)
    .then(({ rows }) => rows.map(({ at }) => at))
