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

/** The classes that these pupils are in now: any of them where the office writes. */
export const classOf = (tx: Tx, schoolId: string, pupilId: string) =>
  sql<{
    classId: string
  }>`select e.class_id from enrolment e where e.school_id = ${schoolId} and e.person_id = ${pupilId} and e.role = 'pupil'
    and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date) order by e.from_on desc limit 1`
    .execute(tx)
    .then(({ rows }) => rows[0]?.classId)

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
  }: { line: string; side: string; classId?: string | null | undefined; teacherId?: string | null | undefined },
  pupilIds: readonly string[],
): Promise<boolean> => {
  const { rows } = await sql<{ may: boolean }>`
    select coalesce(bool_and(app.may_begin(${line}, ${side}, p, ${classId}::uuid, ${teacherId}::uuid)), false) as may from unnest(${pupilIds}::uuid[]) as p`.execute(
    tx,
  )
  return rows[0]?.may ?? false
}
