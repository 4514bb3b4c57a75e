import { schoolDay } from '#kernel/clock.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { schoolOf } from '#kernel/school.ts'
import { dryRun, FEWEST, groundOf, isCounted } from '#modules/privacy/index.ts'
import { heldRules } from '#modules/retention/index.ts'
import { type Check, noneOf, perSchool, type Result } from '../checking.ts'
import { countingSince, numbersLeft } from '../past.queries.ts'

const TWO_DAYS = 2 * 86_400_000 // what is announced tonight is a number tomorrow night

/** Rows that should be gone; what was there when numbers began to be taken goes in the second night. What somebody holds with a reason is said, and is amber. */
const resultOf = (kinds: number, rows: number, asked: number, isFirst: boolean): Result => {
  if (kinds > 0 && rows === 0) return asked > 0 ? 'warning' : 'ok'
  return kinds > 0 && isFirst ? 'not_yet' : 'failed'
}

/** What somebody did in a year that is over is not there any more. Not looked at: facts of the ledger, and whoever a legal hold names; both have terms of their own. */
const historyGone = perSchool('query', async ({ look, installation, now }, { schoolId }) => {
  const ground = await groundOf(installation)
  const kinds = personalTables(ground.map).filter(isCounted).length
  const { due, held, since } = await look(async ({ tx }) => {
    const { timeZone } = await schoolOf(tx)
    const day = schoolDay(new Date(now.getTime() - TWO_DAYS), timeZone)
    return {
      due: await dryRun(tx, ground, { schoolId, day }, isCounted),
      held: await heldRules(tx, schoolDay(now, timeZone)),
      since: await countingSince(tx),
    }
  }, schoolId)
  const rows = due.reduce((all, one) => all + (held.includes(one.table) ? 0 : one.due), 0)
  const asked = due.filter(({ table }) => held.includes(table)).length
  const isFirst = now.getTime() < since.getTime() + TWO_DAYS
  return { result: resultOf(kinds, rows, asked, isFirst), facts: { kinds, rows, asked, isFirst } }
})

/** The numbers that are left of past years lead to nobody: none is of a few, and no column of them points to anything but a class. */
const leadsNowhere = perSchool('query', async ({ look }, { schoolId }) =>
  noneOf(await look(({ tx }) => numbersLeft(tx, FEWEST), schoolId), 'small', 'ways'),
)

export const pastChecks = {
  'C-45.history_gone': historyGone,
  'C-45.leads_nowhere': leadsNowhere,
} as const satisfies Record<string, Check>
