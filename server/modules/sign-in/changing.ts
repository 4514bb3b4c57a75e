import { changePassword, changePasswordRules, passwordPolicy, privilegedRoles, readPasswordRules } from '#contract/passwords.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { schoolOf } from '#kernel/school.ts'
import type { Session } from '#kernel/session.ts'
import { personTable } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { hashPassword } from './passwords.ts'
import { type Known, mustBeStrong } from './policy.ts'
import { endAllOthers, oneself, renewSession } from './proving.ts'
import * as rules from './rules.queries.ts'
import { accountTable } from './sealed.ts'
import * as queries from './sign-in.queries.ts'

/** What is known of the one who chooses a password, and whether a second factor stands beside it. */
export const chooser = async (
  tx: Tx,
  vault: Vault,
  { accountId, schoolId, personId }: Pick<Actor, 'accountId' | 'schoolId' | 'personId'>,
) => {
  const own = (accountId && (await queries.ownAccount(tx, accountId))) || refuse('not_found')
  const [account] = await vault.open(tx, nobody, accountTable, [own])
  const asked = await queries.demands(tx)
  const known: Known[number][] = [account?.email]
  if (schoolId) known.push((await schoolOf(tx)).name)
  const row = schoolId && personId ? await rules.personRow(tx, schoolId, personId) : undefined
  if (schoolId && row) {
    const [person] = await vault.open(tx, schoolId, personTable, [row])
    known.push(person?.names.display, person?.names.sort, person?.username)
  }
  return { known, hasFactor: asked?.hasFactor ?? false }
}

export const change = preparedAction(
  changePassword,
  async ({ installation, actor, body }) => {
    const { known, hasFactor } = await as(installation.db, actor, (tx) => chooser(tx, installation.vault, actor))
    const standsAlone = await mustBeStrong(body.password, known, hasFactor)
    return { standsAlone, hash: await hashPassword(body.password) }
  },
  async (context) => {
    const { tx, actor, now, ready, emit } = context
    await queries.setPassword(tx, actor.accountId ?? refuse('not_signed_in'), ready.hash, ready.standsAlone, now)
    await endAllOthers(context)
    const { limited } = await renewSession(context)
    emit('password.changed', { why: 'chosen' }, oneself(actor))
    return { limited }
  },
)

/** Why the account of a session has to choose a new password, if it has to. */
export const whyChange = async ({ db }: Installation, { digest, ...who }: Session): Promise<string | null> => {
  const { schoolId, personId, accountId } = who
  const asking = { purpose: 'security', requestId: uuidv7(), action: 'password.change', despite: ['must_change'] } as const
  const asked = as(db, { schoolId, personId, accountId, session: digest, ...asking }, (tx) => queries.demands(tx))
  return asked.then(
    (found) => found?.mustChangeWhy ?? null,
    () => null, // a session that is over has no reason either: the form will say so
  )
}

/** Whether the account of a session says who it is by the four words of a slip. */
export const confirmsByWords = async ({ db }: Installation, { digest, ...who }: Session): Promise<boolean> => {
  const { schoolId, personId, accountId } = who
  const asking = { purpose: 'security', requestId: uuidv7(), action: 'session.confirm' } as const
  const found = as(db, { schoolId, personId, accountId, session: digest, ...asking }, queries.ownWords)
  return found.then(
    (hash) => hash !== undefined,
    () => false, // a session that is over has none: the form will say so
  )
}

const { user, privileged, youngPupil } = passwordPolicy

const rulesNow = async (tx: Tx) => {
  const row = await rules.ofSchool(tx)
  return {
    minAlone: user.minAlone,
    minWithFactor: user.minWithFactor,
    bitsAlone: user.bitsAlone,
    longest: user.longest,
    privilegedRoles: [...privilegedRoles],
    privilegedDays: privileged.rotationDays,
    pupilBits: youngPupil.bits,
    pictureBits: youngPupil.pictureBits,
    rotateAllDays: row?.rotateAllDays ?? null,
    version: row?.version ?? 0,
  }
}

export const readRules = action(readPasswordRules, ({ tx }) => rulesNow(tx))

export const changeRules = action(changePasswordRules, async ({ tx, actor, body, version, now, emit }) => {
  const { rotateAllDays } = body
  const before = await rulesNow(tx)
  if (version !== undefined && version !== before.version) refuse('version_conflict')
  if (!(await rules.put(tx, actor.schoolId ?? nobody, rotateAllDays, before.version, now))) refuse('version_conflict')
  emit('password.rules_changed', { rotateAllDays })
  return rulesNow(tx)
})
