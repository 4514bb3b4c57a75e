import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { CheckWay, RelationToChild } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

type Made = {
  schoolId: string
  id: string
  classId: string
  classKeyId: string
  relation: RelationToChild
  locale: Locale
  sealed: Buffer
  madeAt: Date
  expiresAt: Date
}

const untouched = {
  accountId: null,
  tokenDigest: null,
  confirmedAt: null,
  withdrawnAt: null,
  expiredAt: null,
  decidedAt: null,
  decidedBy: null,
  verdict: null,
  pupilId: null,
  checkWay: null,
  linkedAt: null,
  guardianId: null,
  version: 1,
}

export const insertRequest = (tx: Tx, made: Made) =>
  tx
    .insertInto('joinRequest')
    .values({ ...made, ...untouched })
    .execute()

export type TokenRequest = { schoolId: string; id: string; classId: string; sealed: Buffer; locale: Locale; slug: string }

/** The request that a token from a mail belongs to. */
export const requestFor = (tx: Tx, token: Buffer) =>
  sql<TokenRequest>`select * from app.join_request_for(${token})`.execute(tx).then(({ rows }) => rows[0])

/** Confirms with the account in hand; false when another click did so a moment before. */
export const confirm = (tx: Tx, token: Buffer) =>
  sql<{ done: boolean }>`select app.confirm_join_request(${token}) as done`.execute(tx).then(({ rows }) => rows[0]?.done ?? false)

export type MyRequest = {
  schoolId: string
  id: string
  classId: string
  sealed: Buffer
  classSealed: Buffer
  school: string
  slug: string
  madeAt: Date
  expiresAt: Date
  withdrawnAt: Date | null
  decidedAt: Date | null
  linkedAt: Date | null
  verdict: 'accepted' | 'declined' | null
}

export const myRequests = (tx: Tx) => sql<MyRequest>`select * from app.my_join_requests()`.execute(tx).then(({ rows }) => rows)

/** Confirmed requests of the reader's classes: those that wait, or those decided in the last 30 days. */
export const requests = (tx: Tx, schoolId: string, decided: boolean) =>
  tx
    .selectFrom('joinRequest')
    .innerJoin('class', (join) =>
      join.onRef('class.schoolId', '=', 'joinRequest.schoolId').onRef('class.id', '=', 'joinRequest.classId'),
    )
    .where('joinRequest.schoolId', '=', schoolId)
    .where('joinRequest.confirmedAt', 'is not', null)
    .where('joinRequest.withdrawnAt', 'is', null)
    .where('joinRequest.decidedAt', decided ? 'is not' : 'is', null)
    .$if(!decided, (query) => query.where('joinRequest.expiresAt', '>', sql<Date>`now()`))
    .where((where) =>
      where.or([
        sql<boolean>`app.runs_school()`,
        where('joinRequest.classId', '=', sql<string>`any (array(select app.my_classes('teacher')))`),
      ]),
    )
    .select([
      'joinRequest.id',
      'joinRequest.classId',
      'joinRequest.sealed',
      'joinRequest.relation',
      'joinRequest.madeAt',
      'joinRequest.expiresAt',
      'joinRequest.decidedAt',
      'joinRequest.verdict',
      'joinRequest.pupilId',
      'joinRequest.linkedAt',
      'joinRequest.version',
      'class.sealed as classSealed',
      'class.checkWay',
    ])
    .orderBy('joinRequest.madeAt')
    .limit(200)
    .execute()

/** Guardians linked to some pupils now, for the one who decides about one more. */
export const guardiansOf = (tx: Tx, schoolId: string, pupilIds: readonly string[]) =>
  sql<{ pupilId: string; id: string; sealed: Buffer }>`
    select g.pupil_id, p.id, p.sealed from guardianship g join person p on p.school_id = g.school_id and p.id = g.guardian_id
    where g.school_id = ${schoolId} and g.pupil_id = any (${pupilIds}::uuid[]) and g.from_at <= now() and (g.until_at is null or g.until_at > now())`
    .execute(tx)
    .then(({ rows }) => rows)

export const isPupilOf = (tx: Tx, schoolId: string, requestId: string, pupilId: string) =>
  sql<{ yes: boolean }>`
    select exists (select from enrolment e join join_request r on r.school_id = e.school_id and r.class_id = e.class_id
      where e.school_id = ${schoolId} and r.id = ${requestId} and e.person_id = ${pupilId} and e.role = 'pupil'
        and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)) as yes`
    .execute(tx)
    .then(({ rows }) => rows[0]?.yes ?? false)

type Decision = { verdict: 'accepted'; pupilId: string; checkWay: CheckWay } | { verdict: 'declined' }

/** Decides a pending request. The condition is the lock: of two people deciding at once, one gets no row. */
export const decide = (tx: Tx, schoolId: string, id: string, decision: Decision, by: string, at: Date) =>
  tx
    .updateTable('joinRequest')
    .set((set) => ({ ...decision, decidedBy: by, decidedAt: at, version: set('version', '+', 1) }))
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('decidedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', at)
    .returning(['id', 'classId'])
    .executeTakeFirst()

/** Takes a decision back while nothing has followed from it. */
export const undo = (tx: Tx, schoolId: string, id: string, decidedAfter: Date) =>
  tx
    .updateTable('joinRequest')
    .set((set) => ({
      verdict: null,
      pupilId: null,
      checkWay: null,
      decidedBy: null,
      decidedAt: null,
      version: set('version', '+', 1),
    }))
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('linkedAt', 'is', null)
    .where('decidedAt', '>', decidedAfter)
    .returning(['id', 'classId'])
    .executeTakeFirst()

export const withdraw = (tx: Tx, id: string, at: Date) =>
  tx
    .updateTable('joinRequest')
    .set({ withdrawnAt: at })
    .where('id', '=', id)
    .where('decidedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .returning(['id', 'classId', 'schoolId'])
    .executeTakeFirst()

/** Who decides about some requests now: those who teach the class, and those who run the school. */
export const decidersOf = (tx: Tx, schoolId: string, ids: readonly string[]) =>
  sql<{ id: string; personId: string }>`
    select j.id, m.person_id from join_request j
      join audience a on a.school_id = j.school_id and a.kind = 'class' and a.target_id = j.class_id
      cross join lateral app.readers_now(array[a.id]) m
    where j.school_id = ${schoolId} and j.id = any (${ids}::uuid[]) and m.stands = 'staff'`
    .execute(tx)
    .then(({ rows }) => rows)
