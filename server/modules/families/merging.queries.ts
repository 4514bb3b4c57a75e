import { sql } from 'kysely'
import type { PersonRole } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

export type Step = { table: string; column: string; id: string; ends: boolean; was: string | null }

/** What merging would do, row by row. */
export const planOf = (tx: Tx, keptId: string, mergedId: string) =>
  sql<Step>`select in_table as "table", in_column as "column", row_id as id, ends, was from app.merge_plan(${keptId}, ${mergedId}) order by 1, 2, 3`
    .execute(tx)
    .then(({ rows }) => rows)

/** Holds both records, in one order: of two merges of the same people the second finds the first done. */
export const holdBoth = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  tx
    .selectFrom('person')
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .select('id')
    .orderBy('id')
    .forUpdate()
    .execute()

export const moveRows = (tx: Tx, plan: readonly Step[], from: string, to: string, isBack: boolean) =>
  sql<{ rows: number }>`select app.move_rows(${JSON.stringify(plan)}::jsonb, ${from}, ${to}, ${isBack}) as rows`
    .execute(tx)
    .then(({ rows }) => rows[0]!.rows)

export const moveSignIn = (tx: Tx, from: string, to: string) =>
  sql<{ moved: boolean }>`select app.move_sign_in(${from}, ${to}) as moved`.execute(tx).then(({ rows }) => rows[0]!.moved)

type SaidTable = 'conversation' | 'messageText' | 'conversationNote'
type SealedTable =
  | 'emergencyContact'
  | 'pickUpAdult'
  | 'guardianshipChange'
  | 'delegation'
  | 'protectedIdentity'
  | 'rosterLink'
  | SaidTable

export const sealedRows = (tx: Tx, schoolId: string, table: SealedTable, ids: readonly string[]) =>
  tx
    .selectFrom(table)
    .where('schoolId', '=', schoolId)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .select(['id', 'sealed'])
    .execute()

/** The day on which the school year of each conversation begins: what was said in it is sealed under that year, too. */
export const yearsOf = (tx: Tx, schoolId: string, table: SaidTable, ids: readonly string[]) =>
  sql<{ id: string; fromOn: string }>`
    select t.id, y.from_on from ${sql.table(table)} t join conversation c on c.school_id = t.school_id and c.id = ${sql.ref(table === 'conversation' ? 't.id' : 't.conversationId')}
      join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
    where t.school_id = ${schoolId} and t.id = any (${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

export const setSealed = (tx: Tx, schoolId: string, table: SealedTable, id: string, sealed: Buffer) =>
  tx.updateTable(table).set({ sealed }).where('schoolId', '=', schoolId).where('id', '=', id).execute()

/** Why two records cannot be merged, if they cannot. Who runs the school is given that by two, and never by a merge of roles or of a sign-in. */
export const hindrance = (tx: Tx, schoolId: string, keptId: string, mergedId: string) =>
  sql<{ ownGuardian: boolean; already: boolean; privileged: boolean }>`
    select exists (select from guardianship g where g.school_id = ${schoolId} and (g.pupil_id, g.guardian_id) in ((${keptId}::uuid, ${mergedId}::uuid), (${mergedId}::uuid, ${keptId}::uuid))) as own_guardian,
      exists (select from person_merge m where m.school_id = ${schoolId} and m.undone_at is null and m.merged_id in (${keptId}, ${mergedId})) as already,
      exists (select from person_role r where r.school_id = ${schoolId} and (r.until_at is null or r.until_at > now()) and r.role in ('administrator', 'head', 'office', 'dpo', 'support', 'operator')
        and (r.person_id = ${mergedId} or (r.person_id = ${keptId} and app.signs_in(${mergedId}) and not app.signs_in(${keptId})))) as privileged`
    .execute(tx)
    .then(({ rows }) => rows[0]!)

type Merge = {
  schoolId: string
  id: string
  keptId: string
  mergedId: string
  sealed: Buffer
  madeAt: Date
  madeBy: string
  finalAt: Date
}

export const insertMerge = (tx: Tx, merge: Merge) =>
  tx
    .insertInto('personMerge')
    .values({ ...merge, undoneAt: null, undoneBy: null })
    .execute()

export const mergeById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('personMerge').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().forUpdate().executeTakeFirst()

export const undo = (tx: Tx, schoolId: string, id: string, by: string, at: Date) =>
  tx
    .updateTable('personMerge')
    .set({ undoneAt: at, undoneBy: by })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('undoneAt', 'is', null)
    .where('finalAt', '>', at)
    .returning(['id', 'keptId', 'mergedId'])
    .executeTakeFirst()

export const liveMerges = (tx: Tx, schoolId: string, now: Date) =>
  tx
    .selectFrom('personMerge')
    .where('schoolId', '=', schoolId)
    .where('undoneAt', 'is', null)
    .where('finalAt', '>', now)
    .select(['id', 'keptId', 'mergedId', 'madeAt', 'finalAt'])
    .orderBy('madeAt', 'desc')
    .limit(100)
    .execute()

type RecordRow = { id: string; sealed: Buffer; roles: PersonRole[]; children: number; classes: number; signsIn: boolean }

/** Records as the office compares them: by names, roles and numbers. */
export const records = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  sql<RecordRow>`
    select p.id, p.sealed, app.signs_in(p.id) as signs_in,
      array(select r.role from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.from_at <= now() and (r.until_at is null or r.until_at > now()) order by 1) as roles,
      (select count(distinct g.pupil_id)::int from guardianship g where g.school_id = p.school_id and g.guardian_id = p.id and (g.until_at is null or g.until_at > now())) as children,
      (select count(distinct e.class_id)::int from enrolment e where e.school_id = p.school_id and e.person_id = p.id and (e.until_on is null or e.until_on >= current_date)) as classes
    from person p where p.school_id = ${schoolId} and p.id = any (${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

export const openPairs = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('samePerson')
    .where('schoolId', '=', schoolId)
    .where('verdict', 'is', null)
    .select(['id', 'firstId', 'secondId', 'reason'])
    .orderBy('foundAt')
    .limit(100)
    .execute()

export const decidePair = (tx: Tx, schoolId: string, id: string, verdict: 'merged' | 'different', by: string, at: Date) =>
  tx
    .updateTable('samePerson')
    .set({ verdict, decidedBy: by, decidedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** Closes what was proposed about two records that are one now. */
export const closePair = (tx: Tx, schoolId: string, ids: readonly [string, string], by: string, at: Date) =>
  tx
    .updateTable('samePerson')
    .set({ verdict: 'merged', decidedBy: by, decidedAt: at })
    .where('schoolId', '=', schoolId)
    .where('firstId', 'in', [...ids])
    .where('secondId', 'in', [...ids])
    .where('verdict', 'is', null)
    .returning('id')
    .execute()

/** Everyone who is a guardian now, to be compared with each other. */
export const guardians = (tx: Tx, schoolId: string) =>
  sql<{ id: string; sealed: Buffer }>`
    select p.id, p.sealed from person p where p.school_id = ${schoolId} and exists (select from person_role r where r.school_id = p.school_id and r.person_id = p.id
      and r.role = 'guardian' and r.from_at <= now() and (r.until_at is null or r.until_at > now()))`
    .execute(tx)
    .then(({ rows }) => rows)

export const accountsTwice = (tx: Tx) =>
  sql<{ firstId: string; secondId: string }>`select first_id, second_id from app.accounts_twice()`
    .execute(tx)
    .then(({ rows }) => rows)

type Pair = {
  schoolId: string
  id: string
  firstId: string
  secondId: string
  reason: 'account' | 'address' | 'family_name'
  foundAt: Date
}

/** Proposes pairs that were not proposed before, decided or not; how many are new. */
export const insertPairs = async (tx: Tx, pairs: readonly Pair[]): Promise<number> => {
  if (pairs.length === 0) return 0
  const rows = await tx
    .insertInto('samePerson')
    .values(pairs.map((pair) => ({ ...pair, decidedAt: null, decidedBy: null, verdict: null })))
    .onConflict((conflict) => conflict.columns(['schoolId', 'firstId', 'secondId']).doNothing())
    .returning('id')
    .execute()
  return rows.length
}

/** Of some people, those who object to being looked for twice in the records. */
export const objectingToMatching = async (tx: Tx, people: readonly string[]): Promise<string[]> =>
  (await sql<{ id: string }>`select app.objecting('matching', ${people}::uuid[]) as id`.execute(tx)).rows.map(({ id }) => id)

/** Of some people, those who have not agreed to being compared, where the school asks for that. */
export const notAgreeingToMatching = async (tx: Tx, people: readonly string[]): Promise<string[]> =>
  (await sql<{ id: string }>`select app.not_agreeing('matching', ${people}::uuid[]) as id`.execute(tx)).rows.map(({ id }) => id)
