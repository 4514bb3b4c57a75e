import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** Where the person of a session stands now; `isEverywhere`: runs the school, and may read what stands anywhere in it. */
export type Standing = { session: Buffer; audiences: string[]; isEverywhere: boolean }

/** The sessions among these that live and are of this school now, and where their people belong; the others are over. */
export const standingOf = (tx: Tx, sessions: readonly Buffer[]) =>
  sql<Standing>`select session, audiences, is_everywhere from app.streams_now(${sessions}::bytea[])`
    .execute(tx)
    .then(({ rows }) => rows)
