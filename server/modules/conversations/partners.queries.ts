import { sql } from 'kysely'
import type { Line } from '#contract/conversations.ts'
import type { Tx } from '#kernel/db.ts'

type Partner = {
  pupilId: string
  pupilSealed: Buffer
  classId: string | null
  classSealed: Buffer | null
  teacherId: string | null
  teacherSealed: Buffer | null
}
/** Each child, or oneself, with its classes and their teachers. */
export const partners = (tx: Tx) => sql<Partner>`select * from app.my_partners()`.execute(tx).then(({ rows }) => rows)

type GroupPartner = Pick<Partner, 'pupilId' | 'teacherSealed'> & { groupId: string; groupSealed: Buffer; teacherId: string }
/** The groups of each child, or of oneself, with who teaches them. */
export const groupPartners = (tx: Tx) =>
  sql<GroupPartner>`select * from app.my_group_partners()`.execute(tx).then(({ rows }) => rows)

/** The other guardians who may know of whoever asks, and who are known. */
export const partnersBeside = (tx: Tx, pupilId: string) =>
  sql<{ id: string }>`select p.id from app.partners_beside(${pupilId}) as p (id)`
    .execute(tx)
    .then(({ rows }) => rows.map(({ id }) => id))

export type Family = {
  pupilId: string
  pupilSealed: Buffer
  guardianId: string | null
  guardianSealed: Buffer | null
  hasAccount: boolean
  knowsOthers: boolean
}
/** The pupils of a class and, of each, the guardians who may be written to. */
export const familiesOf = (tx: Tx, classId: string) =>
  sql<Family>`select * from app.families_of_class(${classId})`.execute(tx).then(({ rows }) => rows)

/** The same of a group. */
export const familiesOfGroup = (tx: Tx, groupId: string) =>
  sql<Family>`select * from app.families_of_group(${groupId})`.execute(tx).then(({ rows }) => rows)

/** For the office: those who are in no class now. */
export const unplaced = (tx: Tx) => sql<Family>`select * from app.families_without_class()`.execute(tx).then(({ rows }) => rows)

/** One pupil with the guardians who may be written to: for the office, whatever class the pupil is in. */
export const familyOf = (tx: Tx, pupilId: string) =>
  sql<Family>`select * from app.family_of_pupil(${pupilId})`.execute(tx).then(({ rows }) => rows)

/** The audience of everybody in the school, for facts about lists of people. */
export const wholeSchool = (tx: Tx, schoolId: string) =>
  tx
    .selectFrom('audience')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('kind', '=', 'school')
    .executeTakeFirstOrThrow()
    .then(({ id }) => id)

export type Rule = {
  line: Line
  schoolMay: 'begin' | 'answer' | 'never'
  familyMay: 'begin' | 'answer' | 'never'
  readBy: ('head' | 'administrator' | 'dpo')[]
  reportsTo: 'head' | 'administrator' | 'office'
  actsId: string | null
  days: number
  version: number
}
/** Who may write to whom: what everybody begins with, and what this school has made of it. */
export const rules = (tx: Tx) => sql<Rule>`select * from app.writing_rules_now()`.execute(tx).then(({ rows }) => rows)

/** Whether the asker may begin with all of these pupils, by the table of the school and who they are to each. */
export const mayBegin = async (
  tx: Tx,
  {
    line,
    side,
    classId = null,
    teacherId = null,
    groupId = null,
  }: { line: string; side: string } & Partial<Record<'classId' | 'teacherId' | 'groupId', string | null | undefined>>,
  pupilIds: readonly string[],
): Promise<boolean> => {
  const { rows } = await sql<{ may: boolean }>`
    select coalesce(bool_and(app.may_begin(${line}, ${side}, p, ${classId}::uuid, ${teacherId}::uuid, ${groupId}::uuid)), false) as may from unnest(${pupilIds}::uuid[]) as p`.execute(
    tx,
  )
  return rows[0]?.may ?? false
}
