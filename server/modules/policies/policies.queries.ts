import { sql } from 'kysely'
import type { Language } from '#contract/locales.ts'
import type { Agreeable } from '#contract/objecting.ts'
import type { PolicyAnswer } from '#contract/policies.ts'
import type { Tx } from '#kernel/db.ts'

export type Policy = {
  id: string
  kind: 'terms' | 'consent'
  about: 'self' | 'pupil'
  endedAt: Date | null
  serves: Agreeable | null
}
export type Version = { id: string; policyId: string; number: number; countsFrom: number; publishedAt: Date }
export type Text = { versionId: string; language: Language; title: string; body: string; digest: Buffer }

/** Everything that the school asks, or has asked. */
export const policies = (tx: Tx, schoolId: string): Promise<Policy[]> =>
  sql<Policy>`select id, kind, about, ended_at, serves from policy where school_id = ${schoolId} order by id`
    .execute(tx)
    .then(({ rows }) => rows)

/** The newest version of each. */
export const newest = (tx: Tx, schoolId: string): Promise<Version[]> =>
  sql<Version>`select distinct on (policy_id) id, policy_id, number, counts_from, published_at from policy_version where school_id = ${schoolId} order by policy_id, number desc`
    .execute(tx)
    .then(({ rows }) => rows)

/** Texts of versions, in every language. */
export const textsOf = (tx: Tx, schoolId: string, versions: readonly string[]): Promise<Text[]> =>
  sql<Text>`select version_id, language, title, body, digest from policy_text where school_id = ${schoolId} and version_id = any (${versions}::uuid[])
    order by version_id, array_position(array['en', 'fr', 'sv', 'ja'], language)`
    .execute(tx)
    .then(({ rows }) => rows)

export type Numbered = { policyId: string; asked: number; agreed: number; refused: number }
/** How many have answered. */
export const numbers = (tx: Tx): Promise<Numbered[]> =>
  sql<Numbered>`select policy_id, asked, agreed, refused from app.policy_numbers()`.execute(tx).then(({ rows }) => rows)

export type Person = {
  id: string
  sealed: Buffer
  isSelf: boolean
  isPupil: boolean
  mayAgree: boolean
  isJoint: boolean
  isTooYoung: boolean
  decides: boolean
}
/** For whom the reader may be asked something: oneself, and children for whom the reader signs. */
export const people = (tx: Tx): Promise<Person[]> =>
  sql<Person>`select p.id, p.sealed, p.id = app.person_id() as is_self, p.id = app.person_id() and app.is_a('pupil') as is_pupil,
      p.id = app.person_id() and app.is_too_young() as is_too_young,
      p.id = app.person_id() and not app.is_too_young() and (not app.is_a('pupil') or app.answers_for_own_image(p.id)) as decides,
      p.id = app.person_id() or not app.answers_for_own_image(p.id) as may_agree,
      p.id <> app.person_id() and app.images_together(coalesce(p.profile, s.profile)) as is_joint
    from person p join school s on s.school_id = p.school_id
    where p.school_id = app.school_id() and (p.id = app.person_id() or p.id = any (array(select app.my_image_children()))) order by p.id`
    .execute(tx)
    .then(({ rows }) => rows)

/** Sealed names of people whom the reader sees. */
export const named = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  sql<{ id: string; sealed: Buffer }>`select id, sealed from person where school_id = ${schoolId} and id = any (${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

/** Whether consents hold for these people. */
export const holding = (tx: Tx, ids: readonly string[]) =>
  sql<{
    policyId: string
    personId: string
    holds: boolean
  }>`select policy_id, person_id, holds from app.consents_of(${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows)

export type Answer = {
  id: string
  policyId: string
  versionId: string
  number: number
  language: Language
  digest: Buffer
  personId: string
  says: PolicyAnswer
  saidAt: Date
  replacedAt: Date | null
}
/** Everything that somebody has answered, the newest first. */
export const answersBy = (tx: Tx, schoolId: string, byId: string): Promise<Answer[]> =>
  sql<Answer>`select a.id, a.policy_id, a.version_id, v.number, a.language, a.digest, a.person_id, a.says, a.said_at, a.replaced_at
    from policy_answer a join policy_version v on v.school_id = a.school_id and v.id = a.version_id
    where a.school_id = ${schoolId} and a.by_id = ${byId} order by a.id desc limit 300`
    .execute(tx)
    .then(({ rows }) => rows)

/** Whether the reader is asked this about this person, and may answer so. */
export const mayAnswer = async (tx: Tx, policyId: string, personId: string, says: PolicyAnswer) =>
  (await sql<{ may: boolean }>`select app.answers_policy(${policyId}, ${personId}, ${says}) as may`.execute(tx)).rows[0]?.may ??
  false

type Saying = Omit<Answer, 'number' | 'replacedAt'> & { schoolId: string; byId: string }
/** Writes an answer down; the one before of the same person no longer stands. */
export const say = async (tx: Tx, said: Saying) => {
  await sql`select pg_advisory_xact_lock(hashtextextended('policy ' || ${said.personId}::text, 0))`.execute(tx)
  await sql`update policy_answer set replaced_at = ${said.saidAt}, ceased_at = coalesce(ceased_at, ${said.saidAt}) where school_id = ${said.schoolId} and policy_id = ${said.policyId}
    and person_id = ${said.personId} and by_id = ${said.byId} and replaced_at is null`.execute(tx)
  await tx
    .insertInto('policyAnswer')
    .values({ ...said, replacedAt: null, ceasedAt: null })
    .execute()
}

/** Begins to ask something. False: something that the same purpose waits for is asked already. */
export const insertPolicy = async (tx: Tx, row: Omit<Policy, 'endedAt'> & { schoolId: string; madeAt: Date }): Promise<boolean> =>
  ((
    await tx
      .insertInto('policy')
      .values({ ...row, endedAt: null })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows ?? 0n) > 0n

/** The next version of a text, with what it says in each language. False: another was faster. */
export const insertVersion = async (
  tx: Tx,
  row: Version & { schoolId: string },
  texts: readonly Omit<Text, 'versionId'>[],
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows: made } = await tx
    .insertInto('policyVersion')
    .values(row)
    .onConflict((on) => on.columns(['schoolId', 'policyId', 'number']).doNothing())
    .executeTakeFirstOrThrow()
  if (!made) return false
  await tx
    .insertInto('policyText')
    .values(texts.map((text) => ({ ...text, schoolId: row.schoolId, versionId: row.id })))
    .execute()
  return true
}

/** Ceases to ask. False: that is so already. */
export const end = async (tx: Tx, schoolId: string, id: string, now: Date): Promise<boolean> =>
  (
    await tx
      .updateTable('policy')
      .set({ endedAt: now })
      .where('schoolId', '=', schoolId)
      .where('id', '=', id)
      .where('endedAt', 'is', null)
      .executeTakeFirstOrThrow()
  ).numUpdatedRows > 0n

export type Agreed = { policyId: string; versionId: string; language: Language; digest: Buffer }
/** What somebody has agreed to about a person, and still holds: for the desk. */
export const agreedBy = async (tx: Tx, personId: string, byId: string): Promise<Agreed[]> =>
  (await sql<Agreed>`select policy_id, version_id, language, digest from app.agreed_by(${personId}, ${byId})`.execute(tx)).rows

type TakenBack = Agreed & { schoolId: string; id: string; personId: string; byId: string; saidAt: Date }
/** Writes down for somebody that they no longer agree; false where they took it back meanwhile. */
export const takeBack = async (tx: Tx, row: TakenBack): Promise<boolean> =>
  ((
    await sql`insert into policy_answer (school_id, id, policy_id, version_id, language, digest, person_id, by_id, says, said_at)
      values (${row.schoolId}, ${row.id}, ${row.policyId}, ${row.versionId}, ${row.language}, ${row.digest}, ${row.personId}, ${row.byId}, 'no', ${row.saidAt})`.execute(
      tx,
    )
  ).numAffectedRows ?? 0n) > 0n
