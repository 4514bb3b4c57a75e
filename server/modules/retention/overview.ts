import { readRetention } from '#contract/retention.ts'
import { preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { askerIn, keptWords, onGround, spanWords, tableName } from '#modules/privacy/index.ts'
import * as queries from './announced.queries.ts'
import { endedAlone, figuresLeft } from './figures.queries.ts'

export const overview = preparedAction(readRetention, onGround, async ({ tx, query, ready, now }) => {
  const asker = await askerIn(tx, query.locale)
  const tables = new Map(personalTables(ready.ground.map).map((table) => [table.table, table]))
  const said = (rule: string) => {
    const table = tables.get(rule)
    return { what: table ? tableName(asker.t, table) : rule, kept: table ? keptWords(asker, table) : '' }
  }
  const [coming, done, past] = [await queries.comingSweeps(tx), await queries.doneSweeps(tx), await figuresLeft(tx)]
  const ended = await endedAlone(tx)
  const alone = personalTables(ready.ground.map).flatMap(({ table, sooner = [] }) =>
    sooner.map(({ after }) => ({
      ...{ what: said(table).what, after: spanWords(asker.t, after) },
      gone: ended.get(table) ?? null,
    })),
  )
  return {
    alone,
    today: schoolDay(now, asker.timeZone),
    coming: coming.map(({ rule, byOn, ...one }) => ({ ...one, ...said(rule), beganBefore: byOn })),
    past: past.map(({ rule, ...one }) => ({ ...one, what: said(rule).what })),
    done: done.map(({ rule, doneAt, ...one }) => ({ ...one, what: said(rule).what, doneAt: doneAt.toISOString() })),
  }
})
