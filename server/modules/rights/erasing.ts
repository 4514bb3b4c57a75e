import type { Locale } from '#contract/locales.ts'
import { carryOutErasure } from '#contract/rights.ts'
import type { Action } from '#kernel/action.ts'
import { preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import type { Unit } from '#kernel/job.ts'
import { carryOut, type Ground, groundOf, heardEverywhere, isDelayed } from '#modules/privacy/index.ts'
import { thatNeedHead } from './disputes.queries.ts'
import { mustBeEstablished } from './establishing.ts'
import * as holds from './holds.queries.ts'
import * as queries from './requests.queries.ts'

type Wanted = { schoolId: string; id: string; locale: Locale | undefined }

/** The request as it can be carried out: cool, open, and still somebody's. */
const readyToErase = async ({ tx, now }: Pick<Unit, 'tx' | 'now'>, { schoolId, id }: Wanted) => {
  const row = (await queries.holdRequest(tx, schoolId, id)) ?? refuse('rights.already_closed')
  const { codeDigest } = row
  if (row.kind !== 'erasure' || !codeDigest) return refuse('rights.already_closed')
  await mustBeEstablished(tx, id)
  if (!row.coolsUntil || row.coolsUntil > now) return refuse('rights.cooling')
  if ((await thatNeedHead(tx, [id])).has(id)) return refuse('rights.needs_head')
  return { ...row, codeDigest }
}

/** Erases whom a request is about, and keeps that there were cases, without anybody in them. */
export const eraseFor = async (hands: Unit, ground: Ground, wanted: Wanted) => {
  const { id, kind, personId, codeDigest } = await readyToErase(hands, wanted)
  const gone = await queries.casesOf(hands.tx, wanted.schoolId, personId)
  hands.emit('rights.decided', { requestId: id, kind, outcome: 'granted' })
  const done = await carryOut(hands, ground, { personId, locale: wanted.locale, codeDigest })
  const closedAs = { closedAt: hands.now, closedBy: hands.actor.personId, outcome: 'granted' as const }
  const kept = gone.map((one) => (one.id === id ? { ...one, ...closedAs } : one)).filter((one) => one.closedAt && one.outcome)
  await queries.insertCasesDone(hands.tx, wanted.schoolId, done.erasureId, kept)
  return done
}

const nothingYet = { erasureId: null, deleted: 0, detached: 0, kept: 0, keys: 0, keptUntil: null, holdsEverywhereBy: null }

const executing = preparedAction(
  carryOutErasure,
  async ({ installation }) => groundOf(installation),
  async ({ params, query, ready, ...hands }) => {
    const wanted = { schoolId: hands.actor.schoolId!, id: params.id, locale: query.locale }
    const row = await readyToErase(hands, wanted)
    const until = await isDelayed(hands.tx, ready, wanted.schoolId, row.personId)
    if (!until) return { heldUntil: null, ...(await eraseFor(hands, ready, wanted)) }
    await holds.markHeld(hands.tx, wanted.schoolId, row.id, hands.now)
    hands.emit('rights.held', { requestId: row.id })
    const told = await holds.heldUntil(hands.tx, [row.id])
    if (told.has(row.id)) hands.emit('rights.held_told', { requestId: row.id }, { subject: row.askedBy })
    return { heldUntil: until, ...nothingYet }
  },
)

/** Erases whom a request is about, once it has been thought over, and writes it down outside the database. What a hold delays is done when it ends. */
export const erasing: Action = heardEverywhere(executing)
