import { readRetention } from '#contract/retention.ts'
import { preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { askerIn, keptWords, onGround, tableName } from '#modules/privacy/index.ts'
import * as queries from './announced.queries.ts'
import { figuresLeft } from './figures.queries.ts'

export const overview = preparedAction(readRetention, onGround, async ({ tx, query, ready, now }) => {
  const asker = await askerIn(tx, query.locale)
  const tables = new Map(personalTables(ready.ground.map).map((table) => [table.table, table]))
  const said = (rule: string) => {
    const table = tables.get(rule)
    return { what: table ? tableName(asker.t, table) : rule, kept: table ? keptWords(asker, table) : '' }
  }
  const [coming, done, past] = [await queries.comingSweeps(tx), await queries.doneSweeps(tx), await figuresLeft(tx)]
  return {
    today: schoolDay(now, asker.timeZone),
    coming: coming.map(({ rule, byOn, ...one }) => ({ ...one, ...said(rule), beganBefore: byOn })),
    past: past.map(({ rule, ...one }) => ({ ...one, what: said(rule).what })),
    done: done.map(({ rule, doneAt, ...one }) => ({ ...one, what: said(rule).what, doneAt: doneAt.toISOString() })),
  }
})
