import { type Insertable, sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { DB } from '#server/db/types.generated.ts'

type ToPrepare = { personId: string; askedBy: string; isGone: boolean; needsHead: boolean; isEstablished: boolean }

/** A request that the reader may answer with a copy; `isGone`: whoever asked can no longer come in. */
export const toPrepare = async (tx: Tx, schoolId: string, id: string): Promise<ToPrepare | undefined> =>
  (
    await sql<ToPrepare>`
      select person_id, asked_by, app.is_locked(school_id, asked_by) as is_gone, app.needs_head(id) as needs_head, app.is_established(id) as is_established
      from rights_request where school_id = ${schoolId} and id = ${id} and by_hand and closed_at is null and app.answers_rights(person_id, asked_by)`.execute(
      tx,
    )
  ).rows[0]

type Known = { id: string; isOwn: boolean }
/** Every pupil and guardian of the school; `isOwn`: whose names say nothing of somebody else, since they are who asks, whom it is about, or their child. */
export const familyPeople = async (tx: Tx, schoolId: string, personId: string, askedBy: string): Promise<Known[]> =>
  (
    await sql<Known>`
      select p.id, p.id in (${personId}, ${askedBy}) or p.id in (select g.pupil_id from app.edges_now() g where g.guardian_id = ${askedBy}) as is_own
      from person p where p.school_id = ${schoolId} and (p.id in (${personId}, ${askedBy})
        or exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.role in ('pupil', 'guardian')))`.execute(
      tx,
    )
  ).rows

/** Notes which file of a copy somebody has opened; once is enough. */
export const noteOpened = (tx: Tx, row: Insertable<DB['openedCopyFile']>) =>
  tx
    .insertInto('openedCopyFile')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** The files of a copy that somebody has opened. */
export const openedBy = async (tx: Tx, schoolId: string, requestId: string, personId: string): Promise<Set<string>> => {
  const { rows } = await sql<{ fileId: string }>`
    select file_id from opened_copy_file where school_id = ${schoolId} and request_id = ${requestId} and opened_by = ${personId}`.execute(
    tx,
  )
  return new Set(rows.map(({ fileId }) => fileId))
}

type Given = Pick<ToPrepare, 'isGone' | 'needsHead' | 'isEstablished'>
/** How whoever asked for a copy stands now. */
export const standingOfAsker = async (tx: Tx, schoolId: string, id: string): Promise<Given | undefined> =>
  (
    await sql<Given>`select app.is_locked(school_id, asked_by) as is_gone, app.needs_head(id) as needs_head, app.is_established(id) as is_established
      from rights_request where school_id = ${schoolId} and id = ${id}`.execute(tx)
  ).rows[0]
