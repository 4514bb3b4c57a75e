import * as z from 'zod/mini'
import type { Locale } from '#contract/locales.ts'
import { forgetPassword, recoverPassword, resetPassword } from '#contract/passwords.ts'
import { type Preparing, preparedAction } from '#kernel/action.ts'
import { as, asNobody } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { job } from '#kernel/job.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { beginTry, endTry, forgiveTries, triesAt, triesFrom } from '#kernel/throttle.ts'
import { dpoAddressOf } from '#modules/letters/index.ts'
import { normalised } from '#vault/blind.ts'
import { chooser } from './changing.ts'
import { resetMail } from './mails.ts'
import * as methods from './methods.queries.ts'
import { hashPassword } from './passwords.ts'
import { mustBeStrong } from './policy.ts'
import { takeCode, wrong } from './proving.ts'
import { isRecoveryCode } from './recovery.ts'
import * as resets from './resets.queries.ts'
import { accountTable } from './sealed.ts'
import * as queries from './sign-in.queries.ts'

const HOUR = 3_600_000

type WithLogin = Pick<Preparing<unknown, { login: string }>, 'installation' | 'actor' | 'address' | 'body'>

/** Counts a try at a name and from an address, and finds the account if there is one; the answer never says which. */
const findBehind = async (what: 'forgotten' | 'recovering', { installation, actor, address, body }: WithLogin) => {
  const schoolId = actor.schoolId ?? nobody
  const isEmail = body.login.includes('@')
  const [home, kind] = isEmail ? ([nobody, 'email'] as const) : ([schoolId, 'username'] as const)
  const at = triesAt(installation.vault, what, home, normalised(body.login))
  // Whoever asks for links in vain keeps nobody behind the same address from signing in.
  const from = triesFrom(installation.vault, what === 'forgotten' ? what : 'session', address)
  const digests = installation.vault.lookUp(kind, home, body.login)
  const found = await as(installation.db, actor, async (tx) => {
    await beginTry(tx, [at, from])
    return queries.accountFor(tx, home, kind, digests)
  })
  return { found, at, from }
}

/** The same job is put into the queue for whoever asks, about an account or about none: time tells nothing either. */
export const forget = preparedAction(
  forgetPassword,
  (preparing) => findBehind('forgotten', preparing),
  async ({ ready, later, emit }) => {
    const accountId = ready.found?.accountId
    await later('password.mail_reset', { accountId: accountId ?? nobody })
    emit('password.reset_asked', { way: 'mail' }, accountId ? { account: accountId } : {})
    return { sent: true } as const
  },
)

/** Sends the link to the address of the account, if it has one. The token is made here, so that no job row ever holds one. */
export const mailReset = job(
  'password.mail_reset',
  'security',
  z.object({ accountId: z.uuid() }),
  async ({ payload: { accountId }, schoolId, installation, unit }) => {
    const token = newToken()
    const mail = await unit(async ({ tx, vault, now }) => {
      const account = await queries.ownAccount(tx, accountId)
      if (!account) return undefined
      const [content] = await vault.open(tx, nobody, accountTable, [account])
      const school = await resets.homeOf(tx, schoolId)
      if (!content?.email || !school) return undefined
      await resets.insertReset(tx, {
        ...{ id: uuidv7(), accountId, schoolId: school.schoolId, way: 'mail', tokenDigest: digestOf(token) },
        madeAt: now,
        expiresAt: new Date(now.getTime() + HOUR),
      })
      const link = `${installation.origin}/reset?token=${token}`
      const told = { to: content.email, locale: account.locale as Locale, school: school.name, link }
      return resetMail({ ...told, dpoAddress: await dpoAddressOf(tx) })
    }, accountId)
    if (mail) await installation.post.send(mail)
  },
)

export const reset = preparedAction(
  resetPassword,
  async ({ installation, actor, body, address }) => {
    const token = digestOf(body.token)
    const from = triesFrom(installation.vault, 'session', address)
    const found = await as(installation.db, actor, async (tx) => {
      await beginTry(tx, [from])
      return resets.resetFor(tx, token)
    })
    const { accountId, schoolId } = found ?? wrong('reset.token_unknown')
    const inHand = { ...actor, accountId, schoolId }
    const { known, hasFactor } = await as(installation.db, inHand, (tx) => chooser(tx, installation.vault, inHand))
    const standsAlone = await mustBeStrong(body.password, known, hasFactor)
    await asNobody(installation.db, (tx) => forgiveTries(tx, [from]))
    return { token, accountId, schoolId, standsAlone, hash: await hashPassword(body.password) }
  },
  async ({ tx, ready, now, become, emit, changeSession }) => {
    const { accountId, schoolId } = ready
    await become({ accountId, schoolId })
    if (!(await resets.spendReset(tx, accountId, ready.token, now))) refuse('reset.token_unknown')
    await queries.setPassword(tx, accountId, ready.hash, ready.standsAlone, now)
    await queries.endOthers(tx, accountId, null, now)
    emit('password.changed', { why: 'mail' }, { account: accountId })
    changeSession('ended')
    const school = (await resets.homeOf(tx, schoolId)) ?? refuse('not_found')
    return { slug: school.slug }
  },
)

/** With a recovery code: whoever has none hears the same as whoever has no account. The password is judged before either is known. */
export const recover = preparedAction(
  recoverPassword,
  async (preparing) => {
    const { installation, actor, body, now } = preparing
    const standsAlone = await mustBeStrong(body.password, [body.login], true)
    const { found, at, from } = await findBehind('recovering', preparing)
    const hash = await hashPassword(body.password)
    const accountId = found?.accountId ?? nobody
    const way = await as(installation.db, { ...actor, accountId }, async (tx) =>
      isRecoveryCode(body.code) ? takeCode(tx, installation.vault, accountId, body.code, now) : undefined,
    )
    if (!way) return wrong('session.wrong_factor')
    await as(installation.db, actor, (tx) => endTry(tx, at, from))
    return { accountId, hash, standsAlone }
  },
  async ({ tx, ready, now, become, emit, changeSession }) => {
    const { accountId, hash, standsAlone } = ready
    await become({ accountId })
    await queries.setPassword(tx, accountId, hash, standsAlone, now)
    await queries.endOthers(tx, accountId, null, now)
    emit('factor.recovery_code_used', { left: await methods.codesLeft(tx, accountId) }, { account: accountId })
    emit('password.changed', { why: 'recovery_code' }, { account: accountId })
    changeSession('ended')
    return {}
  },
)
