import { sql } from 'kysely'
import type { Preset, Scope } from '#contract/families.ts'
import type { Tx } from '#kernel/db.ts'
import { authorityOf } from '#modules/people/index.ts'

/** An edge that has not ended; the row is held, so that two changes come one after the other. */
export const edgeById = (tx: Tx, schoolId: string, id: string) =>
  tx
    .selectFrom('guardianship')
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where((where) => where.or([where('untilAt', 'is', null), where('untilAt', '>', sql<Date>`now()`)]))
    .select(['id', 'pupilId', 'guardianId', 'relation', 'preset', 'scopes', 'version', 'delegatedFrom'])
    .forUpdate()
    .executeTakeFirst()

type Asked = {
  schoolId: string
  id: string
  guardianshipId: string
  pupilId: string
  guardianId: string
  presetBefore: Preset
  presetAfter: Preset
  scopesBefore: Scope[]
  scopesAfter: Scope[]
  edgeVersion: number
  sealed: Buffer
  askedAt: Date
  askedBy: string
}

/** Asks for a change; false when another waits to be decided. */
export const insertChange = async (tx: Tx, asked: Asked): Promise<boolean> =>
  (await tx
    .insertInto('guardianshipChange')
    .values({ ...asked, decidedAt: null, decidedBy: null, verdict: null })
    .onConflict((conflict) => conflict.constraint('guardianship_change_open').doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined

export const changeById = (tx: Tx, schoolId: string, id: string) =>
  tx.selectFrom('guardianshipChange').where('schoolId', '=', schoolId).where('id', '=', id).selectAll().executeTakeFirst()

type Verdict = 'countersigned' | 'declined' | 'withdrawn'

/** Decides a change that waits. The condition is the lock: of two who decide at once, one gets no row. */
export const decide = (tx: Tx, schoolId: string, id: string, verdict: Verdict, by: string, at: Date) =>
  tx
    .updateTable('guardianshipChange')
    .set({ verdict, decidedBy: by, decidedAt: at })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('verdict', 'is', null)
    .returning(['id', 'guardianshipId', 'pupilId', 'guardianId', 'presetAfter', 'scopesAfter', 'edgeVersion'])
    .executeTakeFirst()

type Rights = { id: string; preset: Preset; scopes: Scope[]; version: number }

/** Gives an edge its new rights, unless it has changed since they were asked for. */
export const setRights = (tx: Tx, schoolId: string, { id, preset, scopes, version }: Rights) =>
  tx
    .updateTable('guardianship')
    .set({ preset, scopes, authority: authorityOf[preset], version: version + 1 })
    .where('schoolId', '=', schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where((where) => where.or([where('untilAt', 'is', null), where('untilAt', '>', sql<Date>`now()`)]))
    .returning('id')
    .executeTakeFirst()
