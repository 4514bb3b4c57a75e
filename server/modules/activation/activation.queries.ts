import { sql } from 'kysely'
import type { SlipReason } from '#contract/activation.ts'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'

/** Someone whom a slip may be for; `locale` is the account's, so that without one there is no account. */
export type Reader = {
  id: string
  sealed: Buffer
  classId: string | null
  reader: 'pupil' | 'guardian' | 'staff'
  families: string[]
  locale: Locale | null
  until: Date | null
  isPrivileged: boolean
  /** Works here, whatever else. */
  isStaff: boolean
}

const holds = (when: string) => sql.raw(`${when}.from_at <= now() and (${when}.until_at is null or ${when}.until_at > now())`)
const enrolled = sql`e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)`
const privileged = sql`('administrator', 'head', 'office', 'dpo', 'support', 'operator')`

/** What is said of each, over rows `r` of people who exist for whoever asks. */
const described = sql`select r.id, r.class_id, r.reader, p.sealed, app.locale_of(p.id) as locale,
    array(select g.pupil_id from app.edges_now() g where g.guardian_id = p.id) as families,
    (select max(c.expires_at) from activation_code c where c.school_id = p.school_id and c.person_id = p.id and c.used_at is null and c.voided_at is null
      and c.expires_at > now()) as until,
    exists (select from person_role o where o.school_id = p.school_id and o.person_id = p.id and o.role in ${privileged} and ${holds('o')}) as is_privileged,
    exists (select from person_role o where o.school_id = p.school_id and o.person_id = p.id and o.role not in ('pupil', 'guardian') and ${holds('o')}) as is_staff
  from r join person p on p.school_id = app.school_id() and p.id = r.id`

/** The pupils of a class and those who are their guardians now. */
export const readersOfClass = (tx: Tx, classId: string) =>
  sql<Reader>`with pupil as (
      select e.class_id, e.person_id as id from enrolment e where e.school_id = app.school_id() and e.class_id = ${classId} and e.role = 'pupil' and ${enrolled}
    ), r as (
      select class_id, id, 'pupil' as reader from pupil
      union select pupil.class_id, g.guardian_id, 'guardian' from pupil join app.edges_now() g on g.pupil_id = pupil.id
    ) ${described}`
    .execute(tx)
    .then(({ rows }) => rows)

/** Everyone who works in the school now. */
export const readersOfStaff = (tx: Tx) =>
  sql<Reader>`with r as (
      select distinct null::uuid as class_id, o.person_id as id, 'staff' as reader from person_role o
      where o.school_id = app.school_id() and o.role not in ('pupil', 'guardian') and ${holds('o')}
    ) ${described}`
    .execute(tx)
    .then(({ rows }) => rows)

/** People by id; what somebody is most decides for whom the slip is, and the class is the one a pupil is in. */
export const readersById = (tx: Tx, ids: readonly string[]) =>
  sql<Reader>`with r as (
      select p.id, (select e.class_id from enrolment e where e.school_id = p.school_id and e.person_id = p.id and e.role = 'pupil' and ${enrolled} limit 1) as class_id,
        (select case o.role when 'pupil' then 'pupil' when 'guardian' then 'guardian' else 'staff' end from person_role o
          where o.school_id = p.school_id and o.person_id = p.id and ${holds('o')}
          order by case o.role when 'pupil' then 2 when 'guardian' then 1 else 0 end limit 1) as reader
      from person p where p.school_id = app.school_id() and p.id = any (${ids}::uuid[])
    ) ${described} where r.reader is not null`
    .execute(tx)
    .then(({ rows }) => rows)

type Counted = { classId: string | null; sealed: Buffer | null; reader: string; people: number; live: number; activated: number }

/** How many of each class, and of the staff, have an account, a slip, or neither. */
export const countReaders = (tx: Tx) =>
  sql<Counted>`with member as (
      select e.class_id, 'pupil' as reader, e.person_id as id from enrolment e where e.school_id = app.school_id() and e.role = 'pupil' and ${enrolled}
      union select e.class_id, 'guardian', g.guardian_id from enrolment e join app.edges_now() g on g.pupil_id = e.person_id where e.school_id = app.school_id() and e.role = 'pupil' and ${enrolled}
      union select null, 'staff', o.person_id from person_role o where o.school_id = app.school_id() and o.role not in ('pupil', 'guardian') and ${holds('o')}
    ), told as (
      select m.class_id, m.reader, app.locale_of(m.id) is not null as activated, exists (select from activation_code c where c.school_id = app.school_id()
        and c.person_id = m.id and c.used_at is null and c.voided_at is null and c.expires_at > now()) as live from member m
    )
    select t.class_id, c.sealed, t.reader, count(*)::int as people, (count(*) filter (where t.activated))::int as activated,
      (count(*) filter (where t.live and not t.activated))::int as live
    from told t left join class c on c.school_id = app.school_id() and c.id = t.class_id group by t.class_id, c.sealed, t.reader`
    .execute(tx)
    .then(({ rows }) => rows)

export const classById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('class').select(['id', 'sealed']).where('schoolId', '=', schoolId).where('id', '=', id).executeTakeFirst()

/** Whether an administrator asks, or the operator at the machine. */
export const isAdministrator = (tx: Tx) =>
  sql<{ is: boolean }>`select app.is_system() or app.is_a('administrator') as is`
    .execute(tx)
    .then(({ rows }) => rows[0]?.is === true)

/** Whether the office asks, or the operator at the machine; otherwise it is a teacher. */
export const isOffice = (tx: Tx) =>
  sql<{ is: boolean }>`select app.is_office() as is`.execute(tx).then(({ rows }) => rows[0]?.is === true)

export const settingsOf = (tx: Tx, schoolId: string) =>
  tx.selectFrom('slipSetting').select(['days', 'teachersPrint']).where('schoolId', '=', schoolId).executeTakeFirst()

type Settings = { schoolId: string; days: number; teachersPrint: boolean; changedAt: Date; changedBy: string }

export const saveSettings = (tx: Tx, { schoolId, ...settings }: Settings) =>
  tx
    .insertInto('slipSetting')
    .values({ schoolId, ...settings })
    .onConflict((conflict) => conflict.column('schoolId').doUpdateSet(settings))
    .execute()

type Batch = {
  schoolId: string
  id: string
  classId: string | null
  whom: 'class' | 'staff' | 'people' | 'person' | 'helped' | 'operator'
  why: SlipReason
  kind?: 'code' | 'words'
  slips: number
  madeAt: Date
  madeBy: string
}

export const insertBatch = (tx: Tx, batch: Batch) => tx.insertInto('slipBatch').values(batch).execute()

type Ending = { schoolId: string; people: readonly string[]; at: Date; why: 'new_one' | 'lost' | 'gone' }

/** Ends what codes these people have; says of whom one could still have been used. */
export const voidCodes = (tx: Tx, { schoolId, people, at, why }: Ending) =>
  tx
    .updateTable('activationCode')
    .set({ voidedAt: at, voidWhy: why })
    .where('schoolId', '=', schoolId)
    .where(sql<boolean>`person_id = any (${people}::uuid[])`)
    .where('usedAt', 'is', null)
    .where('voidedAt', 'is', null)
    .returning(['id', 'personId', 'expiresAt'])
    .execute()

type NewCode = { id: string; personId: string; digest: Buffer; until: Date }

export const insertCodes = (tx: Tx, schoolId: string, batchId: string, madeAt: Date, codes: readonly NewCode[]) =>
  sql`insert into activation_code (school_id, id, person_id, batch_id, code_digest, made_at, expires_at)
    select ${schoolId}::uuid, c.id, c.person, ${batchId}::uuid, c.digest, ${madeAt}::timestamptz, c.until
    from unnest(${codes.map(({ id }) => id)}::uuid[], ${codes.map(({ personId }) => personId)}::uuid[], ${codes.map(({ digest }) => digest)}::bytea[],
      ${codes.map(({ until }) => until)}::timestamptz[]) as c (id, person, digest, until)`.execute(tx)

export type FoundCode = { schoolId: string; id: string; personId: string; accountId: string | null; slug: string; locale: Locale }

/** What a code in hand opens, while it can be used. */
export const codeFor = (tx: Tx, digests: readonly Buffer[]) =>
  sql<FoundCode>`select * from app.activation_for(${digests}::bytea[])`.execute(tx).then(({ rows }) => rows[0])

/** Uses a code up; of many at once one gets the row. */
export const useUp = (tx: Tx, { schoolId, id }: Pick<FoundCode, 'schoolId' | 'id'>, at: Date) =>
  tx
    .updateTable('activationCode')
    .set({ usedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('voidedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst()

type Helped = Pick<FoundCode, 'schoolId' | 'personId'>

/** Whether the account of somebody is somebody in another school too. */
export const isElsewhere = (tx: Tx, { schoolId, personId }: Helped) =>
  sql<{ is: boolean }>`select app.is_elsewhere(${schoolId}, ${personId}) as is`
    .execute(tx)
    .then(({ rows }) => rows[0]?.is === true)

/** Goes on with the account in hand; the former one stays with the other schools. */
export const partFromAccount = (tx: Tx, { schoolId, personId }: Helped) =>
  sql`select app.part_from_account(${schoolId}, ${personId})`.execute(tx)

/** The try was right: its place is given this one back, and no more. */
export const forgive = (tx: Tx, digest: Buffer) => sql`select app.forgive_try(${digest})`.execute(tx)
