import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import { byteaArray, uuidArray } from './arrays.ts'
import type { Act, Change, Entry, LinkKind } from './board.ts'

/** One row of `roster_stage`. */
export type StageRow = {
  kind: LinkKind | 'year'
  linkId: string
  change: Change
  act: Act | undefined
  isSure?: boolean
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
  place?: number | undefined
  extraIds?: readonly string[]
  sealed?: Buffer | undefined
  linkSealed?: Buffer | undefined
}

/** Adds rows in one statement, however many. */
export const insertStage = async (tx: Tx, schoolId: string, runId: string, rows: readonly StageRow[]) => {
  const of = <K extends keyof StageRow>(column: K) => rows.map((row) => row[column] ?? null)
  const ids = (column: 'linkId' | 'targetId' | 'personId' | 'classId' | 'guardianId' | 'schoolYearId') =>
    uuidArray(rows.map((row) => row[column]))
  const bytes = (column: 'sealed' | 'linkSealed') => byteaArray(rows.map((row) => row[column]))
  const extra = (nth: number) => uuidArray(rows.map(({ extraIds }) => extraIds?.[nth]))
  await sql`
    insert into roster_stage (school_id, run_id, kind, link_id, change, act, is_sure, target_id, person_id, class_id, guardian_id, school_year_id,
      role, relation, state, from_on, until_on, place, first_id, second_id, sealed, link_sealed)
    select ${schoolId}, ${runId}, s.* from unnest(${of('kind')}::text[], ${ids('linkId')}::uuid[], ${of('change')}::text[], ${of('act')}::text[], ${rows.map(({ isSure = false }) => isSure)}::boolean[],
      ${ids('targetId')}::uuid[], ${ids('personId')}::uuid[], ${ids('classId')}::uuid[], ${ids('guardianId')}::uuid[], ${ids('schoolYearId')}::uuid[],
      ${of('role')}::text[], ${of('relation')}::text[], ${of('state')}::text[], ${of('fromOn')}::date[], ${of('untilOn')}::date[], ${of('place')}::int[],
      ${extra(0)}::uuid[], ${extra(1)}::uuid[], ${bytes('sealed')}::bytea[], ${bytes('linkSealed')}::bytea[]) as s`.execute(tx)
}

export type LinkRow = Pick<StageRow, 'kind' | 'linkId' | 'targetId' | 'personId'> & { sealed: Buffer }

/** Adds links of an import that is being made ready: nobody sees them before it is applied. */
export const insertLinks = async (
  tx: Tx,
  { schoolId, sourceId, runId }: { schoolId: string; sourceId: string; runId: string },
  rows: readonly LinkRow[],
) => {
  const ids = (column: 'linkId' | 'targetId' | 'personId') => uuidArray(rows.map((row) => row[column]))
  await sql`
    insert into roster_link (school_id, source_id, added_run_id, run_id, id, kind, target_id, person_id, left_run_id, sealed)
    select ${schoolId}, ${sourceId}, ${runId}, ${runId}, l.id, l.kind, l.target_id, l.person_id, null, l.sealed
    from unnest(${ids('linkId')}::uuid[], ${rows.map(({ kind }) => kind)}::text[], ${ids('targetId')}::uuid[], ${ids('personId')}::uuid[], ${byteaArray(rows.map(({ sealed }) => sealed))}::bytea[])
      as l (id, kind, target_id, person_id, sealed)`.execute(tx)
}
