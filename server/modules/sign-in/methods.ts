import {
  addPasskey,
  beginAuthenticator,
  beginPasskey,
  confirmAuthenticator,
  listMethods,
  MOST_METHODS,
  makeRecoveryCodes,
  removeMethod,
  renameMethod,
} from '#contract/sign-in.ts'
import { action, type Context, preparedAction } from '#kernel/action.ts'
import { as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { digestOf } from '#kernel/session.ts'
import { beginTry, clearTries, triesAt } from '#kernel/throttle.ts'
import { account as accountOwner } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './methods.queries.ts'
import { attested, CHALLENGE_SECONDS, handleDigest, newChallenge, rpIdOf } from './passkey.ts'
import { endAllOthers, oneself, renewSession } from './proving.ts'
import { newRecoveryCodes, recoveryDigest } from './recovery.ts'
import { accountTable, methodTable } from './sealed.ts'
import { demands, ownAccount, ownWords } from './sign-in.queries.ts'
import { newSecret, stepFor, uriOf } from './totp.ts'

type Hands = Context<unknown, unknown, unknown, unknown>

const accountIn = ({ actor }: Pick<Hands, 'actor'>) => actor.accountId ?? refuse('not_signed_in')

export const list = action(listMethods, async (context) => {
  const { tx, vault } = context
  const accountId = accountIn(context)
  const rows = await queries.methodsOf(tx, accountId)
  const [opened, recoveryCodesLeft, asked, words] = await Promise.all([
    vault.open(tx, nobody, methodTable, rows),
    queries.codesLeft(tx, accountId),
    demands(tx),
    ownWords(tx),
  ])
  return {
    methods: rows.map(({ id, kind, madeAt, usedAt }, at) => ({
      id,
      kind: kind === 'passkey' ? ('passkey' as const) : ('totp' as const),
      label: opened[at]?.label ?? '',
      madeAt: madeAt.toISOString(),
      usedAt: usedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft,
    isRequired: Boolean(asked?.isPrivileged && !asked.invented),
    passwordChangedAt: asked?.changedAt?.toISOString() ?? null,
    hasWords: words !== undefined,
  }
})

const mustHaveRoom = async (tx: Tx, accountId: string) => {
  if ((await queries.methodsOf(tx, accountId)).length >= MOST_METHODS) refuse('factor.too_many')
}

/** What an app or a device shows beside the name of Préau: an address where there is one. */
const nameOf = async (tx: Tx, vault: Vault, accountId: string) => {
  const own = (await ownAccount(tx, accountId)) ?? refuse('not_found')
  const [content] = await vault.open(tx, nobody, accountTable, [own])
  return content?.email ?? `préau-${accountId.slice(-6)}`
}

export const beginApp = action(beginAuthenticator, async (context) => {
  const { tx, vault, actor, now, origin, emit } = context
  const accountId = accountIn(context)
  await mustHaveRoom(tx, accountId)
  await queries.endUnfinished(tx, accountId, now)
  const [id, secret] = [uuidv7(), newSecret()]
  const content = { label: '', secret }
  const [sealed] = await vault.seal(tx, nobody, methodTable.table, [{ id, owners: accountOwner(accountId), content }])
  const row = { id, accountId, kind: 'totp', handleDigest: null, counter: 0, madeAt: now, confirmedAt: null } as const
  await queries.insertMethod(tx, { ...row, sealed: sealed! })
  emit('factor.begun', { methodId: id, kind: 'totp' }, oneself(actor))
  return { id, secret, uri: uriOf(secret, await nameOf(tx, vault, accountId), `Préau ${rpIdOf(origin)}`) }
})

const issueCodes = async ({ tx, actor, now, emit }: Pick<Hands, 'tx' | 'actor' | 'now' | 'emit'>, accountId: string) => {
  const codes = newRecoveryCodes()
  await queries.voidCodes(tx, accountId, now)
  await queries.insertCodes(
    tx,
    codes.map((code) => ({ id: uuidv7(), accountId, codeDigest: recoveryDigest(code), madeAt: now })),
  )
  emit('factor.recovery_codes_made', { count: codes.length }, oneself(actor))
  return codes
}

/** Whoever has a factor now is not the one who signed in without: other sessions end, this one goes on under another token. */
const added = async (context: Hands, methodId: string, kind: queries.MethodKind, isFirst: boolean) => {
  const codes = isFirst ? await issueCodes(context, accountIn(context)) : []
  await endAllOthers(context)
  await renewSession(context)
  context.emit('factor.added', { methodId, kind }, oneself(context.actor))
  return codes
}

export const confirmApp = preparedAction(
  confirmAuthenticator,
  async ({ installation, actor }) => {
    const at = triesAt(installation.vault, 'proof', actor.accountId ?? nobody)
    await as(installation.db, actor, (tx) => beginTry(tx, [at]))
    return { at }
  },
  async (context) => {
    const { tx, vault, params, body, now, ready } = context
    const accountId = accountIn(context)
    const method = (await queries.methodOf(tx, accountId, params.id)) ?? refuse('not_found')
    if (method.kind !== 'totp' || method.confirmedAt) refuse('not_found')
    const [content] = await vault.open(tx, nobody, methodTable, [method])
    const step = stepFor(content?.secret ?? '', body.code, now, Number(method.counter))
    const before = await queries.methodsOf(tx, accountId)
    for (const { id, kind } of before) if (kind === 'totp') await queries.endMethod(tx, accountId, id, now) // one app: the new one
    if (step === undefined || !(await queries.takeCounter(tx, method.id, step, now))) return refuse('session.wrong_factor')
    await clearTries(tx, ready.at)
    return { codes: await added(context, method.id, 'totp', before.length === 0) }
  },
)

export const beginKey = preparedAction(
  beginPasskey,
  async ({ installation, actor }) => {
    const challenge = newChallenge()
    await as(installation.db, actor, (tx) => queries.makeChallenge(tx, digestOf(challenge), CHALLENGE_SECONDS))
    return challenge
  },
  async (context) => {
    const { tx, vault, actor, origin, ready, emit } = context
    const accountId = accountIn(context)
    await mustHaveRoom(tx, accountId)
    const [rows, name] = [await queries.methodsOf(tx, accountId), await nameOf(tx, vault, accountId)]
    const known = await vault.open(tx, nobody, methodTable, rows)
    emit('session.challenged', {}, oneself(actor))
    const isPublicKey = 'public-key' as const
    return {
      challenge: ready,
      rp: { id: rpIdOf(origin), name: 'Préau' },
      user: { id: Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url'), name, displayName: name },
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: isPublicKey, alg })),
      excludeCredentials: known.flatMap(({ handle }) => (handle ? [{ type: isPublicKey, id: handle }] : [])),
      authenticatorSelection: {
        residentKey: 'required' as const,
        requireResidentKey: true as const,
        userVerification: 'required' as const,
      },
      attestation: 'none' as const,
      timeout: CHALLENGE_SECONDS * 1000,
    }
  },
)

export const addKey = preparedAction(
  addPasskey,
  async ({ installation, actor, body }) => {
    await as(installation.db, actor, (tx) => mustHaveRoom(tx, accountIn({ actor }))) // and whether this session may add any
    return (await attested(installation, actor, body.passkey, body.passkey.response.transports)) ?? refuse('session.wrong_factor')
  },
  async (context) => {
    const { tx, vault, ready, body, now } = context
    const accountId = accountIn(context)
    await mustHaveRoom(tx, accountId)
    const before = await queries.methodsOf(tx, accountId)
    const { counter, ...key } = ready
    const id = uuidv7()
    const content = { label: body.label, ...key }
    const [sealed] = await vault.seal(tx, nobody, methodTable.table, [{ id, owners: accountOwner(accountId), content }])
    const row = {
      id,
      accountId,
      kind: 'passkey',
      handleDigest: handleDigest(key.handle),
      counter,
      madeAt: now,
      confirmedAt: now,
    } as const
    if (!(await queries.insertMethod(tx, { ...row, sealed: sealed! }))) refuse('factor.known')
    return { id, codes: await added(context, id, 'passkey', before.length === 0) }
  },
)

export const rename = action(renameMethod, async (context) => {
  const { tx, vault, actor, params, body, emit } = context
  const accountId = accountIn(context)
  const method = (await queries.methodOf(tx, accountId, params.id)) ?? refuse('not_found')
  const [content] = await vault.open(tx, nobody, methodTable, [method])
  const owners = accountOwner(accountId)
  const [sealed] = await vault.seal(tx, nobody, methodTable.table, [
    { id: method.id, owners, content: { ...content, label: body.label } },
  ])
  await queries.setLabel(tx, method.id, sealed!)
  emit('factor.renamed', { methodId: method.id, kind: method.kind === 'totp' ? 'totp' : 'passkey' }, oneself(actor))
  return {}
})

export const remove = action(removeMethod, async (context) => {
  const { tx, actor, params, now, emit } = context
  const accountId = accountIn(context)
  const method = (await queries.methodOf(tx, accountId, params.id)) ?? refuse('not_found')
  if (!(await queries.endMethod(tx, accountId, method.id, now))) refuse('not_found')
  const [left, asked, own] = [await queries.methodsOf(tx, accountId), await demands(tx), await ownAccount(tx, accountId)]
  if (left.length === 0) {
    if (asked?.isPrivileged && !asked.invented) refuse('factor.last_one')
    if (!own?.passwordStandsAlone) refuse('password.stands_not_alone')
    await queries.voidCodes(tx, accountId, now)
  }
  await endAllOthers(context)
  await renewSession(context)
  emit('factor.removed', { methodId: method.id, kind: method.kind === 'totp' ? 'totp' : 'passkey' }, oneself(actor))
  return {}
})

export const makeCodes = action(makeRecoveryCodes, async (context) => {
  const accountId = accountIn(context)
  if ((await queries.methodsOf(context.tx, accountId)).length === 0) refuse('not_found') // there is nothing that they would stand in for
  return { codes: await issueCodes(context, accountId) }
})
