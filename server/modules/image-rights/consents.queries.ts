import { sql } from 'kysely'
import type { ImageAudience } from '#contract/image-rights.ts'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'

type Asked = { id: string; sealed: Buffer; isSelf: boolean; mayAgree: boolean; isJoint: boolean }

/** For whose pictures the reader answers: children for whom the reader signs, and a pupil who is old enough. */
export const answeredFor = (tx: Tx) =>
  sql<Asked>`select p.id, p.sealed, p.id = app.person_id() as is_self, p.id = app.person_id() or not app.answers_for_own_image(p.id) as may_agree,
      p.id <> app.person_id() and app.images_together(coalesce(p.profile, s.profile)) as is_joint
    from person p join school s on s.school_id = p.school_id
    where p.school_id = app.school_id() and (p.id = any (array(select app.my_image_children()))
      or (p.id = app.person_id() and app.is_a('pupil') and app.answers_for_own_image(p.id))) order by p.id`
    .execute(tx)
    .then(({ rows }) => rows)

/** May, or may not, for each of these pupils and each audience; those of whom the reader may not know are not among them. */
export const allowed = (tx: Tx, yearId: string, pupils: readonly string[]) =>
  sql<{ pupilId: string; audience: ImageAudience; allowed: boolean }>`
    select pupil_id, audience, allowed from app.image_rights_of(${pupils}::uuid[], ${yearId})`
    .execute(tx)
    .then(({ rows }) => rows)

/** Everything that somebody has answered, the newest first. */
export const answersBy = (tx: Tx, schoolId: string, byId: string) =>
  tx
    .selectFrom('imageConsent')
    .innerJoin('schoolYear', (join) =>
      join.onRef('schoolYear.schoolId', '=', 'imageConsent.schoolId').onRef('schoolYear.id', '=', 'imageConsent.schoolYearId'),
    )
    .select([
      ...(['imageConsent.id', 'pupilId', 'schoolYearId', 'audience', 'says', 'wording', 'language', 'saidAt'] as const),
      ...(['onPaper', 'recordedBy'] as const),
      ...(['replacedAt', 'schoolYear.fromOn', 'schoolYear.toOn'] as const),
    ])
    .where('imageConsent.schoolId', '=', schoolId)
    .where('byId', '=', byId)
    .orderBy('imageConsent.id', 'desc')
    .limit(300)
    .execute()
export type Answer = Awaited<ReturnType<typeof answersBy>>[number]

/** Sealed names of people whom the reader sees. */
export const people = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from person where school_id = ${schoolId} and id = any (${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** One after the other: whoever publishes a picture of this pupil waits for the answer, and the answer for whoever publishes. */
export const holdImages = async (tx: Tx, pupilId: string) => {
  await sql`select pg_advisory_xact_lock(hashtextextended('image ' || ${pupilId}::text, 0))`.execute(tx)
}

/** Nobody's answer changes while this transaction publishes pictures of these pupils. */
export const holdAnswers = async (tx: Tx, pupils: readonly string[]) => {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('image ' || p::text, 0)) from unnest(${[...pupils].sort()}::uuid[]) as p`.execute(
    tx,
  )
}

type Said = {
  schoolId: string
  id: string
  pupilId: string
  schoolYearId: string
  audience: ImageAudience
  byId: string
  says: 'yes' | 'no'
  wording: number
  language: Locale
  saidAt: Date
}

/** Writes an answer down; the one before of the same person no longer stands. */
export const say = async (tx: Tx, said: Said) => {
  await tx
    .updateTable('imageConsent')
    .set({ replacedAt: said.saidAt })
    .where('schoolId', '=', said.schoolId)
    .where('pupilId', '=', said.pupilId)
    .where('schoolYearId', '=', said.schoolYearId)
    .where('audience', '=', said.audience)
    .where('byId', '=', said.byId)
    .where('replacedAt', 'is', null)
    .execute()
  await tx
    .insertInto('imageConsent')
    .values({ ...said, replacedAt: null, onPaper: false, recordedBy: null })
    .execute()
}

/** Writes down what came on paper; what the same person answered before no longer stands. */
export const record = (tx: Tx, said: Said & { recordedBy: string }) =>
  tx
    .insertInto('imageConsent')
    .values({ ...said, replacedAt: null, onPaper: true })
    .execute()

/** Who answers for these pupils, for those who may write it down. */
export const signatories = (tx: Tx, pupils: readonly string[]) =>
  sql<{
    pupilId: string
    id: string
    sealed: Buffer
  }>`select pupil_id, id, sealed from app.image_signatories(${pupils}::uuid[]) order by id`
    .execute(tx)
    .then(({ rows }) => rows)

/** Whether somebody has answered in their own account, and it stands. */
export const hasAnswered = async (tx: Tx, { pupilId, byId, audience, schoolYearId }: Omit<Said, 'says'>) =>
  (
    await sql<{ has: boolean }>`select app.has_answered_image(${pupilId}, ${byId}, ${audience}, ${schoolYearId}) as has`.execute(
      tx,
    )
  ).rows[0]?.has ?? false

/** Whether a pupil is old enough to answer alone. */
export const answersAlone = async (tx: Tx, pupilId: string) =>
  (await sql<{ alone: boolean }>`select app.answers_for_own_image(${pupilId}) as alone`.execute(tx)).rows[0]?.alone ?? false

/** The pupils of a class now. */
export const pupilsOf = (tx: Tx, schoolId: string, classId: string) =>
  sql<{ id: string; sealed: Buffer }>`
    select p.id, p.sealed from enrolment e join person p on p.school_id = e.school_id and p.id = e.person_id
    where e.school_id = ${schoolId} and e.class_id = ${classId} and e.role = 'pupil' and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)`
    .execute(tx)
    .then(({ rows }) => rows)

/** The audience of a class: what a read of its list is addressed to. */
export const audienceOf = async (tx: Tx, schoolId: string, classId: string) =>
  (
    await tx
      .selectFrom('audience')
      .select('id')
      .where('schoolId', '=', schoolId)
      .where('kind', '=', 'class')
      .where('targetId', '=', classId)
      .executeTakeFirst()
  )?.id
