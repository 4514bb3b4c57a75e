import type * as z from 'zod/mini'
import { isClassKey, tidyClassKey } from '#contract/class-key.ts'
import {
  confirmJoinRequest,
  listMyJoinRequests,
  lookUpClassKey,
  makeJoinRequest,
  withdrawJoinRequest,
} from '#contract/classes.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { digestOf } from '#kernel/session.ts'
import { beginTry, mustNotWait, triesAt, triesFrom } from '#kernel/throttle.ts'
import { accountFor, beginSession, hashPassword, isPassword, makeAccount, mustBeStrong } from '#modules/sign-in/index.ts'
import { normalised } from '#vault/blind.ts'
import { snapshot } from '#vault/owners.ts'
import { keyFor } from './classes.queries.ts'
import * as queries from './joining.queries.ts'
import { classTable, joinRequestTable } from './sealed.ts'

const DAY = 86_400_000
const STAYS_OPEN = 14 * DAY

type WithKey = Pick<Preparing<unknown, { key: string }>, 'installation' | 'actor' | 'address' | 'body'>

/** Finds the class of a key before anything is done with it; wrong ones make the next try wait, wherever it comes from. */
const findKey = async ({ installation, actor, body, address }: WithKey) => {
  const key = tidyClassKey(body.key)
  const wrongTries = [triesFrom(installation.vault, 'class_key', address)]
  const found = await as(installation.db, actor, async (tx) => {
    await mustNotWait(tx, wrongTries)
    return isClassKey(key) ? keyFor(tx, installation.vault.lookUp('class_key', nobody, key)) : undefined
  })
  return (
    found ??
    refuse('class_key.unknown', undefined, {
      fact: { name: 'class.key_refused', payload: { why: 'unknown' }, about: {} },
      wrongTries,
    })
  )
}

export const lookUp = preparedAction(lookUpClassKey, findKey, async ({ tx, vault, ready, become, emit }) => {
  await become({ schoolId: ready.schoolId })
  const [label] = await vault.open(tx, ready.schoolId, classTable, [{ id: ready.classId, sealed: ready.sealed }])
  emit('class.key_shown', { classId: ready.classId, keyId: ready.classKeyId })
  return { school: ready.school, slug: ready.slug, classLabel: label!.label }
})

/** A key on a wall must not be a way to fill a stranger's mailbox: each further request to one address waits longer. */
const findKeyOf = async (preparing: Preparing<unknown, { key: string; email: string }>) => {
  const found = await findKey(preparing)
  const { installation, actor, body } = preparing
  const at = triesAt(installation.vault, 'join_request', normalised(body.email))
  await as(installation.db, actor, (tx) => beginTry(tx, [at]))
  return found
}

export const make = preparedAction(makeJoinRequest, findKeyOf, async ({ tx, vault, ready, body, now, become, emit, later }) => {
  const { schoolId, classId, classKeyId } = ready
  await become({ schoolId })
  const id = uuidv7()
  const content = { child: body.child, name: body.name, email: body.email }
  const [sealed] = await vault.seal(tx, schoolId, joinRequestTable.table, [{ id, owners: snapshot(id), content }])
  await queries.insertRequest(tx, {
    schoolId,
    id,
    classId,
    classKeyId,
    relation: body.relation,
    locale: body.locale,
    sealed: sealed!,
    madeAt: now,
    expiresAt: new Date(now.getTime() + STAYS_OPEN),
  })
  await later('class.join_request.mail_token', { id })
  emit('class.join_request.made', { joinRequestId: id, classId })
  return { sent: true } as const
})

/** Opens the request behind a token and settles who confirms it: a new account, or the one that the address has. */
export const confirm = preparedAction(
  confirmJoinRequest,
  async ({ installation, actor, body, address }) => {
    const token = digestOf(body.token)
    const wrongTries = [triesFrom(installation.vault, 'join_token', address)]
    const { vault } = installation
    const found = await as(installation.db, actor, async (tx) => {
      await mustNotWait(tx, wrongTries)
      return queries.requestFor(tx, token)
    })
    const request = found ?? refuse('join_request.token_unknown', undefined, { wrongTries })
    const { email, account } = await as(installation.db, { ...actor, schoolId: request.schoolId }, async (tx) => {
      const [content] = await vault.open(tx, request.schoolId, joinRequestTable, [request])
      return {
        email: content!.email,
        account: await accountFor(tx, nobody, 'email', vault.lookUp('email', nobody, content!.email)),
      }
    })
    if (account && !(await isPassword(account.passwordHash, body.password)))
      return refuse('session.wrong_credentials', undefined, { wrongTries })
    if (!account) await mustBeStrong(body.password, [email])
    return { token, request, email, accountId: account?.accountId, hash: account ? undefined : await hashPassword(body.password) }
  },
  async ({ tx, vault, ready, now, become, emit, later, changeSession }) => {
    const { request, email, hash } = ready
    const accountId = ready.accountId ?? uuidv7()
    await become({ schoolId: request.schoolId, accountId })
    if (hash && !(await makeAccount(tx, vault, emit, { id: accountId, email, locale: request.locale, passwordHash: hash, now })))
      refuse('session.wrong_credentials')
    if (!(await queries.confirm(tx, ready.token))) refuse('join_request.token_unknown')
    changeSession(await beginSession(tx, { accountId, schoolId: null, personId: null, sharedDevice: false, now }))
    await later('class.join_request.mail_received', { id: request.id })
    emit('class.join_request.confirmed', { joinRequestId: request.id, classId: request.classId })
    return { slug: request.slug, accountId }
  },
)

/** Where a request stands, as the family sees it: a decision shows only when it can no longer be taken back. */
const stateOf = (row: queries.MyRequest, now: Date) => {
  if (row.withdrawnAt) return 'withdrawn'
  if (row.verdict && row.linkedAt) return row.verdict
  return row.expiresAt > now ? 'waiting' : 'expired'
}

export const mine = action(listMyJoinRequests, async ({ tx, vault, now, become }) => {
  const requests: z.infer<typeof listMyJoinRequests.output>['requests'] = []
  for (const row of await queries.myRequests(tx)) {
    await become({ schoolId: row.schoolId, personId: null }) // each school's keys are shown to whoever acts in it
    const [content] = await vault.open(tx, row.schoolId, joinRequestTable, [row])
    const [label] = await vault.open(tx, row.schoolId, classTable, [{ id: row.classId, sealed: row.classSealed }])
    const { id, school, slug, madeAt, expiresAt } = row
    requests.push({
      id,
      school,
      slug,
      classLabel: label!.label,
      child: content!.child,
      state: stateOf(row, now),
      madeAt: madeAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })
  }
  return { requests }
})

export const withdraw = action(withdrawJoinRequest, async ({ tx, params, now, become, emit }) => {
  const row = (await queries.withdraw(tx, params.id, now)) ?? refuse('join_request.already_decided')
  await become({ schoolId: row.schoolId, personId: null })
  emit('class.join_request.withdrawn', { joinRequestId: row.id, classId: row.classId })
  return { id: row.id }
})
