import { sql } from 'kysely'
import type { Language } from '#contract/locales.ts'
import type { Component, IncidentImpact, IncidentState } from '#contract/status.ts'
import type { Tx } from '#kernel/db.ts'

export type Text = { readonly language: string; readonly title: string; readonly body: string }
export type NewIncident = { id: string; impact: IncidentImpact; components: readonly Component[]; beganAt: Date; openedAt: Date }
export type NewUpdate = { incidentId: string; number: number; state: IncidentState; at: Date }

export const insertIncident = (tx: Tx, { components, ...row }: NewIncident) =>
  tx
    .insertInto('directory.incident')
    .values({ ...row, components: [...components], closedAt: null })
    .execute()

export const insertUpdate = async (tx: Tx, row: NewUpdate, texts: readonly (Text & { language: Language })[]) => {
  await tx.insertInto('directory.incidentUpdate').values(row).execute()
  const { incidentId, number } = row
  await tx
    .insertInto('directory.incidentText')
    .values(texts.map((text, nth) => ({ ...text, incidentId, number, place: nth + 1 })))
    .execute()
}

/** Ends it; nothing where it is over already, or never was. */
export const setClosed = (tx: Tx, id: string, closedAt: Date) =>
  tx
    .updateTable('directory.incident')
    .set({ closedAt })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** The number of the newest thing said of an incident that is not over. */
export const newestNumber = (tx: Tx, id: string) =>
  tx
    .selectFrom('directory.incident as i')
    .innerJoin('directory.incidentUpdate as u', 'u.incidentId', 'i.id')
    .select((of) => of.fn.max('u.number').as('number'))
    .where('i.id', '=', id)
    .where('i.closedAt', 'is', null)
    .groupBy('i.id')
    .executeTakeFirst()

/** What is not over, and what was not before a day; the newest first. */
export const incidentsSince = (tx: Tx, since: Date) =>
  tx
    .selectFrom('directory.incident')
    .select(['id', 'impact', 'components', 'beganAt', 'openedAt', 'closedAt'])
    .where((of) => of.or([of('closedAt', 'is', null), of('closedAt', '>=', since)]))
    .orderBy('openedAt', 'desc')
    .limit(200)
    .execute()

export const updatesOf = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('directory.incidentUpdate')
    .select(['incidentId', 'number', 'state', 'at'])
    .where('incidentId', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('number', 'desc')
    .execute()

export const textsOf = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('directory.incidentText')
    .select(['incidentId', 'number', 'language', 'title', 'body'])
    .where('incidentId', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('place')
    .execute()

/** What ended so long ago goes, with all that was said of it. */
export const sweepIncidents = async (tx: Tx, now: Date, span: string): Promise<void> => {
  const over = sql`select id from directory.incident where closed_at < ${now}::timestamptz - ${span}::interval`
  await sql`delete from directory.incident_text where incident_id in (${over})`.execute(tx)
  await sql`delete from directory.incident_update where incident_id in (${over})`.execute(tx)
  await sql`delete from directory.incident where closed_at < ${now}::timestamptz - ${span}::interval`.execute(tx)
}
