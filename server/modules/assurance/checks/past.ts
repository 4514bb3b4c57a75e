import { schoolDay } from '#kernel/clock.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { schoolOf } from '#kernel/school.ts'
import { dryRun, FEWEST, groundOf, isCounted } from '#modules/privacy/index.ts'
import { heldRules } from '#modules/retention/index.ts'
import { type Check, noneOf, perSchool, rightIf } from '../checking.ts'
import { numbersLeft } from '../past.queries.ts'

const TWO_DAYS = 2 * 86_400_000 // what is announced tonight is a number tomorrow night

/** What somebody did in a year that is over is not there any more; what somebody holds with a reason is counted, and left out. */
const historyGone = perSchool('query', async ({ look, installation, now }, { schoolId }) => {
  const ground = await groundOf(installation)
  const kinds = personalTables(ground.map).filter(isCounted).length
  const { due, asked } = await look(async ({ tx }) => {
    const { timeZone } = await schoolOf(tx)
    const day = schoolDay(new Date(now.getTime() - TWO_DAYS), timeZone)
    return { due: await dryRun(tx, ground, { schoolId, day }, isCounted), asked: await heldRules(tx, schoolDay(now, timeZone)) }
  }, schoolId)
  const rows = due.reduce((all, one) => all + (asked.includes(one.table) ? 0 : one.due), 0)
  return rightIf(kinds > 0 && rows === 0, { kinds, rows, asked: due.filter(({ table }) => asked.includes(table)).length })
})

/** The numbers that are left of past years lead to nobody: none is of a few, and no column of them points to anything but a class. */
const leadsNowhere = perSchool('query', async ({ look }, { schoolId }) =>
  noneOf(await look(({ tx }) => numbersLeft(tx, FEWEST), schoolId), 'small', 'ways'),
)

export const pastChecks = {
  'C-45.history_gone': historyGone,
  'C-45.leads_nowhere': leadsNowhere,
} as const satisfies Record<string, Check>
