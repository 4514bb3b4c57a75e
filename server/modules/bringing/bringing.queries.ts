import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

export type CopyRow = {
  id: string
  madeAt: Date
  broughtAt: Date
  isOurs: boolean
  parts: number
  files: number
  sealed: Buffer
}

/** Whether this very copy was brought already, as far as the reader sees. */
export const isKnown = async (tx: Tx, schoolId: string, personId: string, exportId: string): Promise<boolean> =>
  (
    await sql`select from brought_copy where school_id = ${schoolId} and person_id = ${personId} and export_id = ${exportId}`.execute(
      tx,
    )
  ).rows.length > 0

type Brought = Omit<CopyRow, 'sealed'> & { schoolId: string; personId: string; by: string; exportId: string; sealed: Buffer }

/** Writes down that a copy was brought, unless it was already. */
export const insertCopy = async (tx: Tx, row: Brought): Promise<boolean> =>
  ((
    await sql`
      insert into brought_copy (school_id, id, person_id, brought_by, brought_at, export_id, made_at, is_ours, parts, files, sealed)
      values (${row.schoolId}, ${row.id}, ${row.personId}, ${row.by}, ${row.broughtAt}, ${row.exportId}, ${row.madeAt}, ${row.isOurs}, ${row.parts}, ${row.files}, ${row.sealed})
      on conflict do nothing`.execute(tx)
  ).numAffectedRows ?? 0n) > 0n

type Part = { schoolId: string; id: string; copyId: string; personId: string; by: string; sealed: Buffer }
export const insertPart = (tx: Tx, row: Part) =>
  sql`insert into brought_part (school_id, id, copy_id, person_id, brought_by, sealed)
    values (${row.schoolId}, ${row.id}, ${row.copyId}, ${row.personId}, ${row.by}, ${row.sealed})`.execute(tx)

export const insertFile = (tx: Tx, row: Part & { object: string; size: number; type: string }) =>
  sql`insert into brought_file (school_id, id, copy_id, person_id, brought_by, state, object, size, type, sealed)
    values (${row.schoolId}, ${row.id}, ${row.copyId}, ${row.personId}, ${row.by}, 'ready', ${row.object}, ${row.size}, ${row.type}, ${row.sealed})`.execute(
    tx,
  )

/** What was brought for somebody, the newest first. */
export const copiesOf = async (tx: Tx, schoolId: string, personId: string): Promise<CopyRow[]> =>
  (
    await sql<CopyRow>`select id, made_at, brought_at, is_ours, parts, files, sealed from brought_copy
      where school_id = ${schoolId} and person_id = ${personId} order by brought_at desc limit 50`.execute(tx)
  ).rows
