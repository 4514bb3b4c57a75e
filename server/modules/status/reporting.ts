import { reportWeakPoint } from '#contract/status.ts'
import { preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { beginTry, triesOfBoth } from '#kernel/throttle.ts'
import { account } from '#vault/owners.ts'
import { insertReport } from './reports.queries.ts'
import { weakPointTable } from './sealed.ts'

/** By which somebody outside and whoever runs the machine speak of the same report. */
export const numberOf = (id: string): string => `W-${id.slice(-8).toUpperCase()}`

/** Keeps what somebody wrote, sealed; from one place only a few reports come in before the next has to wait. */
export const report = preparedAction(
  reportWeakPoint,
  async ({ installation: { db, vault }, actor, address }) => {
    await as(db, actor, (tx) => beginTry(tx, [triesOfBoth(vault, 'weak_point', address)]))
  },
  async ({ tx, vault, body: { words, where, answerTo }, now, emit }) => {
    const id = uuidv7(now.getTime())
    const content = { words, ...(where ? { where } : {}), ...(answerTo ? { answerTo } : {}) }
    const [sealed] = await vault.seal(tx, nobody, weakPointTable.table, [{ id, owners: account(id), content }])
    await insertReport(tx, { id, madeAt: now, sealed: sealed! })
    emit('weak_point.reported', { reportId: id })
    return { number: numberOf(id) }
  },
)
