import { changeLogSettings, type ReadersShownAs, readersShownAs, readLogSettings } from '#contract/ledger-reading.ts'
import { action } from '#kernel/action.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './reads.queries.ts'

const known = (as: string): ReadersShownAs => readersShownAs.find((one) => one === as) ?? 'initials'

export const readSettings = action(readLogSettings, async ({ tx }) => ({
  readersShownAs: known((await schoolOf(tx)).readersShownAs),
}))

export const changeSettings = action(changeLogSettings, async ({ tx, actor, body, emit }) => {
  await queries.showReadersAs(tx, actor.schoolId!, body.readersShownAs)
  emit('school.setting_changed', body)
  return body
})
