import { endSession, startSession } from '#contract/sessions.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { beginTry, endTry, triesAt, triesFrom } from '#kernel/throttle.ts'
import { normalised } from '#vault/blind.ts'
import { beginSession } from './accounts.ts'
import { isPassword } from './passwords.ts'
import * as queries from './sign-in.queries.ts'

export const start = preparedAction(
  startSession,
  async ({ installation, actor, body, address }) => {
    const schoolId = actor.schoolId ?? nobody
    const isEmail = body.login.includes('@')
    const digests = installation.vault.lookUp(isEmail ? 'email' : 'username', isEmail ? nobody : schoolId, body.login)
    const at = triesAt(installation.vault, 'session', isEmail ? nobody : schoolId, normalised(body.login))
    const from = triesFrom(installation.vault, 'session', address)
    const found = await as(installation.db, actor, async (tx) => {
      await beginTry(tx, [at, from])
      return queries.accountFor(tx, isEmail ? nobody : schoolId, isEmail ? 'email' : 'username', digests)
    })
    const isRight = await isPassword(found?.passwordHash, body.password)
    if (!found || !isRight)
      return refuse('session.wrong_credentials', undefined, {
        fact: { name: 'session.refused', payload: { why: 'wrong' }, about: {} },
      })
    return { accountId: found.accountId, at, from }
  },
  async ({ tx, ready, body, actor, now, become, emit, changeSession }) => {
    const schoolId = actor.schoolId!
    await become({ accountId: ready.accountId })
    const membership = (await queries.membershipIn(tx, schoolId)) ?? refuse('session.wrong_credentials')
    await become(membership)
    await endTry(tx, ready.at, ready.from)
    changeSession(await beginSession(tx, { accountId: ready.accountId, ...membership, sharedDevice: body.sharedDevice, now }))
    emit('session.started', { accountId: ready.accountId }, { subject: membership.personId })
    return { accountId: ready.accountId, personId: membership.personId }
  },
)

export const end = action(endSession, async ({ tx, actor, now, emit, changeSession }) => {
  if (actor.session) await queries.endSession(tx, actor.session, now)
  changeSession('ended')
  emit('session.ended', { why: 'signed_out' }, actor.personId ? { subject: actor.personId } : {})
  return {}
})
