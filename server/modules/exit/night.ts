import * as z from 'zod/mini'
import { LOCKED_DAYS } from '#contract/school-exit.ts'
import { schoolDay } from '#kernel/clock.ts'
import { as } from '#kernel/db.ts'
import type { Emitted } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { job, type Working } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { groundOf, insertErasure, ringWeek } from '#modules/privacy/index.ts'
import { destroySomeKeys, removeRows } from './destroying.ts'
import * as queries from './exit.queries.ts'

const DAY = 86_400_000
/** Nobody is let in from the day on that was announced, if the school has signed for what it took along. */
const lock = ({ unit, schoolId }: Night) =>
  unit(async ({ tx, now, emit }) => {
    const row = await queries.running(tx, true)
    if (!row?.receiptAt || row.lockedAt || schoolDay(now, (await schoolOf(tx)).timeZone) < row.locksOn) return
    await queries.changeExit(tx, schoolId, row.id, { lockedAt: now })
    emit('school.exit_locked', { exitId: row.id })
  })
type Night = Working<Record<string, never>>

const destroyKeys = async ({ unit, schoolId }: Night): Promise<number> => {
  for (let all = 0; ; ) {
    const gone = await unit(({ tx, vault }) => destroySomeKeys(tx, vault, schoolId))
    if (gone === 0) return all
    all += gone
  }
}

const say = async ({ db, ledger, clock }: Installation, payload: Emitted<'school.exit_destroyed'>['payload']) => {
  const directory = { schoolId: null, personId: nobody, accountId: null, session: null } as const
  const actor = { ...directory, purpose: 'legal', requestId: uuidv7(), action: 'school.exit.destroy' } as const
  const fact: Emitted = { name: 'school.exit_destroyed', payload, about: {} }
  await as(db, actor, (tx) => ledger.record(tx, actor, [fact], clock.now()))
}

/** Every key of the school first, in every process; then its rows; then the certificate. Interrupted, the next night goes on behind it. */
const destroy = async (night: Night) => {
  const { installation, schoolId, unit } = night
  const row = await unit(async ({ tx }) => ((await queries.holdsSomebody(tx)) ? undefined : queries.running(tx))) // a hold always wins
  const { lockedAt, codeDigest, destroyedAt } = row ?? {}
  const now = installation.clock.now()
  if (!row || !lockedAt || !codeDigest || destroyedAt || now.getTime() < lockedAt.getTime() + LOCKED_DAYS * DAY) return
  const keys = await destroyKeys(night)
  const ground = await groundOf(installation)
  const rows = await unit(async ({ tx }) => {
    const went = await removeRows(tx, ground, schoolId)
    const week = await ringWeek(tx)
    const counts = { deleted: went, detached: 0, kept: 0, keys }
    const certificate = {
      schoolId,
      id: uuidv7(),
      codeDigest,
      madeAt: now,
      madeBy: null,
      ...counts,
      keptUntil: null,
      stays: [],
      week,
      verifiedAt: now,
    }
    await insertErasure(tx, certificate)
    await queries.changeExit(tx, schoolId, row.id, { destroyedAt: now })
    return went
  })
  await say(installation, { exitId: row.id, schoolId, keys, rows })
  await installation.custody.journal.keep().catch((error) => installation.log.error({ err: error }, 'the journal waits'))
}

/** Every night: a school that leaves is locked when its day has come, and thirty days later its keys are destroyed. */
export const exitNight = job(
  'school.exit_night',
  'legal',
  z.object({}),
  async (night) => {
    await destroy(night) // first: whoever was locked tonight is not destroyed tonight
    await lock(night)
  },
  { isDaily: true },
)
