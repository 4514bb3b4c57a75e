import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'

/** Puts the digest of a new token on a request that is not confirmed yet; undefined when it is, or has ended. */
export const setToken = (tx: Tx, schoolId: string, id: string, tokenDigest: Buffer) =>
  tx
    .updateTable('joinRequest')
    .from('school')
    .set({ tokenDigest })
    .whereRef('school.schoolId', '=', 'joinRequest.schoolId')
    .where('joinRequest.schoolId', '=', schoolId)
    .where('joinRequest.id', '=', id)
    .where('confirmedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .returning(['joinRequest.id', 'joinRequest.sealed', 'joinRequest.locale', 'school.name as school'])
    .executeTakeFirst()

/** A confirmed request that waits. */
export const openRequest = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('joinRequest')
    .innerJoin('school', 'school.schoolId', 'joinRequest.schoolId')
    .select(['joinRequest.id', 'joinRequest.sealed', 'joinRequest.locale', 'school.name as school'])
    .where('joinRequest.schoolId', '=', schoolId)
    .where('joinRequest.id', '=', id)
    .where('decidedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()

export const accountOf = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('joinRequest')
    .select('accountId')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
    .then((row) => row?.accountId ?? undefined)

type Settled = {
  schoolId: string
  id: string
  classId: string
  sealed: Buffer
  locale: Locale
  relation: 'mother' | 'father' | 'parent' | 'guardian' | 'foster' | 'relative' | 'other'
  verdict: 'accepted' | 'declined'
  pupilId: string | null
  checkWay: 'known_in_person' | 'identity_seen' | 'school_list' | 'called_back' | null
  accountId: string
  decidedBy: string
  decidedAt: Date
  school: string
  slug: string
}

/** Makes a decision final, once: of two runs of the job, one gets no row. */
export const settle = (tx: Tx, schoolId: string, id: string, at: Date) =>
  sql<Settled>`
    update join_request r set linked_at = ${at}, version = r.version + 1 from school s
    where s.school_id = r.school_id and r.school_id = ${schoolId} and r.id = ${id} and r.verdict is not null and r.linked_at is null
    returning r.school_id, r.id, r.class_id, r.sealed, r.locale, r.relation, r.verdict, r.pupil_id, r.check_way, r.account_id, r.decided_by, r.decided_at, s.name as school, s.slug`
    .execute(tx)
    .then(({ rows }) => rows[0])

export const setGuardian = (tx: Tx, schoolId: string, id: string, guardianId: string) =>
  tx.updateTable('joinRequest').set({ guardianId }).where('schoolId', '=', schoolId).where('id', '=', id).execute()

/** Of two requests of one family that are linked at the same moment, the second waits for the person that the first makes. */
export const holdAccount = (tx: Tx, accountId: string) =>
  tx.selectFrom('directory.account').select('id').where('id', '=', accountId).forUpdate().execute()

/** The person that an account is in this school already. */
export const personOf = (tx: Tx, schoolId: string, accountId: string) =>
  tx
    .selectFrom('directory.membership')
    .select('personId')
    .where('schoolId', '=', schoolId)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
    .then((row) => row?.personId)

export const isGuardianOf = (tx: Tx, schoolId: string, guardianId: string, pupilId: string) =>
  tx
    .selectFrom('guardianship')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('guardianId', '=', guardianId)
    .where('pupilId', '=', pupilId)
    .where((where) => where.or([where('untilAt', 'is', null), where('untilAt', '>', sql<Date>`now()`)]))
    .executeTakeFirst()
    .then((row) => row !== undefined)

/** Sessions of the account that were nobody's in any school go on as this person, so that the family need not sign in again. */
export const adoptSessions = (tx: Tx, accountId: string, schoolId: string, personId: string) =>
  tx
    .updateTable('directory.session')
    .set({ schoolId, personId })
    .where('accountId', '=', accountId)
    .where('personId', 'is', null)
    .where('endedAt', 'is', null)
    .execute()
