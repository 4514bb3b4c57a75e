import { readEgress } from '#contract/egress.ts'
import { action } from '#kernel/action.ts'
import { leftOfPerson } from './leaving.queries.ts'
import { dayOf } from './records.ts'

const YEAR = 365

export const statement = action(readEgress, async ({ tx, params: { id }, now }) => {
  const rows = await leftOfPerson(tx, id, `${dayOf(now, -YEAR).slice(0, 7)}-01`)
  return { total: rows.reduce((sum, { sent }) => sum + sent, 0), rows }
})
