import { useActivation } from '#contract/activation.ts'
import { isActivationCode, tidyActivationCode } from '#contract/activation-code.ts'
import { preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { beginTry, triesFrom } from '#kernel/throttle.ts'
import { insertMembership } from '#modules/people/index.ts'
import { beginSession, demandChange, makeAccount } from '#modules/sign-in/index.ts'
import * as queries from './activation.queries.ts'
import { digestsToFind } from './codes.ts'

/** One answer for a code that never was, was used, ran out or was made worthless: whoever guesses learns nothing. */
const unknown = () =>
  refuse('activation.code_unknown', undefined, { fact: { name: 'activation.refused', payload: { why: 'unknown' }, about: {} } })

export const use = preparedAction(
  useActivation,
  async ({ installation, actor, body, address, now }) => {
    const { db, vault } = installation
    const code = tidyActivationCode(body.code)
    const from = triesFrom(vault, 'activation', address)
    const found = await as(db, actor, async (tx) => {
      await beginTry(tx, [from])
      // A code that cannot be one is looked for all the same: it takes as long.
      const row = await queries.codeFor(tx, await digestsToFind(tx, vault, now, code))
      return row && isActivationCode(code) ? row : undefined
    })
    if (!found) return unknown()
    await as(db, actor, (tx) => queries.forgive(tx, from.digest))
    return found
  },
  async ({ tx, vault, ready, body, now, agent, over, device, become, emit, changeSession }) => {
    const { schoolId, personId, slug, locale } = ready
    // Whoever a school helps back in comes into this school, and into no other one of the same account.
    const isParting = ready.accountId !== null && (await queries.isElsewhere(tx, ready))
    const accountId = isParting || !ready.accountId ? uuidv7() : ready.accountId
    await become({ schoolId, personId: nobody, accountId })
    if (!(await queries.useUp(tx, ready, now))) unknown()
    if (accountId !== ready.accountId) await makeAccount(tx, vault, emit, { id: accountId, locale, passwordHash: '', now }) // which is no password's hash
    if (isParting) await queries.partFromAccount(tx, ready)
    else if (!ready.accountId) await insertMembership(tx, accountId, schoolId, personId, now)
    const why = ready.accountId ? 'helped_reset' : 'first_password'
    await demandChange(tx, accountId, why)
    emit('password.change_demanded', { why }, { subject: personId })
    await become({ schoolId, personId, accountId })
    const { sharedDevice } = body
    changeSession(await beginSession(tx, { accountId, schoolId, personId, sharedDevice, now, agent, over, device }))
    emit('activation.used', { codeId: ready.id }, { subject: personId })
    emit('session.started', { accountId }, { subject: personId })
    return { slug, accountId }
  },
)
