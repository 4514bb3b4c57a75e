import { randomBytes } from 'node:crypto'
import { LOCKED_DAYS, NOTICE_DAYS, READ_ONLY_DAYS } from '#contract/school-exit.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { counted } from '../installation.queries.ts'
import { bring } from '../inventing.ts'
import { announceExit, exitUnderWay, receiveExit, signExit, tryToLock } from '../leaver.queries.ts'
import { counting } from './door.ts'

type Hands = Parameters<Parameters<Ground['look']>[0]>[0]
const DAY_MS = 86_400_000
const roles = ['head', 'office', 'teacher', 'substitute', 'pupil', 'guardian', 'dpo', 'support'] as const
const inDays = (now: Date, days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)

/** Two people announce and sign, as far as the receipt: what is tried of it is taken back. */
const announced = async (hands: Hands, schoolId: string): Promise<{ exitId: string; second: string } | undefined> => {
  const { tx, now } = hands
  if (await exitUnderWay(tx)) return undefined
  const [first, second] = [await bring(hands, schoolId, 'head'), await bring(hands, schoolId, 'head')]
  const exitId = uuidv7()
  await enterAs(tx, { schoolId, personId: first.id })
  const days = { readOnlyOn: inDays(now, NOTICE_DAYS), locksOn: inDays(now, NOTICE_DAYS + READ_ONLY_DAYS) }
  await announceExit(tx, { schoolId, id: exitId, by: first.id, now, ...days })
  await enterAs(tx, { schoolId, personId: second.id })
  await signExit(tx, { schoolId, id: exitId, by: second.id, now })
  return { exitId, second: second.id }
}

const asSystem = ({ tx }: Hands, schoolId: string) => enterAs(tx, { schoolId, personId: nobody })

/** Nobody is locked out of a school that has not signed for what it took along; once it has, the night can. */
const receiptFirst = perSchool('test', async ({ look, now }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const exit = await announced(hands, schoolId)
    if (!exit) return { isLeaving: true, before: 0, after: 1 }
    await asSystem(hands, schoolId)
    const before = await tryToLock(hands.tx, exit.exitId)
    await enterAs(hands.tx, { schoolId, personId: exit.second })
    await receiveExit(hands.tx, { schoolId, id: exit.exitId, by: exit.second, now, manifest: randomBytes(32) })
    await asSystem(hands, schoolId)
    return { isLeaving: false, before, after: await tryToLock(hands.tx, exit.exitId) }
  }, schoolId)
  return rightIf(facts.before === 0 && facts.after === 1, facts)
})

/** Once a school is locked every role is at the door: each is brought, each came in a moment ago, none comes in any more. */
const nobodyIn = perSchool('test', async ({ look, now }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const people: string[] = []
    for (const role of roles) people.push((await bring(hands, schoolId, role)).id)
    const exit = await announced(hands, schoolId)
    if (!exit) return { roles: roles.length, isLeaving: true, before: roles.length, after: 0 }
    await enterAs(hands.tx, { schoolId, personId: exit.second })
    await receiveExit(hands.tx, { schoolId, id: exit.exitId, by: exit.second, now, manifest: randomBytes(32) })
    const knock = async () => {
      let entered = 0
      for (const personId of people) {
        if ((await enterAs(hands.tx, { schoolId, personId })) === 'entered') entered++
        await asSystem(hands, schoolId)
      }
      return entered
    }
    const before = await knock()
    await tryToLock(hands.tx, exit.exitId)
    return { roles: roles.length, isLeaving: false, before, after: await knock() }
  }, schoolId)
  return rightIf(facts.before === roles.length && facts.after === 0, facts)
})

/** Of schools that left: none is locked without a receipt, none still has its keys once their day is over. */
const keysGone = whole('query', async ({ look }) =>
  noneOf({ ...(await look(({ tx }) => counted(tx, 'exits'))), days: LOCKED_DAYS }, 'unsigned', 'late', 'keysAlive'),
)

export const leaverChecks = {
  'C-43.leaving_window': counting('reminders', 'unreminded'),
  'C-44.receipt_first': receiptFirst,
  'C-44.nobody_in': nobodyIn,
  'C-44.keys_gone': keysGone,
} as const satisfies Record<string, Check>
