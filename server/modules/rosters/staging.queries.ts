import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Act, Change, Entry, LinkKind } from './board.ts'

/** One row of `roster_stage`. */
export type StageRow = {
  kind: LinkKind | 'year'
  linkId: string
  change: Change
  act: Act | undefined
  targetId?: string | undefined
  personId?: string | undefined
  classId?: string | undefined
  guardianId?: string | undefined
  schoolYearId?: string | undefined
  role?: Entry['note']['role']
  relation?: Entry['note']['relation']
  state?: Entry['state']
  fromOn?: string | undefined
  untilOn?: string | undefined
  extraIds?: readonly string[]
  sealed?: Buffer | undefined
  linkSealed?: Buffer | undefined
}

/** Adds rows in one statement, however many. */
export const insertStage = async (tx: Tx, schoolId: string, runId: string, rows: readonly StageRow[]) => {
  const of = <K extends keyof StageRow>(column: K) => rows.map((row) => row[column] ?? null)
  const extra = (nth: number) => rows.map(({ extraIds }) => extraIds?.[nth] ?? null)
  await sql`
    insert into roster_stage (school_id, run_id, kind, link_id, change, act, target_id, person_id, class_id, guardian_id, school_year_id,
      role, relation, state, from_on, until_on, first_id, second_id, sealed, link_sealed)
    select ${schoolId}, ${runId}, s.* from unnest(${of('kind')}::text[], ${of('linkId')}::uuid[], ${of('change')}::text[], ${of('act')}::text[],
      ${of('targetId')}::uuid[], ${of('personId')}::uuid[], ${of('classId')}::uuid[], ${of('guardianId')}::uuid[], ${of('schoolYearId')}::uuid[],
      ${of('role')}::text[], ${of('relation')}::text[], ${of('state')}::text[], ${of('fromOn')}::date[], ${of('untilOn')}::date[],
      ${extra(0)}::uuid[], ${extra(1)}::uuid[], ${of('sealed')}::bytea[], ${of('linkSealed')}::bytea[]) as s`.execute(tx)
}
