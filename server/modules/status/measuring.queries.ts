import { sql } from 'kysely'
import type { Component, ComponentState } from '#contract/status.ts'
import type { Tx } from '#kernel/db.ts'

/** How a part answered, once. */
export type Sample = { readonly component: Component; readonly state: ComponentState; readonly at: Date }
export type Now = { component: Component; state: ComponentState; sinceAt: Date; measuredAt: Date }
export type Day = { component: Component; day: string; seen: number; slow: number; down: number }

const dayOf = ({ at }: Sample) => at.toISOString().slice(0, 10)

/** Adds what was measured to its days. */
export const countSamples = (tx: Tx, samples: readonly Sample[]) =>
  sql`insert into directory.component_day as known (day, component, seen, slow, down)
    select t.day, t.component, count(*), count(*) filter (where t.state = 'slow'), count(*) filter (where t.state = 'down')
    from unnest(${samples.map(dayOf)}::date[], ${samples.map(({ component }) => component)}::text[], ${samples.map(({ state }) => state)}::text[]) as t (day, component, state)
    group by 1, 2
    on conflict (day, component) do update set seen = known.seen + excluded.seen, slow = known.slow + excluded.slow, down = known.down + excluded.down`.execute(
    tx,
  )

export const componentsNow = (tx: Tx): Promise<Now[]> =>
  tx.selectFrom('directory.componentNow').select(['component', 'state', 'sinceAt', 'measuredAt']).execute()

/** Notes how a part answers now; since when stays where nothing has changed. */
export const setNow = (tx: Tx, { component, state, at }: Sample) =>
  sql`insert into directory.component_now as known (component, state, since_at, measured_at) values (${component}, ${state}, ${at}, ${at})
    on conflict (component) do update set state = excluded.state, measured_at = excluded.measured_at,
      since_at = case when known.state = excluded.state then known.since_at else excluded.since_at end
    where known.measured_at <= excluded.measured_at`.execute(tx)

export const componentDays = (tx: Tx, since: string): Promise<Day[]> =>
  tx
    .selectFrom('directory.componentDay')
    .select(['component', 'day', 'seen', 'slow', 'down'])
    .where('day', '>=', since)
    .orderBy('day')
    .execute()

export const sweepDays = (tx: Tx, now: Date, span: string) =>
  sql`delete from directory.component_day where day < (${now}::timestamptz - ${span}::interval)::date`.execute(tx)
