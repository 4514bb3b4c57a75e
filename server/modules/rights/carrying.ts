import { CARRY_MINUTES, type codeTroubles, drawCarryToken, redeemCarryToken, revokeCarryToken } from '#contract/carrying.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { mustNotWait, triesFrom } from '#kernel/throttle.ts'
import { certificateCode, digestOfCode } from '#modules/privacy/index.ts'
import * as queries from './carrying.queries.ts'
import { requestWith } from './requests.queries.ts'

const MINUTE = 60_000
/** Wrong codes from one network, after which the next waits longer each time. */
const FREE_TRIES = 20

export const draw = action(drawCarryToken, async ({ tx, actor, params, now, emit }) => {
  const [schoolId, askedBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const row = (await requestWith(tx, schoolId, params.id)) ?? refuse('not_found')
  if (!row.linkUntil || row.linkUntil <= now) return refuse('rights.link_over')
  const { code, digest } = certificateCode()
  const untilAt = new Date(Math.min(now.getTime() + CARRY_MINUTES * MINUTE, row.linkUntil.getTime()))
  if (await queries.revokeTokens(tx, schoolId, row.id, now))
    emit('copy_token.revoked', { requestId: row.id }, { subject: row.personId })
  await queries.insertToken(tx, {
    schoolId,
    id,
    requestId: row.id,
    personId: row.personId,
    askedBy,
    digest,
    drawnAt: now,
    untilAt,
  })
  emit('copy_token.drawn', { requestId: row.id, tokenId: id }, { subject: row.personId, own: true })
  return { code, until: untilAt.toISOString() }
})

export const revoke = action(revokeCarryToken, async ({ tx, actor, params: { id }, now, emit }) => {
  const personId = (await queries.revokeTokens(tx, actor.schoolId!, id, now)) ?? refuse('rights.already_closed')
  emit('copy_token.revoked', { requestId: id }, { subject: personId, own: true })
  return { id }
})

type Trouble = (typeof codeTroubles)[number]

/** Why a code that is known opens nothing: of two who hold it at once the second finds it used. */
const troubleOf = ({ revokedAt, usedAt, untilAt }: queries.HeldToken, now: Date): Trouble =>
  usedAt === null && revokedAt ? 'revoked' : usedAt === null && untilAt <= now ? 'expired' : 'used'

/** Looks for the code before anything is done with it; wrong ones make the next try wait, wherever it comes from. */
const held = async ({ installation, actor, body, address }: Preparing<unknown, { code: string }>) => {
  const wrongTries = [{ ...triesFrom(installation.vault, 'carry_token', address), free: FREE_TRIES }]
  const found = await as(installation.db, actor, async (tx) => {
    await mustNotWait(tx, wrongTries)
    return queries.tokenAt(tx, actor.schoolId ?? nobody, digestOfCode(body.code))
  })
  return found ?? refuse('copy.code', { why: 'unknown' satisfies Trouble }, { wrongTries })
}

export const redeem = preparedAction(redeemCarryToken, held, async ({ tx, actor, ready, now, become, emit }) => {
  const { id, personId, askedBy, isPortable, copy } = ready
  await become({ personId: askedBy })
  if (!(await queries.spendToken(tx, actor.schoolId!, id, now))) return refuse('copy.code', { why: troubleOf(ready, now) })
  emit('copy_token.used', { tokenId: id }, { subject: personId })
  return { personId, askedBy, only: isPortable ? ('portable' as const) : null, copy }
})
