import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Finder } from '#kernel/searching.ts'
import { excerpt, plainHit } from '#modules/search/index.ts'
import { calendarEntryTable } from './sealed.ts'

/** What is sealed is opened to be read: so many days that are nearest, past and to come. */
const NEAREST = 500

type Row = { id: string; sealed: Buffer; noon: Date }

/** What is planned before the asker, nearest to today first; of one class, where one is named. What was cancelled takes place nowhere. */
const planned = (tx: Tx, schoolId: string, classId: string | undefined) =>
  sql<Row>`select c.id, c.sealed, (c.from_on + time '12:00') at time zone s.time_zone as noon
    from calendar_entry c join school s on s.school_id = c.school_id
    where c.school_id = ${schoolId} and c.state = 'planned' and (${classId ?? null}::uuid is null or exists (
      select from audience a where a.school_id = c.school_id and a.id = c.audience_id and a.kind = 'class' and a.target_id = ${classId ?? null}::uuid))
    order by abs(c.from_on - current_date), c.from_on, c.id limit ${NEAREST}`
    .execute(tx)
    .then(({ rows }) => rows)

/** Entries of the calendar by what they are called, where they are and what is said of them. */
export const findEntries: Finder = async ({ tx, vault, schoolId, match, classId }) => {
  const rows = await planned(tx, schoolId, classId)
  const contents = await vault.openSurviving(tx, schoolId, calendarEntryTable, rows)
  return rows.flatMap(({ id, noon }, nth) => {
    const content = contents[nth]
    if (!content) return []
    const { title, place, note } = content
    const rank = match(title, place ?? undefined, note ?? undefined)
    if (rank === undefined) return []
    const beside = match(title) === undefined ? [place, note].find((text) => text !== null && match(text) !== undefined) : place
    return [{ rank, hit: { ...plainHit(id, title), note: beside ? excerpt(beside, match) : null, at: noon.toISOString() } }]
  })
}
