import { answerWithin, type WeakPointOutcome } from '#contract/status.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { account } from '#vault/owners.ts'
import { asInstallation } from './acting.ts'
import { numberOf } from './reporting.ts'
import * as queries from './reports.queries.ts'
import { weakPointTable } from './sealed.ts'

const DAY_MS = 86_400_000
const isWeekend = (at: Date) => [0, 6].includes(at.getUTCDay())

/** So many working days later. */
export const workingDaysAfter = (from: Date, days: number): Date => {
  let at = from
  for (let left = days; left > 0; ) {
    at = new Date(at.getTime() + DAY_MS)
    if (!isWeekend(at)) left -= 1
  }
  return at
}

/** A report as the operator's list shows it: nothing of what was written. */
export type Listed = {
  readonly number: string
  readonly madeAt: Date
  readonly dueAt: Date
  readonly answeredAt: Date | null
  readonly closedAt: Date | null
  readonly outcome: WeakPointOutcome | null
  readonly isLate: boolean
}

export const listReports = (installation: Installation): Promise<Listed[]> =>
  asInstallation(installation, 'weak_point.list', async ({ tx, now }) =>
    (await queries.allReports(tx)).map(({ id, madeAt, answeredAt, closedAt, outcome }) => {
      const dueAt = workingDaysAfter(madeAt, answerWithin)
      return { number: numberOf(id), madeAt, dueAt, answeredAt, closedAt, outcome, isLate: (answeredAt ?? now) > dueAt }
    }),
  )

const idOf = async (tx: Parameters<typeof queries.allReports>[0], number: string) => {
  const found = (await queries.allReports(tx)).filter(({ id }) => numberOf(id) === number.toUpperCase())
  const [one] = found
  if (!one || found.length > 1) throw new Error(`there is no report ${number}`)
  return one
}

/** What was written; whoever reads it leaves a fact. */
export const readReport = (installation: Installation, number: string) =>
  asInstallation(installation, 'weak_point.read', async ({ tx, vault, emit }) => {
    const row = await idOf(tx, number)
    const [content] = await vault.open(tx, nobody, weakPointTable, [row])
    emit('weak_point.read', { reportId: row.id })
    return { madeAt: row.madeAt, ...content }
  })

/** Notes that somebody answered. */
export const noteAnswer = (installation: Installation, number: string): Promise<void> =>
  asInstallation(installation, 'weak_point.answer', async ({ tx, now, emit }) => {
    const { id } = await idOf(tx, number)
    if (!(await queries.setAnswered(tx, id, now))) throw new Error(`${number} was answered before`)
    emit('weak_point.answered', { reportId: id })
  })

export const closeReport = (installation: Installation, number: string, outcome: WeakPointOutcome): Promise<void> =>
  asInstallation(installation, 'weak_point.close', async ({ tx, now, emit }) => {
    const { id } = await idOf(tx, number)
    if (!(await queries.setClosed(tx, id, outcome, now))) throw new Error(`${number} is closed`)
    emit('weak_point.closed', { reportId: id, outcome })
  })

/** Has letters written of what is new; as long as none leaves, the next round tries again. Says of how many. */
export const tellOfReports = async (
  installation: Installation,
  write: (numbers: readonly string[]) => Promise<number>,
): Promise<number> => {
  const claimed = await asInstallation(installation, 'weak_point.tell', ({ tx, now }) => queries.claimUntold(tx, now))
  if (claimed.length === 0) return 0
  const ids = claimed.map(({ id }) => id)
  const again = () => asInstallation(installation, 'weak_point.tell', ({ tx }) => queries.settle(tx, ids, null))
  const left = await write(ids.map(numberOf)).catch(async (error: unknown) => {
    await again()
    throw error
  })
  if (left === 0) {
    await again()
    return 0
  }
  await asInstallation(installation, 'weak_point.tell', async ({ tx, now, emit }) => {
    await queries.settle(tx, ids, now)
    for (const reportId of ids) emit('weak_point.told', { reportId })
  })
  return claimed.length
}

/** Ends reports whose time is over, with their keys. */
export const endReports = (installation: Installation, span: string): Promise<number> =>
  asInstallation(installation, 'weak_point.sweep', async ({ tx, vault, now, emit }) => {
    const over = await queries.removeOverdue(tx, now, span)
    if (over.length === 0) return 0
    await vault.destroy(
      tx,
      nobody,
      over.map(({ id }) => account(id)),
    )
    emit('weak_point.ended', { reports: over.length })
    return over.length
  })
