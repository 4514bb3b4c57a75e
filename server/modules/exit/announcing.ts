import { randomBytes } from 'node:crypto'
import type * as z from 'zod/mini'
import { dayAfter } from '#contract/rights-clocks.ts'
import {
  announceExit,
  exportSchool,
  LOCKED_DAYS,
  NOTICE_DAYS,
  READ_ONLY_DAYS,
  readSchoolExit,
  signExit,
  signReceipt,
  withdrawExit,
} from '#contract/school-exit.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { survivingNames } from '#modules/people/index.ts'
import { digestOfCode } from '#modules/privacy/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './exit.queries.ts'

type Shown = NonNullable<z.output<typeof readSchoolExit.output>['exit']>

const stateOf = ({ signedAt, lockedAt, readOnlyOn }: queries.Exit, today: string): Shown['state'] =>
  lockedAt ? 'locked' : !signedAt ? 'announced' : today >= readOnlyOn ? 'read_only' : 'signed'

const nameOf = async (tx: Tx, vault: Vault, schoolId: string, id: string | null, sealed: Buffer | null) => {
  if (!id || !sealed) return null
  const [names] = await survivingNames(tx, vault, schoolId, [{ id, sealed }])
  return names?.display ?? null
}

export const reading = action(readSchoolExit, async ({ tx, actor, vault, now }) => {
  const schoolId = actor.schoolId!
  const { timeZone } = await schoolOf(tx)
  const today = schoolDay(now, timeZone)
  const [row, leads] = [await queries.running(tx), await queries.leads(tx)]
  const firstDay = dayAfter(today, `P${NOTICE_DAYS}D`)
  if (!row) return { exit: null, firstDay, canAnnounce: leads }
  const isOpen = leads && row.signedAt !== null && row.lockedAt === null
  const exit: Shown = {
    ...{ id: row.id, state: stateOf(row, today), readOnlyOn: row.readOnlyOn, locksOn: row.locksOn },
    announcedAt: row.announcedAt.toISOString(),
    announcedBy: leads ? await nameOf(tx, vault, schoolId, row.announcedBy, row.announcer) : null,
    signedBy: leads ? await nameOf(tx, vault, schoolId, row.signedBy, row.signer) : null,
    destroysOn: dayAfter(row.lockedAt ? schoolDay(row.lockedAt, timeZone) : row.locksOn, `P${LOCKED_DAYS}D`),
    exportedAt: row.exportedAt?.toISOString() ?? null,
    receiptAt: row.receiptAt?.toISOString() ?? null,
    can: {
      sign: leads && row.signedAt === null && row.announcedBy !== actor.personId,
      withdraw: leads && row.lockedAt === null,
      export: isOpen,
      receipt: isOpen && row.manifest !== null && row.receiptAt === null,
    },
  }
  return { exit, firstDay, canAnnounce: false }
})

export const announce = action(announceExit, async ({ tx, actor, body: { readOnlyOn }, now, emit }) => {
  const schoolId = actor.schoolId!
  const today = schoolDay(now, (await schoolOf(tx)).timeZone)
  if (readOnlyOn < dayAfter(today, `P${NOTICE_DAYS}D`)) refuse('exit.too_soon')
  const locksOn = dayAfter(readOnlyOn, `P${READ_ONLY_DAYS}D`)
  const row = { schoolId, id: uuidv7(), at: now, by: actor.personId ?? nobody, readOnlyOn, locksOn }
  const { id } = (await queries.insertExit(tx, row)) ?? refuse('exit.under_way')
  emit('school.exit_announced', { exitId: id, readOnlyOn, locksOn })
  return { id, locksOn }
})

export const sign = action(signExit, async ({ tx, actor, now, emit }) => {
  const row = (await queries.running(tx, true)) ?? refuse('exit.none')
  if (row.signedAt) refuse('exit.already_signed')
  if (row.announcedBy === actor.personId) refuse('exit.own_signature')
  await queries.changeExit(tx, actor.schoolId!, row.id, { signedAt: now, signedBy: actor.personId ?? nobody })
  emit('school.exit_signed', { exitId: row.id })
  return { id: row.id }
})

export const withdraw = action(withdrawExit, async ({ tx, actor, now, emit }) => {
  const row = (await queries.running(tx, true)) ?? refuse('exit.none')
  await queries.changeExit(tx, actor.schoolId!, row.id, { withdrawnAt: now, withdrawnBy: actor.personId ?? nobody })
  emit('school.exit_withdrawn', { exitId: row.id })
  return { id: row.id }
})

export const beginExport = action(exportSchool, async ({ tx, now, emit }) => {
  const row = (await queries.running(tx)) ?? refuse('exit.none')
  if (!row.signedAt) refuse('exit.not_signed')
  const exportId = uuidv7()
  emit('school.exit_export_begun', { exitId: row.id, exportId })
  return { id: row.id, exportId, madeAt: now.toISOString() }
})

export const receipt = action(signReceipt, async ({ tx, actor, body: { manifest }, now, emit }) => {
  const row = (await queries.running(tx, true)) ?? refuse('exit.none')
  if (!row.manifest) return refuse('exit.no_export')
  if (row.receiptAt) refuse('exit.receipt_given')
  if (row.manifest.toString('hex') !== manifest) refuse('exit.other_manifest')
  const code = randomBytes(16).toString('hex')
  const change = { receiptAt: now, receiptBy: actor.personId ?? nobody, codeDigest: digestOfCode(code) }
  await queries.changeExit(tx, actor.schoolId!, row.id, change)
  emit('school.exit_receipt_signed', { exitId: row.id, manifest })
  return { id: row.id, code }
})
