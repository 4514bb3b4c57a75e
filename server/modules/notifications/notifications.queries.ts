import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { Preset } from '#contract/notifications.ts'
import type { Tx } from '#kernel/db.ts'

export type Recipient = { personId: string; accountId: string; preset: Preset; devices: string[] }

/** Of these people those who can be told anything: with an account, a role, not locked; and on which devices they have seen a test. */
export const recipients = (tx: Tx, people: readonly string[]) =>
  sql<Recipient>`
    select m.person_id, m.account_id, coalesce(c.preset, 'normal') as preset,
      array(select d.id from app.push_devices_of(m.person_id) d where d.confirmed_at is not null) as devices
    from directory.membership m left join notification_choice c on c.school_id = m.school_id and c.person_id = m.person_id
    where m.school_id = app.school_id() and m.person_id = any (${people}::uuid[]) and not app.is_locked(m.school_id, m.person_id)
      and exists (select from person_role r where r.school_id = m.school_id and r.person_id = m.person_id and r.from_at <= now() and (r.until_at is null or r.until_at > now()))`
    .execute(tx)
    .then(({ rows }) => rows)

/** Notes that these people were told of something. */
export const noteTold = (tx: Tx, schoolId: string, people: readonly string[], at: Date) =>
  tx
    .insertInto('notificationChoice')
    .values(people.map((personId) => ({ schoolId, personId, toldAt: at })))
    .onConflict((told) => told.columns(['schoolId', 'personId']).doUpdateSet({ toldAt: at }))
    .execute()

export type Addressee = { accountId: string; sealed: Buffer; locale: Locale; school: string; slug: string; schoolLocale: Locale }

/** Where somebody gets mail, as long as they may be told anything; with the account in hand. */
export const addressee = (tx: Tx, personId: string) =>
  sql<Addressee>`
    select a.id as account_id, a.sealed, a.locale, s.name as school, s.slug, s.locale as school_locale
    from directory.membership m join directory.account a on a.id = m.account_id join school s on s.school_id = m.school_id
    where m.school_id = app.school_id() and m.person_id = ${personId} and not app.is_locked(m.school_id, m.person_id)`
    .execute(tx)
    .then(({ rows }) => rows[0])

export const accountOf = (tx: Tx, personId: string) =>
  tx
    .selectFrom('directory.membership')
    .select('accountId')
    .where('schoolId', '=', sql<string>`app.school_id()`)
    .where('personId', '=', personId)
    .executeTakeFirst()

/** How many seconds it is until a time of the day, by the school's clock. */
export const secondsUntil = (tx: Tx, time: string, now: Date) =>
  sql<{ seconds: number }>`
    select extract(epoch from case when at > ${now}::timestamptz then at else at + interval '1 day' end - ${now}::timestamptz)::int as seconds
    from (select ((${now}::timestamptz at time zone s.time_zone)::date + ${time}::time) at time zone s.time_zone as at from school s where s.school_id = app.school_id()) as t`
    .execute(tx)
    .then(({ rows }) => rows[0]?.seconds ?? 0)

/** How one is told oneself. */
export const ownChoice = (tx: Tx) =>
  sql<{ preset: Preset; toldAt: Date | null }>`
    select preset, told_at from notification_choice where school_id = app.school_id() and person_id = app.person_id()`
    .execute(tx)
    .then(({ rows }) => rows[0])

export const setPreset = (tx: Tx, schoolId: string, personId: string, preset: Preset) =>
  tx
    .insertInto('notificationChoice')
    .values({ schoolId, personId, preset })
    .onConflict((own) => own.columns(['schoolId', 'personId']).doUpdateSet({ preset }))
    .execute()
