import { randomBytes } from 'node:crypto'
import { foreseen } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { beginTry, triesAt } from '#kernel/throttle.ts'
import { addPerson } from '#modules/people/index.ts'
import { hashPassword } from '#modules/sign-in/index.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Check, type Facts, type Ground, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { counted } from '../installation.queries.ts'
import { invented } from '../inventing.ts'
import { limitedSession, lockOut } from '../trying.queries.ts'

/** A count of one school, of which some numbers must be nought. */
export const counting = (what: string, ...wrong: readonly string[]): Check =>
  perSchool('query', async ({ look }, { schoolId }) => noneOf(await look(({ tx }) => counted(tx, what), schoolId), ...wrong))

const MOST_TRIES = 20
/** How many wrong tries pass before the next has to wait; a made-up thing is tried, and all of it is taken back. */
const triesBeforeWaiting = ({ look, installation: { vault } }: Ground): Promise<number> =>
  look(async ({ tx }) => {
    const tried = [triesAt(vault, 'promise', uuidv7())]
    for (let passed = 0; passed <= MOST_TRIES; passed++) {
      const refused = await beginTry(tx, tried).then(
        () => undefined,
        (error: unknown) => foreseen(error)?.code,
      )
      if (refused === 'too_many_tries') return passed
    }
    return MOST_TRIES + 1
  })

const waits = whole('test', async (ground) => {
  const tries = await triesBeforeWaiting(ground)
  return rightIf(tries <= MOST_TRIES, { tries })
})

const memoryOf = (hash: string) => Number(/^\$argon2id\$v=19\$m=(\d+),t=\d+,p=\d+\$/.exec(hash)?.[1] ?? 0)

const hashes = whole('query', async ({ look }) => {
  const counts = await look(({ tx }) => counted(tx, 'passwords'))
  const memory = memoryOf(await hashPassword(randomBytes(12).toString('base64url')))
  const facts: Facts = { ...counts, memory }
  return rightIf(facts['weak'] === 0 && memory >= 19_456, facts)
})

const forcedChange = whole('test', async ({ look, now }) => {
  const accountId = uuidv7()
  const token = randomBytes(32)
  const said = await look(async ({ tx }) => {
    await enterAs(tx, { schoolId: null, personId: null, accountId })
    await limitedSession(tx, { accountId, token, now })
    const who = { session: token, schoolId: null, personId: null, accountId }
    return [await enterAs(tx, who), await enterAs(tx, who, ['must_change'])]
  })
  return rightIf(said[0] === 'must_change' && said[1] === 'entered', {
    isStopped: said[0] === 'must_change',
    isWayOut: said[1] === 'entered',
  })
})

const rules = perSchool('probe', async ({ ask }, { slug }) => {
  const { status, text } = await ask(`/s/${slug}/api/password-rules`)
  const said: Record<string, unknown> = status === 200 ? JSON.parse(text) : {}
  const [minAlone, bitsAlone, privilegedDays] = [said['minAlone'], said['bitsAlone'], said['privilegedDays']].map(Number)
  const facts = { status, minAlone: minAlone || 0, bitsAlone: bitsAlone || 0, privilegedDays: privilegedDays || 0 }
  return rightIf(facts.minAlone >= 15 && facts.bitsAlone >= 80 && facts.privilegedDays > 0 && facts.privilegedDays <= 365, facts)
})

const resetSilent = perSchool('probe', async ({ ask }, { slug }) => {
  const body = JSON.stringify({ login: `nobody-${randomBytes(6).toString('hex')}` })
  const { status, text } = await ask(`/s/${slug}/api/password/forgotten`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  return rightIf(status === 200 && text === '{"sent":true}', { status, saysNothing: text === '{"sent":true}' })
})

const machineSecrets = whole('query', async ({ around: { secrets } }) => {
  const due = secrets.filter(({ isDue }) => isDue).length
  return noneOf({ secrets: secrets.length, due, oldest: Math.max(0, ...secrets.map(({ days }) => days)) }, 'due')
})

const setUpCode = whole('query', async ({ look }) => {
  const facts = await look(({ tx }) => counted(tx, 'set_up'))
  const isLeftOpen = Number(facts['schools']) > 0 && Number(facts['codes']) > 0
  return rightIf(facts['notDigests'] === 0 && !isLeftOpen, facts)
})

const lockedOut = perSchool('test', async ({ look }, { schoolId }) => {
  const facts = await look(({ tx }) => counted(tx, 'locked_sessions'), schoolId)
  const said = await look(async (hands) => {
    const { id } = await addPerson(hands, { schoolId, ...invented('pupil') })
    const before = await enterAs(hands.tx, { schoolId, personId: id })
    await enterAs(hands.tx, { schoolId, personId: hands.actor.personId })
    await lockOut(hands.tx, uuidv7(), schoolId, id)
    return [before, await enterAs(hands.tx, { schoolId, personId: id })]
  }, schoolId)
  const [wasIn, isOut] = [said[0] === 'entered', said[1] === 'ended']
  return rightIf(facts['ofLocked'] === 0 && wasIn && isOut, { ...facts, wasIn, isOut })
})

export const doorChecks = {
  'C-01.approved': counting('approvals', 'unverified'),
  'C-01.key_fresh': counting('class_keys', 'tooLong'),
  'C-01.guessing': waits,
  'C-02.hashes': hashes,
  'C-02.first_password': counting('first_codes', 'tooOld', 'tooLong', 'tooLongToRun'),
  'C-02.forced_change': forcedChange,
  'C-02.rules': rules,
  'C-02.factor': counting('factors', 'withoutFactor'),
  'C-02.throttle': waits,
  'C-02.reset_silent': resetSilent,
  'C-02.rotation': counting('rotation', 'tooOld'),
  'C-02.machine_secrets': machineSecrets,
  'C-02.set_up_code': setUpCode,
  'C-03.two_people': counting('administrators', 'byOne'),
  'C-03.orphans': counting('orphans', 'orphans'),
  'C-03.leavers': counting('locked_sessions', 'ofLocked'),
  'C-15.rate': waits,
  'C-43.locked_out': lockedOut,
} as const satisfies Record<string, Check>
