import { sql } from 'kysely'
import type { Decider } from '#contract/disputes.ts'
import type { RefusalGround } from '#contract/refusal-grounds.ts'
import type { RightKind } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

type Dispute = { schoolId: string; id: string; pupilId: string; begunOn: string; untilOn: string; begunAt: Date; begunBy: string }

/** Enters a dispute; false where one holds already. */
export const insertDispute = async (tx: Tx, row: Dispute & { sealed: Buffer }): Promise<boolean> =>
  (
    await sql`insert into family_dispute (school_id, id, pupil_id, begun_on, until_on, begun_at, begun_by, sealed)
      values (${row.schoolId}, ${row.id}, ${row.pupilId}, ${row.begunOn}, ${row.untilOn}, ${row.begunAt}, ${row.begunBy}, ${row.sealed})
      on conflict do nothing returning id`.execute(tx)
  ).rows.length === 1

type Live = Pick<Dispute, 'id' | 'begunOn' | 'untilOn' | 'begunBy'> & { sealed: Buffer }
/** The dispute that holds today. */
export const disputeNow = async (tx: Tx, schoolId: string, pupilId: string): Promise<Live | undefined> =>
  (
    await sql<Live>`select id, begun_on, until_on, begun_by, sealed from family_dispute
      where school_id = ${schoolId} and pupil_id = ${pupilId} and ended_at is null and current_date between begun_on and until_on`.execute(
      tx,
    )
  ).rows[0]

type Ending = { schoolId: string; pupilId: string; at: Date; by: string }
export const endDispute = async (tx: Tx, { schoolId, pupilId, at, by }: Ending): Promise<{ id: string } | undefined> =>
  (
    await sql<{ id: string }>`update family_dispute set ended_at = ${at}, ended_by = ${by}
      where school_id = ${schoolId} and pupil_id = ${pupilId} and ended_at is null and current_date between begun_on and until_on returning id`.execute(
      tx,
    )
  ).rows[0]

/** Who decides what waits about a pupil: whoever has no part in it. */
export const deciderFor = async (tx: Tx, pupilId: string): Promise<Decider | null> =>
  (await sql<{ decider: Decider | null }>`select app.who_decides(${pupilId}, ${pupilId}) as decider`.execute(tx)).rows[0]
    ?.decider ?? null

/** How many guardians a pupil has in their own right. */
export const guardiansOf = async (tx: Tx, pupilId: string): Promise<number> =>
  (
    await sql<{ guardians: number }>`select count(distinct guardian_id)::int as guardians from app.edges_now()
      where pupil_id = ${pupilId} and delegated_from is null`.execute(tx)
  ).rows[0]?.guardians ?? 0

export type Waiting = {
  id: string
  kind: RightKind
  profile: Profile
  personId: string
  askedBy: string
  askedAt: Date
  dueOn: string
  isOpen: boolean
}

/** Of some requests, or of all that are open or can still be fetched, those that wait for the head and for which nobody was asked. */
export const unasked = async (tx: Tx, schoolId: string, now: Date, requests: readonly string[] | null): Promise<Waiting[]> =>
  (
    await sql<Waiting>`
      select id, kind, profile, person_id, asked_by, asked_at, due_on, closed_at is null as is_open from rights_request q
      where school_id = ${schoolId} and (${requests}::uuid[] is null or id = any (${requests}::uuid[])) and kind in ('access', 'portability', 'erasure')
        and (closed_at is null or link_until > ${now}) and not exists (select from head_step s where s.school_id = q.school_id and s.request_id = q.id and (s.verdict is distinct from 'refused' or q.closed_at is not null)) and app.needs_head(id)`.execute(
      tx,
    )
  ).rows

type Step = { schoolId: string; id: string; requestId: string; personId: string; askedBy: string; askedAt: Date; dueOn: string }
/** Asks the head; of a request once. */
export const insertStep = async (tx: Tx, row: Step): Promise<boolean> =>
  (
    await sql`insert into head_step (school_id, id, request_id, person_id, asked_by, asked_at, due_on)
      values (${row.schoolId}, ${row.id}, ${row.requestId}, ${row.personId}, ${row.askedBy}, ${row.askedAt}, ${row.dueOn})
      on conflict do nothing returning id`.execute(tx)
  ).rows.length === 1

export type HeadStepRow = Step & {
  kind: RightKind
  profile: Profile
  requestedAt: Date
  decidedAt: Date | null
  verdict: 'approved' | 'refused' | null
  ground: RefusalGround | null
  sealed: Buffer | null
  needs: boolean
  waits: boolean
}
const columns = sql`s.school_id, s.id, s.request_id, s.person_id, s.asked_by, s.asked_at, case when q.closed_at is null then least(s.due_on, q.due_on) else s.due_on end as due_on, s.decided_at, s.verdict, s.ground, s.sealed,
  q.kind, q.profile, q.asked_at as requested_at, app.needs_head(q.id) as needs, s.decided_at is null and app.needs_head(q.id) as waits`

/** What the head has said, or has not yet, of some requests. */
export const stepsOf = async (tx: Tx, schoolId: string, requests: readonly string[]): Promise<Map<string, HeadStepRow>> => {
  const { rows } =
    await sql<HeadStepRow>`select ${columns} from head_step s join rights_request q on q.school_id = s.school_id and q.id = s.request_id
    where s.school_id = ${schoolId} and s.request_id = any (${requests}::uuid[]) order by s.asked_at`.execute(tx)
  return new Map(rows.map((row) => [row.requestId, row]))
}

type Listed = HeadStepRow & { threads: number; decides: boolean; decider: Decider | null }
/** What waits for the head, first what is due first; and what was decided since a day. */
export const steps = async (tx: Tx, schoolId: string, since: Date): Promise<Listed[]> => {
  const { rows } = await sql<Listed>`
    select ${columns}, (select count(*)::int from app.threads_touched(s.asked_by, s.person_id, q.kind)) as threads,
      app.decides_step(s.person_id, s.asked_by) as decides, app.who_decides(s.person_id, s.asked_by) as decider
    from head_step s join rights_request q on q.school_id = s.school_id and q.id = s.request_id
    where s.school_id = ${schoolId} and (s.decided_at > ${since} or s.decided_at is null and (q.closed_at is null or q.link_until > now()))
    order by s.decided_at desc nulls first, s.due_on limit 200`.execute(tx)
  return rows
}

/** One step that nobody has decided, held until the transaction ends. */
export const holdStep = async (
  tx: Tx,
  schoolId: string,
  id: string,
): Promise<Pick<HeadStepRow, 'requestId' | 'askedBy' | 'kind' | 'profile'> | undefined> =>
  (
    await sql<Pick<HeadStepRow, 'requestId' | 'askedBy' | 'kind' | 'profile'>>`
      select s.request_id, s.asked_by, q.kind, q.profile from head_step s join rights_request q on q.school_id = s.school_id and q.id = s.request_id
      where s.school_id = ${schoolId} and s.id = ${id} and s.decided_at is null for update of s`.execute(tx)
  ).rows[0]

type Decided = {
  schoolId: string
  id: string
  at: Date
  by: string
  verdict: 'approved' | 'refused'
  ground: RefusalGround | null
  sealed: Buffer
}
export const decideStep = (tx: Tx, { schoolId, id, at, by, verdict, ground, sealed }: Decided) =>
  sql`update head_step set decided_at = ${at}, decided_by = ${by}, verdict = ${verdict}, ground = ${ground}, sealed = ${sealed}
    where school_id = ${schoolId} and id = ${id}`.execute(tx)

/** Of some requests, those that cannot go on before the head has said so. */
export const thatNeedHead = async (tx: Tx, requests: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ id: string }>`select r as id from unnest(${requests}::uuid[]) as r where app.needs_head(r)`.execute(tx)
    ).rows.map(({ id }) => id),
  )
