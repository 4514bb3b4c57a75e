import { sql } from 'kysely'
import type { Category } from '#contract/notifications.ts'
import type { Agreeable, Objectable } from '#contract/objecting.ts'
import type { Actor, Tx } from '#kernel/db.ts'

export type NewTelling = {
  schoolId: string
  id: string
  personId: string
  category: Category
  event: string
  happenedAt: Date
  dueAt: Date
  takenAt: Date | null
}

/** Notes of whom something is told; of what was told before, nothing comes back. */
export const insertTellings = async (tx: Tx, tellings: readonly NewTelling[]): Promise<string[]> => {
  if (tellings.length === 0) return []
  const rows = await tx
    .insertInto('telling')
    .values([...tellings])
    .onConflict((same) => same.columns(['schoolId', 'id']).doNothing())
    .returning('personId')
    .execute()
  return rows.map(({ personId }) => personId)
}

/** Of these, whom there is something for: those who were told. */
export const toldAmong = (tx: Tx, ids: readonly string[]): Promise<string[]> =>
  sql<{ personId: string }>`select person_id from telling where school_id = app.school_id() and id = any (${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows.map(({ personId }) => personId))

type Waking = { personId: string; afterSeconds: number; key: string }

/** Wakes the delivery for these people, in one order for everybody: of two who do so at once one waits, and neither for ever. */
export const wake = async (
  tx: Tx,
  { schoolId, requestId }: Pick<Actor, 'schoolId' | 'requestId'>,
  wakings: readonly Waking[],
) => {
  if (wakings.length === 0) return
  const inOrder = wakings.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  await sql`
    select app.job('notification.deliver', json_build_object('personId', w.person_id, 'schoolId', ${schoolId}::uuid, 'requestId', ${requestId}::uuid), w.after_seconds, w.key)
    from unnest(${inOrder.map(({ personId }) => personId)}::uuid[], ${inOrder.map(({ afterSeconds }) => afterSeconds)}::int[], ${inOrder.map(({ key }) => key)}::text[])
      as w (person_id, after_seconds, key)`.execute(tx)
}

/** Those of these people's devices on which they have seen a test. */
export const devicesOf = (tx: Tx, personId: string): Promise<string[]> =>
  sql<{ id: string }>`select id from app.push_devices_of(${personId}::uuid) where confirmed_at is not null`
    .execute(tx)
    .then(({ rows }) => rows.map(({ id }) => id))

export type Taken = { id: string; category: Category; event: string }

/** Takes what is due; of two who do so at once, one gets it. */
export const takeDue = (tx: Tx, personId: string, now: Date): Promise<Taken[]> =>
  sql<Taken>`
    update telling set taken_at = ${now} where school_id = app.school_id() and person_id = ${personId} and taken_at is null and due_at <= ${now}
    returning id, category, event`
    .execute(tx)
    .then(({ rows }) => rows)

/** Drops what is about something that was taken back before anybody was told of it. */
export const dropTakenBack = (tx: Tx, personId: string) =>
  sql`delete from telling where school_id = app.school_id() and person_id = ${personId}
    and id = any (array(select app.tellings_of_nothing(${personId}::uuid)))`.execute(tx)

/** Puts off what is due, but for what waits for nothing. */
export const putOff = (tx: Tx, personId: string, now: Date, until: Date) =>
  sql`update telling set due_at = ${until} where school_id = app.school_id() and person_id = ${personId} and taken_at is null and due_at <= ${now}
    and category not in ('urgent', 'account')`.execute(tx)

/** When the next of what waits for somebody is due. */
export const nextDue = (tx: Tx, personId: string): Promise<Date | undefined> =>
  sql<{ at: Date | null }>`
    select min(due_at) as at from telling where school_id = app.school_id() and person_id = ${personId} and taken_at is null`
    .execute(tx)
    .then(({ rows }) => rows[0]?.at ?? undefined)

/** What waits for somebody, by kind. */
export const waitingOf = (tx: Tx, personId: string): Promise<{ category: Category; due: Date }[]> =>
  sql<{ category: Category; due: Date }>`
    select category, min(due_at) as due from telling where school_id = app.school_id() and person_id = ${personId} and taken_at is null group by 1`
    .execute(tx)
    .then(({ rows }) => rows)

export const moveWaiting = (tx: Tx, personId: string, category: Category, dueAt: Date) =>
  sql`update telling set due_at = ${dueAt} where school_id = app.school_id() and person_id = ${personId} and category = ${category} and taken_at is null`.execute(
    tx,
  )

export const dropWaiting = (tx: Tx, personId: string, category: Category) =>
  sql`delete from telling where school_id = app.school_id() and person_id = ${personId} and category = ${category} and taken_at is null`.execute(
    tx,
  )

/** A mail that will say these things. */
export const insertMail = async (
  tx: Tx,
  mail: { schoolId: string; id: string; personId: string; madeAt: Date },
  tellings: readonly string[],
) => {
  await tx.insertInto('tellingMail').values(mail).execute()
  await sql`update telling set mail_id = ${mail.id} where school_id = app.school_id() and id = any (${tellings}::uuid[])`.execute(
    tx,
  )
}

/** What a mail says, as long as it has not left. */
export const inMail = (tx: Tx, mailId: string): Promise<Taken[]> =>
  sql<Taken>`
    select t.id, t.category, t.event from telling t join telling_mail m on m.school_id = t.school_id and m.id = t.mail_id
    where m.school_id = app.school_id() and m.id = ${mailId} and m.sent_at is null order by t.happened_at, t.id`
    .execute(tx)
    .then(({ rows }) => rows)

export const noteSent = (tx: Tx, mailId: string, at: Date) =>
  sql`update telling_mail set sent_at = ${at} where school_id = app.school_id() and id = ${mailId}`.execute(tx)

/** How often something was urgent in the school year of a day. */
export const urgentThisYear = (tx: Tx, at: Date): Promise<number> =>
  sql<{ times: number }>`select app.urgent_this_year(${at}::timestamptz::date) as times`
    .execute(tx)
    .then(({ rows }) => rows[0]?.times ?? 0)

/** Of some people, those who object to a purpose. */
export const objecting = async (tx: Tx, to: Objectable, people: readonly string[]): Promise<string[]> =>
  (await sql<{ id: string }>`select app.objecting(${to}, ${people}::uuid[]) as id`.execute(tx)).rows.map(({ id }) => id)

/** Of some people, those whose consent a purpose waits for and does not have. */
export const notAgreeing = async (tx: Tx, to: Agreeable, people: readonly string[]): Promise<string[]> =>
  (await sql<{ id: string }>`select app.not_agreeing(${to}, ${people}::uuid[]) as id`.execute(tx)).rows.map(({ id }) => id)
