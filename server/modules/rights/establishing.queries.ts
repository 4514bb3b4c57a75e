import { sql } from 'kysely'
import type { Waiting } from '#contract/establishing.ts'
import type { Identity } from '#contract/rights-clocks.ts'
import type { Tx } from '#kernel/db.ts'
import type { Request } from './requests.queries.ts'

/** Whether it is confirmed who asks. */
export const isEstablished = async (tx: Tx, id: string): Promise<boolean> =>
  (await sql<{ is: boolean }>`select app.is_established(${id}) as is`.execute(tx)).rows[0]?.is === true

/** What a case on paper waits for; null where it waits for nothing. */
export const waitsFor = async (tx: Tx, id: string): Promise<Waiting | null> =>
  (
    await sql<{
      waits: Waiting
    }>`select app.case_waits_for(person_id, asked_by, identity, taken_by, known_by) as waits from rights_request
      where school_id = app.school_id() and id = ${id} and came <> 'app' and closed_at is null and confirmed_at is null and kind <> 'withdrawal'`.execute(
      tx,
    )
  ).rows[0]?.waits ?? null

/** Confirms what came on paper, and how; null where whoever acts is neither who asks nor a second, or it is confirmed already. */
export const confirmCase = async (tx: Tx, id: string, at: Date): Promise<'own' | 'second' | null> =>
  (await sql<{ how: 'own' | 'second' | null }>`select app.confirm_case(${id}, ${at}) as how`.execute(tx)).rows[0]?.how ?? null

/** Writes down how the desk knows who asks; false where that is known, or confirmed, already. */
export const establish = async (tx: Tx, id: string, how: Identity): Promise<boolean> =>
  (await sql<{ done: boolean }>`select app.establish_case(${id}, ${how}) as done`.execute(tx)).rows[0]?.done === true

type Disowned = Pick<Request, 'kind' | 'personId' | 'askedBy' | 'came'>
/** Closes what was written down in the name of somebody who had not asked. */
export const disown = async (tx: Tx, schoolId: string, id: string, at: Date): Promise<Disowned | undefined> =>
  (
    await sql<Disowned>`update rights_request set closed_at = ${at}, outcome = 'disowned', version = version + 1
      where school_id = ${schoolId} and id = ${id} and came <> 'app' and confirmed_at is null and (closed_at is null or kind = 'withdrawal' and outcome = 'granted')
      returning kind, person_id, asked_by, came`.execute(tx)
  ).rows[0]

type Needed = { schoolId: string; id: string; at: Date; until: string; sealed: Buffer }
export const askMore = (tx: Tx, { schoolId, id, at, until, sealed }: Needed) =>
  sql`update rights_request set needed_at = coalesce(needed_at, ${at}), needed_by = ${until}, sealed = ${sealed}, version = version + 1
    where school_id = ${schoolId} and id = ${id}`.execute(tx)

export const moveDue = (tx: Tx, schoolId: string, id: string, dueOn: string) =>
  sql`update rights_request set due_on = ${dueOn}, version = version + 1 where school_id = ${schoolId} and id = ${id}`.execute(tx)

/** How many cases wait for the reader to confirm who asks. */
export const toConfirm = async (tx: Tx, schoolId: string): Promise<number> =>
  (
    await sql<{
      count: number
    }>`select count(*)::int as count from rights_request where school_id = ${schoolId} and came <> 'app' and closed_at is null and confirmed_at is null
      and app.may_second(person_id, asked_by, identity, taken_by, known_by)`.execute(tx)
  ).rows[0]?.count ?? 0
