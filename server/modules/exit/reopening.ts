import { LOCKED_DAYS } from '#contract/school-exit.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import * as queries from './exit.queries.ts'

const DAY = 86_400_000

/** Opens a school again that was locked, as long as none of its keys has been destroyed: it is as if it had never announced that it leaves. */
export const reopen = (installation: Installation, schoolId: string): Promise<void> =>
  asSchool(installation, schoolId, 'legal', 'school.exit.reopen', async ({ tx, now, emit }) => {
    const row = (await queries.running(tx, true)) ?? refuse('exit.none')
    if (!row.lockedAt) return refuse('exit.not_locked')
    const isDue = now.getTime() >= row.lockedAt.getTime() + LOCKED_DAYS * DAY
    if (row.destroyedAt || (isDue && !(await queries.holdsSomebody(tx)))) return refuse('exit.too_late') // the night may have begun
    await queries.forgetSessions(tx) // nobody is back because of a cookie from before: whoever comes says anew who they are
    await queries.changeExit(tx, schoolId, row.id, { lockedAt: null, withdrawnAt: now, withdrawnBy: nobody })
    emit('school.exit_reopened', { exitId: row.id })
  })
