import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type ToPrepare = { personId: string; askedBy: string; isGone: boolean; needsHead: boolean }

/** A request that the reader may answer with a copy; `isGone`: whoever asked can no longer come in. */
export const toPrepare = async (tx: Tx, schoolId: string, id: string): Promise<ToPrepare | undefined> =>
  (
    await sql<ToPrepare>`
      select person_id, asked_by, app.is_locked(school_id, asked_by) as is_gone, app.needs_head(id) as needs_head
      from rights_request where school_id = ${schoolId} and id = ${id} and by_hand and closed_at is null and app.answers_rights(person_id, asked_by)`.execute(
      tx,
    )
  ).rows[0]

/** The records of every pupil and guardian of the school, but for some. */
export const others = async (tx: Tx, schoolId: string, but: readonly string[]): Promise<{ id: string; sealed: Buffer }[]> =>
  (
    await sql<{ id: string; sealed: Buffer }>`
      select p.id, p.sealed from person p where p.school_id = ${schoolId} and p.id <> all (${but}::uuid[])
        and exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.role in ('pupil', 'guardian'))`.execute(
      tx,
    )
  ).rows
