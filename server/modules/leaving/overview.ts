import { readLeavers, setLeavingClocks } from '#contract/leaving.ts'
import { leavingClocks } from '#contract/leaving-clocks.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { survivingNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './steps.queries.ts'

const named = async <R extends { sealed: Buffer }>(
  tx: Tx,
  vault: Vault,
  schoolId: string,
  rows: readonly R[],
  idOf: (row: R) => string,
) => {
  const names = await survivingNames(
    tx,
    vault,
    schoolId,
    rows.map((row) => ({ id: idOf(row), sealed: row.sealed })),
  )
  return rows.map((row, nth) => ({ row, display: names[nth]?.display ?? '' }))
}

const countsIn = (rows: readonly { state: string; people: number }[]) => {
  const of = (state: string) => rows.find((row) => row.state === state)?.people ?? 0
  return { leaving: of('leaving'), alumni_locked: of('alumni_locked'), guidance: of('guidance'), archived: of('archived') }
}

const clocksShown = async (tx: Tx) => {
  const { profile } = await schoolOf(tx)
  const { guidanceMonths, archiveMonths, version } = await queries.clocksOf(tx, profile)
  const said = leavingClocks[profile]
  const shown = (which: 'guidance' | 'archive', months: number) => {
    const { article, isLaw, verifiedOn, months: usual } = said[which]
    return { months, article, isLaw: isLaw && months === usual, verifiedOn, usual }
  }
  return { guidance: shown('guidance', guidanceMonths), archive: shown('archive', archiveMonths), version }
}

export const overview = action(readLeavers, async ({ tx, actor, vault, now, emit }) => {
  const schoolId = actor.schoolId!
  const { timeZone } = await schoolOf(tx)
  const [counts, locking, coming] = [
    await queries.countStates(tx),
    await queries.lockingOn(tx, schoolDay(now, timeZone)),
    await queries.comingSteps(tx),
  ]
  const canSet = await queries.leadsSchool(tx)
  const [last, steps] = [
    await named(tx, vault, schoolId, locking, ({ id }) => id),
    await named(tx, vault, schoolId, coming, ({ personId }) => personId),
  ]
  emit('leaving.list_read', { results: last.length + steps.length })
  return {
    ...{ counts: countsIn(counts), clocks: await clocksShown(tx), canSet },
    locking: last.map(({ row, display }) => ({ personId: row.id, display, lastDay: row.lastDay })),
    coming: steps.map(({ row: { sealed: _, ...row }, display }) => ({
      ...row,
      display,
      deferredAt: row.deferredAt?.toISOString() ?? null,
    })),
  }
})

export const setClocks = action(setLeavingClocks, async ({ tx, actor, body, now, emit }) => {
  const { profile } = await schoolOf(tx)
  const { guidanceMonths, archiveMonths, why } = body
  const said = leavingClocks[profile]
  const isLonger = guidanceMonths > said.guidance.months || archiveMonths > said.archive.months
  if (isLonger && why === 'shorter') refuse('leaving.longer_needs_ground')
  const version = await queries.setClocks(tx, { ...body, schoolId: actor.schoolId!, setAt: now })
  if (version === undefined) return refuse('leaving.clocks_changed')
  emit('leaving.clocks_set', { guidanceMonths, archiveMonths, why })
  return { version }
})
