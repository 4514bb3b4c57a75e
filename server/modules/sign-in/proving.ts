import { tidyWords } from '#contract/activation-words.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { EventPayload } from '#contract/events.ts'
import type { Proof } from '#contract/sessions.ts'
import type { Context, Preparing } from '#kernel/action.ts'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { About } from '#kernel/facts.ts'
import { nobody } from '#kernel/ids.ts'
import { beginTry, clearTries, triesAt } from '#kernel/throttle.ts'
import type { Vault } from '#vault/vault.ts'
import { beginSession } from './accounts.ts'
import * as methods from './methods.queries.ts'
import { isPasskeyOf } from './passkey.ts'
import { isPassword } from './passwords.ts'
import { isRecoveryCode, recoveryDigest } from './recovery.ts'
import { methodTable } from './sealed.ts'
import * as queries from './sign-in.queries.ts'
import { stepFor } from './totp.ts'

/** How somebody said who they are. */
export type Way = NonNullable<EventPayload<'session.started'>['way']>

/** Whom a fact of one's own account is about: the person in the school, or the account that is nobody there yet. */
export const oneself = ({ personId, accountId }: Pick<Actor, 'personId' | 'accountId'>): About =>
  personId ? { subject: personId } : accountId ? { account: accountId } : {}

export const wrong = (code: ErrorCode): never =>
  refuse(code, undefined, { fact: { name: 'session.refused', payload: { why: 'wrong' }, about: {} } })

const byAuthenticator = async (tx: Tx, vault: Vault, accountId: string, code: string, now: Date) => {
  const all = (await methods.methodsOf(tx, accountId)).filter(({ kind }) => kind === 'totp')
  const opened = await vault.open(tx, nobody, methodTable, all)
  for (const [at, { id, counter }] of all.entries()) {
    const step = stepFor(opened[at]?.secret ?? '', code, now, Number(counter))
    if (step !== undefined && (await methods.takeCounter(tx, id, step, now))) return true
  }
  return false
}

/** Takes a code, whichever of the two kinds it is; what was taken is used up, whatever comes of it. */
export const takeCode = async (tx: Tx, vault: Vault, accountId: string, code: string, now: Date): Promise<Way | undefined> => {
  if (isRecoveryCode(code))
    return (await methods.spendCode(tx, accountId, recoveryDigest(code), now)) ? 'recovery_code' : undefined
  return (await byAuthenticator(tx, vault, accountId, code, now)) ? 'totp' : undefined
}

type Preparation = Pick<Preparing<unknown, unknown>, 'installation' | 'actor' | 'now'>

const wayOf = async (preparing: Preparation, accountId: string, proof: Proof): Promise<Way | undefined> => {
  const { installation, actor, now } = preparing
  if ('password' in proof) {
    const found = await as(installation.db, actor, (tx) => queries.ownAccount(tx, accountId))
    return (await isPassword(found?.passwordHash, proof.password)) ? 'password' : undefined
  }
  if ('words' in proof) {
    const hash = await as(installation.db, actor, (tx) => queries.ownWords(tx))
    return (await isPassword(hash, tidyWords(proof.words))) ? 'words' : undefined
  }
  if ('passkey' in proof) return (await isPasskeyOf(preparing, accountId, proof.passkey)) ? 'passkey' : undefined
  return as(installation.db, actor, (tx) => takeCode(tx, installation.vault, accountId, proof.code, now))
}

const inVain = (proof: Proof): ErrorCode => {
  if ('words' in proof) return 'class_door.refused'
  return 'password' in proof ? 'session.wrong_credentials' : 'session.wrong_factor'
}

/**
 * Looks at what the account in hand says of itself, before the transaction. Tries are counted by account, not by address: whoever has come as far
 * as a session is no stranger at the door, and must not wait for those who are.
 */
export const prove = async (preparing: Preparation, proof: Proof): Promise<Way> => {
  const { installation, actor } = preparing
  const accountId = actor.accountId ?? refuse('not_signed_in')
  const at = triesAt(installation.vault, 'proof', accountId)
  await as(installation.db, actor, (tx) => beginTry(tx, [at]))
  const way = await wayOf(preparing, accountId, proof)
  if (!way) return wrong(inVain(proof))
  await as(installation.db, actor, (tx) => clearTries(tx, at))
  return way
}

type Renewing = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'now' | 'agent' | 'device' | 'changeSession'>

/** Goes on under another token, with what the session lacked looked at anew: whoever saw the old one has nothing. */
export const renewSession = async (
  { tx, actor, now, agent, device, changeSession }: Renewing,
  more: { isNow?: boolean } = {},
) => {
  const digest = actor.session ?? refuse('not_signed_in')
  const old = (await queries.ownSession(tx, digest)) ?? refuse('session_ended')
  const begun = await beginSession(tx, {
    accountId: actor.accountId ?? refuse('not_signed_in'),
    schoolId: old.schoolId,
    personId: old.personId,
    sharedDevice: old.sharedDevice,
    proven: 'wholly',
    authenticatedAt: more.isNow ? now : old.authenticatedAt,
    over: digest,
    agent,
    device,
    now,
  })
  changeSession(begun)
  return begun
}

/** What everything that changes a way of signing in ends with: every other session is over. */
export const endAllOthers = async ({ tx, actor, now }: Pick<Renewing, 'tx' | 'actor' | 'now'>) =>
  queries.endOthers(tx, actor.accountId ?? refuse('not_signed_in'), actor.session, now)
