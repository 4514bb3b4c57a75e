import { askByLeaverKey, keyKinds, makeLeaverKey, openLeaverKey, tidyLeaverKey } from '#contract/leaver-key.ts'
import { COOLING_DAYS, isKnownUnder, strictest } from '#contract/rights-clocks.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { beginTry, mustNotWait, triesAt, triesFrom } from '#kernel/throttle.ts'
import { certificateCode, digestOfCode } from '#modules/privacy/index.ts'
import { snapshot } from '#vault/owners.ts'
import * as queries from './leaver-key.queries.ts'
import { requestTable } from './sealed.ts'
import { numberOf } from './showing.ts'

const DAY_MS = 86_400_000
/** Wrong keys from one network, after which the next waits longer each time. */
const FREE_TRIES = 20
/** So many requests a day somebody makes with a key without waiting. */
const FREE_REQUESTS = 20

export const make = action(makeLeaverKey, async ({ tx, actor, params, now, emit }) => {
  const [schoolId, personId, id] = [actor.schoolId!, params.id, uuidv7()]
  const { code, digest } = certificateCode()
  await queries.replaceKey(tx, schoolId, personId, now)
  await queries.insertKey(tx, { schoolId, id, personId, codeDigest: digest, madeAt: now, usedAt: null, replacedAt: null })
  emit('leaver_key.made', { keyId: id }, { subject: personId, own: true })
  return { code, madeAt: now.toISOString() }
})

type WithKey = Pick<Preparing<unknown, { code: string }>, 'installation' | 'actor' | 'address' | 'body'>

/** Looks for the key before anything is done with it; wrong ones make the next try wait, wherever it comes from. */
const held = async ({ installation, actor, body, address }: WithKey) => {
  const digest = digestOfCode(tidyLeaverKey(body.code))
  const wrongTries = [{ ...triesFrom(installation.vault, 'leaver_key', address), free: FREE_TRIES }]
  const key = await as(installation.db, actor, async (tx) => {
    await mustNotWait(tx, wrongTries)
    return queries.keyAt(tx, digest)
  })
  const refused = { fact: { name: 'leaver_key.refused' as const, payload: {}, about: {} }, wrongTries }
  return { digest, ...(key ?? refuse('leaver_key.unknown', undefined, refused)) }
}

export const open = preparedAction(openLeaverKey, held, async ({ tx, ready, become, emit }) => {
  const { schoolId, id, personId, school, laws, digest } = ready
  const rows = await queries.casesWith(tx, digest)
  await become({ schoolId })
  emit('leaver_key.opened', { keyId: id }, { subject: personId })
  const cases = rows.map(({ id: caseId, kind, askedAt, dueOn, closedAt, outcome }) => ({
    ...{ number: numberOf(caseId, askedAt), kind, askedAt: askedAt.toISOString(), dueOn },
    ...{ closedAt: closedAt?.toISOString() ?? null, outcome },
  }))
  return { school, kinds: keyKinds.filter((kind) => isKnownUnder(kind, laws)), cases }
})

/** A key is no way to bury the desk: what comes too fast waits. */
const slowly = async (preparing: WithKey) => {
  const key = await held(preparing)
  const { installation, actor } = preparing
  const tries = { ...triesAt(installation.vault, 'leaver_key', key.personId), free: FREE_REQUESTS }
  await as(installation.db, actor, (tx) => beginTry(tx, [tries]))
  return key
}

export const ask = preparedAction(askByLeaverKey, slowly, async ({ tx, vault, body, ready, now, become, emit, later }) => {
  const { schoolId, id: keyId, personId, laws, digest } = ready
  const { kind, words, answerTo } = body
  await become({ schoolId })
  const id = uuidv7()
  const { profile, dueOn } = strictest(kind, laws, schoolDay(now, (await schoolOf(tx)).timeZone))
  const [sealed] = await vault.seal(tx, schoolId, requestTable.table, [
    { id, owners: snapshot(id), content: { words, answerTo } },
  ])
  const coolsUntil = kind === 'erasure' ? new Date(now.getTime() + COOLING_DAYS * DAY_MS) : null
  const row = { held: digest, id, kind, profile, now, dueOn, coolsUntil, sealed: sealed! }
  const taken = (await queries.takeWith(tx, row)) ?? refuse('leaver_key.unknown')
  const { isAgain } = taken
  emit(isAgain ? 'leaver_key.asked_again' : 'leaver_key.asked', { keyId, requestId: taken.id, kind }, { subject: personId })
  if (!isAgain) emit('rights.word_asked', { requestId: taken.id })
  await later('rights.ask_head', {})
  return {
    ...{ id: taken.id, number: numberOf(taken.id, taken.askedAt), dueOn: taken.dueOn, isAgain },
    coolsUntil: taken.coolsUntil?.toISOString() ?? null,
  }
})
