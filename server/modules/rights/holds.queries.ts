import { sql } from 'kysely'
import type { Hold, HoldGround } from '#contract/holding.ts'
import type { Tx } from '#kernel/db.ts'

export type HoldRow = {
  id: string
  personId: string
  ground: HoldGround
  told: boolean
  askedBy: string
  askedAt: Date
  signedAt: Date | null
  reviewOn: string
  endedAt: Date | null
  endedHow: Hold['endedHow']
  sealed: Buffer
}
const columns = sql`id, person_id, ground, told, asked_by, asked_at, signed_at, review_on, ended_at, ended_how, sealed`

type Made = Pick<HoldRow, 'id' | 'personId' | 'ground' | 'told' | 'askedBy' | 'askedAt' | 'reviewOn' | 'sealed'> & {
  schoolId: string
}

/** Asks for a hold, unless the same is asked for or holds already. */
export const insertHold = async (tx: Tx, row: Made): Promise<boolean> =>
  (
    await sql`insert into legal_hold (school_id, id, person_id, ground, told, sealed, asked_by, asked_at, review_on)
      values (${row.schoolId}, ${row.id}, ${row.personId}, ${row.ground}, ${row.told}, ${row.sealed}, ${row.askedBy}, ${row.askedAt}, ${row.reviewOn})
      on conflict do nothing returning id`.execute(tx)
  ).rows.length === 1

type Listed = HoldRow & { answers: boolean; delays: number }

/** What is held, and what was within a year; what ends first comes first. */
export const holds = async (tx: Tx, schoolId: string, since: Date): Promise<Listed[]> =>
  (
    await sql<Listed>`
      select ${columns}, app.answers_rights(person_id, person_id) as answers,
        (select count(*)::int from rights_request q where q.school_id = h.school_id and q.person_id = h.person_id and q.held_at is not null and q.closed_at is null) as delays
      from legal_hold h where school_id = ${schoolId} and (ended_at is null or ended_at > ${since}) order by ended_at desc nulls first, review_on limit 500`.execute(
      tx,
    )
  ).rows

/** One hold that has not ended, held until the transaction ends. */
export const liveHold = async (tx: Tx, schoolId: string, id: string): Promise<HoldRow | undefined> =>
  (
    await sql<HoldRow>`select ${columns} from legal_hold where school_id = ${schoolId} and id = ${id} and ended_at is null for update`.execute(
      tx,
    )
  ).rows[0]

type At = { schoolId: string; id: string; at: Date; by: string }
export const signHold = (tx: Tx, { schoolId, id, at, by }: At) =>
  sql`update legal_hold set signed_at = ${at}, signed_by = ${by} where school_id = ${schoolId} and id = ${id}`.execute(tx)

export const endHold = (tx: Tx, { schoolId, id, at, by, how }: At & { how: NonNullable<HoldRow['endedHow']> }) =>
  sql`update legal_hold set ended_at = ${at}, ended_by = ${by}, ended_how = ${how} where school_id = ${schoolId} and id = ${id}`.execute(
    tx,
  )

export const moveReview = (tx: Tx, schoolId: string, id: string, reviewOn: string) =>
  sql`update legal_hold set review_on = ${reviewOn}, reminded_at = null where school_id = ${schoolId} and id = ${id}`.execute(tx)

/** Holds whose day of review has passed: they lapse. */
export const lapsing = async (tx: Tx, schoolId: string, today: string): Promise<HoldRow[]> =>
  (
    await sql<HoldRow>`select ${columns} from legal_hold where school_id = ${schoolId} and ended_at is null and review_on < ${today} for update`.execute(
      tx,
    )
  ).rows

/** Holds that have to be looked at again by a day, of which nobody was reminded. */
export const nearReview = async (tx: Tx, schoolId: string, by: string, now: Date): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      update legal_hold set reminded_at = ${now} where school_id = ${schoolId} and ended_at is null and review_on <= ${by} and reminded_at is null returning id`.execute(
      tx,
    )
  ).rows.map(({ id }) => id)

/** Marks an erasure as delayed by a hold. */
export const markHeld = (tx: Tx, schoolId: string, id: string, at: Date) =>
  sql`update rights_request set held_at = coalesce(held_at, ${at}), version = version + 1 where school_id = ${schoolId} and id = ${id}`.execute(
    tx,
  )

/** The erasures that holds have delayed, the oldest first. */
export const delayedErasures = async (tx: Tx, schoolId: string): Promise<{ id: string }[]> =>
  (
    await sql<{ id: string }>`
      select id from rights_request where school_id = ${schoolId} and held_at is not null and closed_at is null and kind = 'erasure' order by held_at`.execute(
      tx,
    )
  ).rows

/** Until when a request is delayed at most, and why, as far as whoever asks may be told. */
export const heldUntil = async (tx: Tx, ids: readonly string[]): Promise<Map<string, { until: string; ground: HoldGround }>> => {
  const { rows } = await sql<{ id: string; until: string; ground: HoldGround }>`
    select t.id, t.until_on as until, t.ground from app.holds_told(${ids}::uuid[]) t`.execute(tx)
  return new Map(rows.map(({ id, until, ground }) => [id, { until, ground }]))
}
