import { sql } from 'kysely'
import type { accountStates } from '#contract/grants.ts'
import type { Locale } from '#contract/locales.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { supportReasons } from '#contract/support-access.ts'
import type { Tx } from '#kernel/db.ts'

type Reason = (typeof supportReasons)[number]

/** Whom a user name belongs to; answers nobody but support. */
export const personCalled = (tx: Tx, digests: readonly Buffer[]) =>
  sql<{ id: string | null }>`select app.person_called(${digests}::bytea[]) as id`.execute(tx).then(({ rows }) => rows[0]?.id)

type Asked = {
  schoolId: string
  id: string
  personId: string
  subjectId: string
  reason: Reason
  withNames: boolean
  sealed: Buffer
  askedAt: Date
}
/** Asks; false when the same waits already. */
export const insertAccess = async (tx: Tx, asked: Asked): Promise<boolean> =>
  (await tx
    .insertInto('supportAccess')
    .values(asked)
    .onConflict((conflict) => conflict.constraint('support_access_open').doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined

type Decision = { verdict: 'consented' | 'declined'; decidedBy: string; decidedAt: Date; untilAt: Date | null }

/** Decides once: of two at the same moment one gets no row. */
export const decideAccess = (tx: Tx, schoolId: string, id: string, decision: Decision) =>
  tx
    .updateTable('supportAccess')
    .set(decision)
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .returning(['id', 'subjectId'])
    .executeTakeFirst()

/** Ends what has not ended: `by` is nobody where its time is over. */
export const endAccess = (tx: Tx, schoolId: string, id: string, by: string | null, at: Date) =>
  tx
    .updateTable('supportAccess')
    .set({ endedAt: at, endedBy: by })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('verdict', '=', 'consented')
    .where('endedAt', 'is', null)
    .$if(by !== null, (those) => those.where('untilAt', '>', sql<Date>`now()`))
    .returning(['id', 'subjectId'])
    .executeTakeFirst()

type Row = {
  id: string
  personId: string
  subjectId: string
  reason: Reason
  withNames: boolean
  sealed: Buffer
  askedAt: Date
  decidedBy: string | null
  untilAt: Date | null
  state: 'waiting' | 'open' | 'declined' | 'over'
  mayConsent: boolean
  mayEnd: boolean
}
/** The last hundred that exist for whoever asks. */
export const accesses = (tx: Tx) =>
  sql<Row>`
    select a.id, a.person_id, a.subject_id, a.reason, a.with_names, a.sealed, a.asked_at, a.decided_by, a.until_at,
      case when a.verdict is null then 'waiting' when a.verdict = 'declined' then 'declined' when a.ended_at is null and a.until_at > now() then 'open' else 'over' end as state,
      a.person_id <> app.person_id() and (app.may_let_support(a.subject_id) or a.subject_id = any (array(select app.my_children_for('sign')))) as may_consent,
      a.person_id = app.person_id() or a.subject_id = app.person_id() or app.is_a('administrator', 'head', 'office')
        or a.subject_id = any (array(select app.my_children_for('sign'))) as may_end
    from support_access a where a.school_id = app.school_id() order by a.asked_at desc limit 100`
    .execute(tx)
    .then(({ rows }) => rows)

export const isSupport = (tx: Tx) =>
  sql<{ is: boolean }>`select app.is_a('support') as is`.execute(tx).then(({ rows }) => rows[0]!.is)

type Subject = {
  id: string
  sealed: Buffer
  roles: PersonRole[]
  state: (typeof accountStates)[number]
  isLocked: boolean
  hasAccount: boolean
  mustChange: boolean
  hasFactor: boolean
  locale: Locale | null
  withNames: boolean
  untilAt: Date
}
/** What there is to know about whoever is helped, while it may be known. */
export const subject = (tx: Tx, accessId: string) =>
  sql<Subject>`select * from app.support_subject(${accessId})`.execute(tx).then(({ rows }) => rows[0])

/** Guardians who sign for a person, and in which language to write to each. */
export const signersFor = (tx: Tx, accessId: string) =>
  sql<{ id: string; sealed: Buffer; locale: Locale; school: string; slug: string }>`
    select p.id, p.sealed, coalesce(app.locale_of(p.id), s.locale) as locale, s.name as school, s.slug
    from support_access a cross join lateral app.signers_of(a.subject_id) g join person p on p.school_id = a.school_id and p.id = g.id
      join school s on s.school_id = a.school_id
    where a.school_id = app.school_id() and a.id = ${accessId} and a.verdict is null and not app.is_locked(p.school_id, p.id)`
    .execute(tx)
    .then(({ rows }) => rows)
