import { createHash } from 'node:crypto'
import { setUp } from '#contract/setup.ts'
import { preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { mustNotWait, triesFrom } from '#kernel/throttle.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { beginSession, hashPassword, makeAccount, mustBeStrong } from '#modules/sign-in/index.ts'
import * as queries from './schools.queries.ts'

/** The code as it is stored: people type it with or without its hyphens, in either case. */
export const setupDigest = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest()

export const setUpSchool = preparedAction(
  setUp,
  async ({ installation, actor, body, address }) => {
    const tried = [triesFrom(installation.vault, 'setup', address)]
    await as(installation.db, actor, (tx) => mustNotWait(tx, tried))
    const { display, email, password } = body.administrator
    await mustBeStrong(password, [display, email, body.school.name])
    return { hash: await hashPassword(body.administrator.password), tried }
  },
  async ({ tx, vault, body, ready, now, become, emit, changeSession }) => {
    const { school, administrator } = body
    if (!(await queries.useCode(tx, setupDigest(body.code)))) refuse('setup.wrong_code', undefined, { wrongTries: ready.tried })
    if (!(await queries.knowsZone(tx, school.timeZone)))
      refuse('invalid_input', { fields: [{ in: 'body', field: 'school.timeZone', problem: 'custom' }] })
    const [schoolId, accountId] = [uuidv7(), uuidv7()]
    await become({ schoolId, personId: nobody, accountId })
    await queries.insertSchool(tx, { schoolId, ...school, now })
    emit('school.created', { schoolId })
    if (
      !(await makeAccount(tx, vault, emit, {
        id: accountId,
        email: administrator.email,
        locale: school.locale,
        passwordHash: ready.hash,
        now,
      }))
    )
      refuse('setup.already_done')
    const names = namesFrom(administrator.display, school.locale)
    const { id, username } = await addPerson(
      { tx, vault, emit, now },
      { schoolId, names, role: 'administrator', reason: 'set_up', by: null, email: administrator.email, accountId },
    )
    changeSession(await beginSession(tx, { accountId, schoolId, personId: id, sharedDevice: false, now }))
    return { schoolId, slug: school.slug, username }
  },
)
