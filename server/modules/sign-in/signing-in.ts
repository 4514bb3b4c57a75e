import type * as z from 'zod/mini'
import {
  askPasskey,
  confirmSession,
  endSession,
  goOnElsewhere,
  startByPasskey,
  startSession,
  switchSchool,
  takeSecondStep,
} from '#contract/sessions.ts'
import { action, type Context, type Preparing, preparedAction } from '#kernel/action.ts'
import { as, asNobody } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { digestOf } from '#kernel/session.ts'
import {
  beginTry,
  clearTries,
  countWrongFrom,
  forgiveFrom,
  forgiveTries,
  triesAt,
  triesFrom,
  triesOfBoth,
} from '#kernel/throttle.ts'
import { normalised } from '#vault/blind.ts'
import { beginSession } from './accounts.ts'
import { isListedNow } from './listed.ts'
import * as methods from './methods.queries.ts'
import { CHALLENGE_SECONDS, handleDigest, isPasskeyOf, newChallenge, rpIdOf } from './passkey.ts'
import { checkPassword, hashPassword, letIn } from './passwords.ts'
import { oneself, prove, renewSession, type Way, wrong } from './proving.ts'
import * as queries from './sign-in.queries.ts'

type Beginning = Pick<
  Context<unknown, unknown, unknown, unknown>,
  'tx' | 'now' | 'agent' | 'over' | 'device' | 'become' | 'emit' | 'changeSession' | 'alongside'
>

/** Of those who sign in within an hour and stay, this many are one person. */
const MOST_AN_HOUR = 12

/** What can be known at this moment: the password stands on a list by now, or more sign in with it than one person does. */
const riskOf = (isBreached: boolean, lately: number) => {
  if (isBreached) return 'breached'
  return lately >= MOST_AN_HOUR ? 'shared' : undefined
}

type Who = { accountId: string; schoolId: string; personId: string }

/** Begins the session of an account in the school of the request; what it still lacks is part of the answer. */
const begin = async (
  { tx, now, agent, over, device, become, emit, changeSession, alongside }: Beginning,
  who: Who,
  sharedDevice: boolean,
  way: Way,
  inVain: 'session.wrong_credentials' | 'session.wrong_factor',
  isBreached = false,
) => {
  const { accountId, schoolId, personId } = who
  // Who somebody was before the password was looked at is asked again, in the same packet.
  const [, asked] = await Promise.all([become(who), queries.arrivalIn(tx, schoolId)])
  if (asked?.personId !== personId) refuse(inVain)
  const proven = way === 'passkey' ? 'wholly' : 'password'
  const begun = await beginSession(tx, {
    ...who,
    sharedDevice,
    now,
    proven,
    agent,
    over,
    device,
    alongside,
    asked,
    risk: way === 'password' ? riskOf(isBreached, asked?.lately ?? 0) : undefined,
  })
  changeSession(begun)
  if (begun.due) emit('password.change_demanded', { why: begun.due }, { subject: personId })
  if (begun.limited === 'second_step') emit('session.confirmed', { way }, { subject: personId })
  else emit('session.started', { accountId, way }, { subject: personId })
  return { accountId, personId, limited: begun.limited }
}

type Starting = Pick<
  Preparing<unknown, z.output<typeof startSession.body>>,
  'installation' | 'actor' | 'body' | 'address' | 'device'
>

const checkCredentials = async ({ installation, actor, body, address, device }: Starting) => {
  const schoolId = actor.schoolId ?? nobody
  const isEmail = body.login.includes('@')
  const digests = installation.vault.lookUp(isEmail ? 'email' : 'username', isEmail ? nobody : schoolId, body.login)
  const home = isEmail ? nobody : schoolId
  const name = [home, normalised(body.login)]
  const at = triesAt(installation.vault, 'session', ...name)
  const from = triesFrom(installation.vault, 'session', address)
  const both = triesOfBoth(installation.vault, 'session', address, ...name)
  const ofDevice = triesAt(installation.vault, 'device', ...name, device?.toString('base64') ?? '')
  const tried = { at, from, ofDevice, device, schoolId, home, kind: isEmail ? 'email' : 'username', digests } as const
  const found = await asNobody(installation.db, (tx) => queries.beginSignIn(tx, tried))
  const own = found.isKnown ? ofDevice : at
  const checked = await checkPassword(found.passwordHash, body.password)
  if (!found.accountId || !found.personId || checked === 'wrong') {
    if (!found.isKnown) await asNobody(installation.db, (tx) => countWrongFrom(tx, both, from)) // before the next is let in
    return wrong('session.wrong_credentials')
  }
  if (checked === 'too_cheap') {
    await asNobody(installation.db, (tx) => clearTries(tx, own))
    return refuse('password.must_reset')
  }
  const newHash = checked === 'imported' ? await hashPassword(body.password) : undefined
  const isBreached = await isListedNow(body.password)
  const who = { accountId: found.accountId, schoolId, personId: found.personId }
  return { who, own, both, from, newHash, isBreached }
}

export const start = preparedAction(
  startSession,
  (preparing) => letIn(() => checkCredentials(preparing)),
  async (context) => {
    const { who, own, both, from, newHash, isBreached } = context.ready
    const begun = await begin(context, who, context.body.sharedDevice, 'password', 'session.wrong_credentials', isBreached)
    context.alongside(clearTries(context.tx, own))
    context.alongside(forgiveFrom(context.tx, both, from))
    if (newHash) {
      await queries.setHash(context.tx, who.accountId, newHash)
      context.emit('password.rehashed', { from: 'bcrypt' }, { subject: begun.personId })
    }
    return begun
  },
)

/** Random bits to be signed; whoever asks for thousands has to wait. */
export const ask = preparedAction(
  askPasskey,
  async ({ installation, actor, address }) => {
    const challenge = newChallenge()
    await as(installation.db, actor, async (tx) => {
      await beginTry(tx, [triesFrom(installation.vault, 'challenge', address)])
      await methods.makeChallenge(tx, digestOf(challenge), CHALLENGE_SECONDS)
    })
    return challenge
  },
  async ({ ready, origin, emit }) => {
    emit('session.challenged', {})
    return { challenge: ready, rpId: rpIdOf(origin), timeout: CHALLENGE_SECONDS * 1000, userVerification: 'required' as const }
  },
)

export const startWithPasskey = preparedAction(
  startByPasskey,
  async ({ installation, actor, body, address, now }) => {
    // Nobody guesses a passkey: those who guess at passwords behind the same address keep nobody from using one.
    const from = triesFrom(installation.vault, 'passkey', address)
    const found = await as(installation.db, actor, async (tx) => {
      await beginTry(tx, [from])
      return methods.passkeyFor(tx, handleDigest(body.passkey.id))
    })
    const schoolId = actor.schoolId ?? nobody
    const isRight = found && (await isPasskeyOf({ installation, actor, now }, found.accountId, body.passkey))
    if (!isRight) return wrong('session.wrong_factor')
    const there = await as(installation.db, { ...actor, accountId: found.accountId }, (tx) => queries.membershipIn(tx, schoolId))
    if (!there) return wrong('session.wrong_factor')
    // A school signs in behind one address: what was right, and the question before it, count for nothing.
    await asNobody(installation.db, (tx) => forgiveTries(tx, [from, triesFrom(installation.vault, 'challenge', address)]))
    return { accountId: found.accountId, schoolId, personId: there.personId }
  },
  (context) => begin(context, context.ready, context.body.sharedDevice, 'passkey', 'session.wrong_factor'),
)

export const secondStep = preparedAction(
  takeSecondStep,
  (preparing) => prove(preparing, preparing.body),
  async (context) => {
    const { tx, actor, emit, ready } = context
    const { limited, due } = await renewSession(context, { isNow: true })
    if (due) emit('password.change_demanded', { why: due }, oneself(actor))
    if (ready === 'recovery_code')
      emit('factor.recovery_code_used', { left: await methods.codesLeft(tx, actor.accountId ?? nobody) }, oneself(actor))
    emit('session.started', { accountId: actor.accountId ?? nobody, way: ready }, oneself(actor))
    return { limited }
  },
)

const CONFIRMED_MS = 600_000

export const confirm = preparedAction(
  confirmSession,
  (preparing) => prove(preparing, preparing.body),
  async ({ tx, actor, now, ready, emit }) => {
    await queries.confirmed(tx, actor.session ?? refuse('not_signed_in'), now)
    emit('session.confirmed', { way: ready }, oneself(actor))
    return { until: new Date(now.getTime() + CONFIRMED_MS).toISOString() }
  },
)

export const goTo = action(switchSchool, async ({ tx, actor, now, agent, device, body, become, emit, changeSession }) => {
  const digest = actor.session ?? refuse('not_signed_in')
  const accountId = actor.accountId ?? refuse('not_signed_in')
  const there = (await queries.membershipIn(tx, body.schoolId)) ?? refuse('not_found')
  const old = (await queries.ownSession(tx, digest)) ?? refuse('session_ended')
  const { schoolId, personId } = there
  await become({ schoolId, personId })
  const { sharedDevice, authenticatedAt } = old
  const who = { accountId, schoolId, personId }
  const begun = await beginSession(tx, {
    ...who,
    sharedDevice,
    authenticatedAt,
    now,
    proven: 'wholly',
    agent,
    device,
    over: digest,
  })
  changeSession(begun)
  emit('session.started', { accountId, way: 'switched' }, { subject: personId })
  return { slug: there.slug, limited: begun.limited }
})

/** Goes on where the account is still somebody; what that school asks for besides is asked. */
export const goOn = action(goOnElsewhere, async ({ tx, now, agent, over, device, body, become, emit, changeSession }) => {
  const ways = over ? await queries.waysOn(tx, over) : []
  const { accountId, authenticatedAt, sharedDevice, schoolId, personId, slug } =
    ways.find((one) => one.schoolId === body.schoolId) ?? refuse('not_found')
  const who = { accountId, schoolId, personId }
  await become(who)
  const begun = await beginSession(tx, { ...who, sharedDevice, authenticatedAt, now, proven: 'wholly', agent, device, over })
  changeSession(begun)
  emit('session.started', { accountId, way: 'switched' }, { subject: personId })
  return { slug, limited: begun.limited }
})

/** The schools in which the session of a cookie goes on, where its own has nothing left for its person. */
export const waysOnFrom = ({ db }: Installation, digest: Buffer, schoolId: string) =>
  asNobody(db, (tx) => queries.waysOn(tx, digest)).then((ways) => ways.filter((one) => one.fromSchool === schoolId))

export const end = action(endSession, async ({ tx, actor, now, emit, changeSession }) => {
  if (actor.session) await queries.endSession(tx, actor.session, now)
  changeSession('ended')
  emit('session.ended', { why: 'signed_out' }, oneself(actor))
  return {}
})
