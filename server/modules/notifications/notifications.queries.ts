import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { Choosable, Pace, Preset } from '#contract/notifications.ts'
import type { Tx } from '#kernel/db.ts'

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

/** What one has chosen, as it stands. */
export const ownChoice = (tx: Tx) =>
  tx
    .selectFrom('notificationChoice')
    .select(['toldAt', 'mailsStoppedAt'])
    .where('schoolId', '=', sql<string>`app.school_id()`)
    .where('personId', '=', sql<string>`app.person_id()`)
    .executeTakeFirst()

type Chosen = Partial<{
  preset: Preset
  toDo: Pace | null
  messages: Pace | null
  classLife: Pace | null
  homework: Pace | null
  digestMinute: number
  digestWeekday: number
  quietFrom: number | null
  quietUntil: number | null
  quietDays: number | null
  mailsStoppedAt: Date | null
  stoppedKinds: Choosable[]
}>

export const choose = (tx: Tx, schoolId: string, personId: string, chosen: Chosen) =>
  tx
    .insertInto('notificationChoice')
    .values({ schoolId, personId, ...chosen })
    .onConflict((own) => own.columns(['schoolId', 'personId']).doUpdateSet(chosen))
    .execute()

/** By whose clock one is told; null: the school's. */
export const setZone = (tx: Tx, accountId: string, timeZone: string | null) =>
  tx
    .updateTable('directory.account')
    .set((set) => ({ timeZone, version: set('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute()

export const ownZone = (tx: Tx, accountId: string) =>
  tx.selectFrom('directory.account').select('timeZone').where('id', '=', accountId).executeTakeFirst()

export const saveRules = (
  tx: Tx,
  schoolId: string,
  rules: Partial<{ quietFrom: number; quietUntil: number; quietDays: number; dpoAddress: string | null }>,
) =>
  tx
    .insertInto('notificationRules')
    .values({ schoolId, ...rules })
    .onConflict((own) => own.column('schoolId').doUpdateSet(rules))
    .execute()

/** Whether one leads the school, or administers it. */
export const leads = (tx: Tx): Promise<boolean> =>
  sql<{ leads: boolean }>`select app.is_a('administrator', 'head') as leads`
    .execute(tx)
    .then(({ rows }) => rows[0]?.leads ?? false)
