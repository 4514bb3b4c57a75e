import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Named = { schoolId: string; id: string; pupilId: string; source: 'office' | 'guardian'; sealed: Buffer }
type Making = { now: Date; by: string }
/** A row as it was when it was read: nothing is written over a newer one. */
type Read = { schoolId: string; id: string; version: number }
type Days = { fromOn: string; untilOn: string | null }

/** How many the writer sees named for a child, whether it is a pupil at all, and whether the writer is the office or a guardian. */
export const before = async (tx: Tx, table: 'emergency_contact' | 'pick_up_adult', pupilId: string) => {
  const holds = table === 'pick_up_adult' ? sql`and (a.until_on is null or a.until_on >= current_date)` : sql``
  const { rows } = await sql<{ count: number; isPupil: boolean; isOffice: boolean }>`
    select (select count(*)::int from ${sql.table(table)} a where a.school_id = app.school_id() and a.pupil_id = ${pupilId} ${holds}) as count,
      ${pupilId} = any (array(select app.my_children())) or exists (select from person_role r where r.school_id = app.school_id() and r.person_id = ${pupilId} and r.role = 'pupil') as is_pupil,
      app.is_a('administrator', 'head', 'office') as is_office`.execute(tx)
  return rows[0]!
}

/** Comes after those whom the writer sees. */
export const insertContact = (tx: Tx, row: Named, { now, by }: Making) =>
  tx
    .insertInto('emergencyContact')
    .values({
      ...{ ...row, madeAt: now, madeBy: by, version: 1 },
      place: sql<number>`(select least(coalesce(max(place), 0) + 1, 20) from emergency_contact where school_id = ${row.schoolId} and pupil_id = ${row.pupilId})`,
    })
    .execute()

export const insertFetching = (tx: Tx, row: Named & Days, { now, by }: Making) =>
  tx
    .insertInto('pickUpAdult')
    .values({ ...row, madeAt: now, madeBy: by, version: 1 })
    .execute()

export const contactById = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('emergencyContact')
    .where(({ and }) => and({ schoolId, id }))
    .select(['id', 'pupilId', 'version', 'sealed'])
    .executeTakeFirst()

export const fetchingById = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('pickUpAdult')
    .where(({ and }) => and({ schoolId, id }))
    .select(['id', 'pupilId', 'version', 'sealed', 'fromOn', 'untilOn'])
    .executeTakeFirst()

const newer = sql<number>`version + 1`

export const setContact = (tx: Tx, read: Read, sealed: Buffer) =>
  tx
    .updateTable('emergencyContact')
    .set({ sealed, version: newer })
    .where(({ and }) => and(read))
    .returning('version')
    .executeTakeFirst()

export const setFetching = (tx: Tx, read: Read, content: Days & { sealed: Buffer }) =>
  tx
    .updateTable('pickUpAdult')
    .set({ ...content, version: newer })
    .where(({ and }) => and(read))
    .returning('version')
    .executeTakeFirst()

export const deleteContact = (tx: Tx, read: Read) =>
  tx
    .deleteFrom('emergencyContact')
    .where(({ and }) => and(read))
    .returning('id')
    .executeTakeFirst()

/** Yesterday was the last day; who might not have fetched on any leaves nothing behind. */
export const closeFetching = (tx: Tx, read: Read, today: string) =>
  tx
    .updateTable('pickUpAdult')
    .set({ untilOn: sql<string>`${today}::date - 1`, version: newer })
    .where(({ and }) => and(read))
    .returning('id')
    .executeTakeFirst()
export const deleteFetching = (tx: Tx, read: Read) =>
  tx
    .deleteFrom('pickUpAdult')
    .where(({ and }) => and(read))
    .returning('id')
    .executeTakeFirst()
