import type { CheckWay } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'

export const insertClass = async (
  tx: Tx,
  {
    schoolId,
    id,
    schoolYearId,
    checkWay,
    sealed,
    now,
  }: { schoolId: string; id: string; schoolYearId: string; checkWay: CheckWay; sealed: Buffer; now: Date },
) => {
  await tx.insertInto('class').values({ schoolId, id, schoolYearId, checkWay, sealed, createdAt: now, version: 1 }).execute()
  const kinds = ['class', 'class_staff'] as const
  await tx
    .insertInto('audience')
    .values(kinds.map((kind) => ({ schoolId, id: uuidv7(), kind, targetId: id, createdAt: now })))
    .execute()
}

type Enrolment = {
  schoolId: string
  id: string
  classId: string
  personId: string
  role: 'teacher' | 'substitute' | 'pupil'
  fromOn: string
  untilOn: null
  createdAt: Date
  createdBy: string | null
}

export const insertEnrolments = (tx: Tx, enrolments: readonly Enrolment[]) =>
  tx
    .insertInto('enrolment')
    .values([...enrolments])
    .execute()
