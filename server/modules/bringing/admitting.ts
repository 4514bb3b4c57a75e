import type { Preparing } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { authorize } from '#kernel/permissions.ts'
import { beginTry, timesBy } from '#kernel/throttle.ts'
import * as queries from './bringing.queries.ts'
import type { bringingPermissions } from './permissions.ts'

/** So many copies a day somebody fetches, looks into and keeps without waiting: each costs what a thousand pages do. */
const mostOpenings = 30

/** Lets in whoever may bring a copy along for this person, before anything of it is read. */
export const admit = <B>(
  { installation: { db, vault, permissions, relations }, actor, params }: Preparing<{ id: string }, B>,
  name: keyof typeof bringingPermissions,
): Promise<void> =>
  as(db, actor, async (tx) => {
    await authorize(tx, permissions[name] ?? refuse('not_allowed'), relations, params)
    if (!(await queries.mayBring(tx, params.id))) refuse('not_found')
    await beginTry(tx, [timesBy(vault, mostOpenings, 'copy', actor.personId ?? refuse('not_signed_in'))])
  })
