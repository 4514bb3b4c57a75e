import { listRecords, signRecord, withdrawRecord } from '#contract/records.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { newestRecords, type SignedRow, whoSigns } from './records.queries.ts'
import { dayOf, kindOf, recordKey, takeBack, writeRecord } from './records.ts'
import { recordKinds } from './registry.ts'

const shown = ({ signer, at, untilOn, done, ofAll, paper, isSample, withdrawnAt }: SignedRow) => ({
  ...{ by: signer, at: at.toISOString(), untilOn, done, ofAll, isSample },
  paper: paper?.toString('hex') ?? null,
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
})

export const list = action(listRecords, async ({ tx, now }) => {
  const rows = await newestRecords(tx)
  const own = [...recordKinds.values()].filter(({ reach }) => reach === 'school')
  return {
    records: own.map(({ check, days, counts = false, paper = false }) => {
      const newest = rows.find(({ control, asks }) => check === `${control}.${asks}`)
      return { check, firstDay: dayOf(now, 1), lastDay: dayOf(now, days), counts, paper, newest: newest ? shown(newest) : null }
    }),
  }
})

export const sign = preparedAction(
  signRecord,
  async ({ installation }) => recordKey(installation),
  async ({ tx, actor, body: { check, ...said }, now, ready: key, emit }) => {
    const kind = kindOf(check, 'school')
    const signer = (await whoSigns(tx)).isOfficer ? 'dpo' : 'head'
    const { number, isSample, fact } = await writeRecord(tx, { kind, aboutSchool: actor.schoolId!, signer, said, key, now })
    emit(fact.name, fact.payload)
    return { check, number, isSample }
  },
)

export const withdraw = action(withdrawRecord, async ({ tx, actor, body: { check }, now, emit }) => {
  const { number, fact } = await takeBack(tx, kindOf(check, 'school'), actor.schoolId!, now)
  emit(fact.name, fact.payload)
  return { check, number }
})
