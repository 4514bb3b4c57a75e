import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Step = { schoolId: string; id: string; by: string; now: Date }

/** Whether this school is leaving already: of such a one nothing is tried. */
export const exitUnderWay = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql`select 1 from public.school_exit where school_id = app.school_id() and withdrawn_at is null`.execute(
    tx,
  )
  return rows.length > 0
}

/** Announces that the school leaves; only ever taken back. */
export const announceExit = (
  tx: Tx,
  { schoolId, id, by, now, readOnlyOn, locksOn }: Step & Record<'readOnlyOn' | 'locksOn', string>,
) =>
  sql`insert into public.school_exit (school_id, id, announced_at, announced_by, read_only_on, locks_on)
    values (${schoolId}, ${id}, ${now}, ${by}, ${readOnlyOn}, ${locksOn})`.execute(tx)

/** The second signature; only ever taken back. */
export const signExit = (tx: Tx, { schoolId, id, by, now }: Step) =>
  sql`update public.school_exit set signed_at = ${now}, signed_by = ${by} where school_id = ${schoolId} and id = ${id}`.execute(
    tx,
  )

/** The receipt for what was taken along; only ever taken back. */
export const receiveExit = (tx: Tx, { schoolId, id, by, now, manifest }: Step & { manifest: Buffer }) =>
  sql`update public.school_exit set exported_at = ${now}, manifest = ${manifest}, receipt_at = ${now}, receipt_by = ${by}, code_digest = ${manifest}
    where school_id = ${schoolId} and id = ${id}`.execute(tx)

/** How many schools whoever is at hand locks with this; a wall or a constraint that refuses is none. */
export const tryToLock = async (tx: Tx, id: string): Promise<number> => {
  await sql`select set_config('app.tried', ${id}, true)`.execute(tx)
  await sql`do $$ declare changed int; begin
    update public.school_exit set locked_at = now() where id = current_setting('app.tried')::uuid;
    get diagnostics changed = row_count;
    perform set_config('app.tried', changed::text, true);
  exception when insufficient_privilege or check_violation then perform set_config('app.tried', '0', true); end $$`.execute(tx)
  const { rows } = await sql<{ changed: string }>`select current_setting('app.tried') as changed`.execute(tx)
  return Number(rows[0]?.changed ?? -1)
}
