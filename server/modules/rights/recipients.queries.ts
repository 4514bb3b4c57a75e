import { sql } from 'kysely'
import type { RecipientKind, TellingReason, TellingWay } from '#contract/corrections.ts'
import type { Tx } from '#kernel/db.ts'

export type Recipient = {
  id: string
  requestId: string | null
  because: TellingReason
  personId: string | null
  askedBy: string | null
  askedAt: Date | null
  field: string | null
  kind: RecipientKind
  takenBy: string | null
  lastAt: Date
  toldAt: Date | null
  toldHow: TellingWay | null
  doneAt: Date | null
  sealed: Buffer | null
}
const columns = sql`c.id, c.request_id, c.because, c.person_id, c.asked_by, c.field, c.kind, c.taken_by, c.last_at, c.told_at, c.told_how, c.done_at, c.sealed`

type Found = Pick<
  Recipient,
  | 'id'
  | 'requestId'
  | 'because'
  | 'personId'
  | 'askedBy'
  | 'field'
  | 'kind'
  | 'takenBy'
  | 'lastAt'
  | 'toldAt'
  | 'toldHow'
  | 'sealed'
> & { schoolId: string; erasureId: string | null; foundAt: Date; toldBy: string | null }

/** Writes down who received something; of each once, however often it is looked for. */
export const insertRecipient = async (tx: Tx, row: Found): Promise<boolean> =>
  (
    await sql`
      insert into correction_recipient (school_id, id, request_id, because, erasure_id, person_id, asked_by, field, kind, taken_by, last_at, found_at, told_at, told_how, told_by, sealed)
      values (${row.schoolId}, ${row.id}, ${row.requestId}, ${row.because}, ${row.erasureId}, ${row.personId}, ${row.askedBy}, ${row.field}, ${row.kind}, ${row.takenBy}, ${row.lastAt}, ${row.foundAt},
        ${row.toldAt}, ${row.toldHow}, ${row.toldBy}, ${row.sealed})
      on conflict do nothing returning id`.execute(tx)
  ).rows.length === 1

/** Of some people, those who still work at the school, and so can be told there. */
export const stillHere = async (tx: Tx, schoolId: string, ids: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql<{
        id: string
      }>`select distinct person_id as id from person_role where school_id = ${schoolId} and person_id = any (${ids}::uuid[])
        and role not in ('pupil', 'guardian') and from_at <= now() and (until_at is null or until_at > now())`.execute(tx)
    ).rows.map(({ id }) => id),
  )

/** Whether mail can have gone to somebody: they sign in with an account. */
export const getsMail = async (tx: Tx, schoolId: string, personId: string): Promise<boolean> =>
  (
    await sql<{ gets: boolean }>`
      select exists (select from directory.membership where school_id = ${schoolId} and person_id = ${personId}) as gets`.execute(
      tx,
    )
  ).rows[0]?.gets === true

/** Who was told that something is restricted, in the app or by letter: they set it aside, and wait. */
export const toldToSetAside = async (tx: Tx, schoolId: string, requestId: string): Promise<Omit<Recipient, 'askedAt'>[]> =>
  (
    await sql<Omit<Recipient, 'askedAt'>>`
      select ${columns} from correction_recipient c where c.school_id = ${schoolId} and c.request_id = ${requestId}
        and c.because = 'restriction' and c.told_how in ('app', 'letter') order by c.found_at, c.id`.execute(tx)
  ).rows

/** Whoever received what was put right, those who were not told first. */
export const recipients = async (tx: Tx, schoolId: string, now: Date): Promise<(Recipient & { answers: boolean })[]> =>
  (
    await sql<Recipient & { answers: boolean }>`
      select ${columns}, q.asked_at, app.answers_rights(coalesce(c.person_id, '00000000-0000-0000-0000-000000000000'), coalesce(c.asked_by, '00000000-0000-0000-0000-000000000000')) as answers
      from correction_recipient c left join rights_request q on q.school_id = c.school_id and q.id = c.request_id
      where c.school_id = ${schoolId} and (c.told_at is not null or c.because <> 'restriction' or not exists (select from restriction r
        where r.school_id = c.school_id and r.request_id = c.request_id and r.lifts_at <= ${now}))
      order by c.told_at desc nulls first, c.found_at desc limit 300`.execute(tx)
  ).rows

/** To whom corrections were told, for whoever asked for them. */
export const recipientsOf = async (
  tx: Tx,
  schoolId: string,
  requests: readonly string[],
): Promise<Omit<Recipient, 'askedAt'>[]> =>
  (
    await sql<Omit<Recipient, 'askedAt'>>`
      select ${columns} from correction_recipient c where c.school_id = ${schoolId} and c.request_id = any (${requests}::uuid[])
        and c.asked_by = app.person_id() order by c.found_at, c.id`.execute(tx)
  ).rows

/** What was put right in what the reader took away. */
export const takenByMe = async (tx: Tx, schoolId: string, me: string): Promise<Omit<Recipient, 'askedAt'>[]> =>
  (
    await sql<Omit<Recipient, 'askedAt'>>`
      select ${columns} from correction_recipient c where c.school_id = ${schoolId} and c.taken_by = ${me} and c.told_how = 'app'
        and (c.because <> 'restriction' or not exists (select from correction_recipient l where l.school_id = c.school_id and l.request_id = c.request_id
          and l.because = 'lifting' and l.kind = c.kind and l.taken_by = c.taken_by and l.told_how = 'app'))
      order by c.done_at desc nulls first, c.found_at desc limit 100`.execute(tx)
  ).rows

/** Who asked for what was told; nobody where they were erased. */
type Asker = { askedBy: string | null }
type Telling = { schoolId: string; id: string; at: Date; by: string; how: TellingWay; sealed: Buffer }
/** Notes how somebody was told, unless that is noted already; answers who asked for the correction. */
export const tell = async (tx: Tx, { schoolId, id, at, by, how, sealed }: Telling): Promise<Asker | undefined> =>
  (
    await sql<Asker>`
      update correction_recipient set told_at = ${at}, told_by = ${by}, told_how = ${how}, sealed = ${sealed}
      where school_id = ${schoolId} and id = ${id} and told_at is null returning asked_by`.execute(tx)
  ).rows[0]

/** Notes that a copy is put right, or gone. */
export const correct = async (tx: Tx, schoolId: string, id: string, at: Date): Promise<Asker | undefined> =>
  (
    await sql<Asker>`
      update correction_recipient set done_at = ${at} where school_id = ${schoolId} and id = ${id} and told_how = 'app' and done_at is null returning asked_by`.execute(
      tx,
    )
  ).rows[0]
