import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'
import type { Request } from './requests.queries.ts'

type ByKey = Pick<
  Request,
  'id' | 'kind' | 'profile' | 'askedAt' | 'dueOn' | 'extendedAt' | 'coolsUntil' | 'closedAt' | 'outcome' | 'ground'
> & { school: string }

/** The request of a key, in whichever school it was made. */
export const requestByKey = async (tx: Tx, digest: Buffer): Promise<ByKey | undefined> =>
  (await sql<ByKey>`select * from app.request_with(${digest})`.execute(tx)).rows[0]
