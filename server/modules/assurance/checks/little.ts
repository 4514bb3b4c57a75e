import { randomBytes } from 'node:crypto'
import { CARRY_MINUTES } from '#contract/carrying.ts'
import { listFormerPupils, readFormerPupil } from '#contract/leaving.ts'
import { NotInRegister } from '#kernel/egress.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { type PersonalTable, personalTables, sealedIn } from '#kernel/personal-data.ts'
import { personTable } from '#modules/people/index.ts'
import { insertToken, spendToken, take, tokenAt } from '#modules/rights/index.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, perSchool } from '../checking.ts'
import { bring } from '../inventing.ts'
import { newestPeople, readableAfterwards, stateSince } from '../trying.queries.ts'

const YEARS_AGO = 1_000 * 1_440 // minutes
/** Somebody who left is read for guidance a month later and no longer a year later, by whoever taught them, each time with a reason and a fact. */
const guided = perSchool('test', async ({ look, actions }, { schoolId }) => {
  const reading = actions.filter(({ endpoint: { name } }) => name === readFormerPupil.name || name === listFormerPupils.name)
  const reasonless = reading.filter(({ endpoint: { query, reads } }) => reads !== 'fact' || query.safeParse({}).success).length
  const facts = await look(async (hands) => {
    const left = async (months: number) => {
      const { id } = await bring(hands, schoolId, 'pupil', YEARS_AGO)
      await stateSince(hands.tx, schoolId, id, 'alumni_locked', months)
      await stateSince(hands.tx, schoolId, id, 'guidance', months - 1)
      return id
    }
    const [lately, longAgo] = [await left(2), await left(14)]
    const as = { head: (await bring(hands, schoolId, 'head')).id, teacher: (await bring(hands, schoolId, 'teacher')).id }
    const seen = async (personId: string, id: string) => {
      await enterAs(hands.tx, { schoolId, personId })
      return readableAfterwards(hands.tx, [id])
    }
    return {
      late: await seen(as.head, longAgo),
      inTime: await seen(as.head, lately),
      byStrangers: await seen(as.teacher, lately),
    }
  }, schoolId)
  const all = { reading: reading.length, reasonless, ...facts }
  return reading.length === 2 && facts.inTime === 1
    ? noneOf(all, 'reasonless', 'late', 'byStrangers')
    : { result: 'failed', facts: all }
})

type Hands = Parameters<Parameters<Ground['look']>[0]>[0]
const MINUTE = 60_000

/** Somebody who asked for their copy draws a code for it, good for so many minutes. */
const drawn = async ({ tx, now }: Hands, schoolId: string, personId: string, requestId: string, minutes: number) => {
  const [id, digest] = [uuidv7(), randomBytes(32)]
  const untilAt = new Date(now.getTime() + minutes * MINUTE)
  await insertToken(tx, { schoolId, id, requestId, personId, askedBy: personId, digest, drawnAt: now, untilAt })
  return { id, digest }
}

/** The code of a copy is found by whoever holds it, opens nothing for others or after its time, and is used up by the first who uses it; `spend`: what uses it up. */
export const handedOverWith = (spend: typeof spendToken) =>
  perSchool('test', async ({ look, installation: { egress } }, { schoolId }) => {
    const facts = await look(async (hands) => {
      const { tx, now } = hands
      const { id } = await bring(hands, schoolId, 'guardian')
      const { id: other } = await bring(hands, schoolId, 'guardian')
      await enterAs(tx, { schoolId, personId: id })
      const { row } = await take({ ...hands, actor: { ...hands.actor, personId: id } }, { kind: 'portability', personId: id })
      const over = await drawn(hands, schoolId, id, row.id, -1)
      const code = await drawn(hands, schoolId, id, row.id, CARRY_MINUTES)
      await enterAs(tx, { schoolId, personId: null })
      const isFound = (await tokenAt(tx, schoolId, code.digest))?.personId === id
      const isGuessed = (await tokenAt(tx, schoolId, randomBytes(32))) !== undefined
      const spentBy = async (personId: string, token: string) => {
        await enterAs(tx, { schoolId, personId })
        return spend(tx, schoolId, token, now)
      }
      const [byOthers, late] = [await spentBy(other, code.id), await spentBy(id, over.id)]
      const [first, second] = [await spentBy(id, code.id), await spentBy(id, code.id)]
      return { isFound, isGuessed, byOthers, late, first, second }
    }, schoolId)
    const isStrangerRefused = await egress.try('copy', 'https://elsewhere.invalid/').then(
      () => false,
      (error: unknown) => error instanceof NotInRegister,
    )
    const all = { ...facts, isStrangerRefused }
    return facts.isFound && facts.first && isStrangerRefused
      ? noneOf(all, 'isGuessed', 'byOthers', 'late', 'second')
      : { result: 'failed', facts: all }
  })

const YEAR_DAYS = 365
const MOST = 1_000
/** What a record can hold of somebody and need not; which law somebody lives under is no question of a form. */
const couldBeEmpty = (table: PersonalTable): readonly string[] => {
  const all = [...Object.entries(table.columns), ...Object.entries(sealedIn(table)?.column.fields ?? {})]
  return all.flatMap(([name, about]) =>
    about.kind === 'personal' && about.origin === 'provided' && name !== 'profile' ? [name] : [],
  )
}
const isEmpty = (value: unknown) => value === null || value === undefined || value === ''

/** In a school of a year or more, no detail of people's records stands empty with everybody: what nobody uses is to be taken away. */
const used = perSchool('query', async ({ look, installation: { dataMap } }, { schoolId }) => {
  const table = personalTables(dataMap).find((one) => one.table === 'public.person')
  const details = table ? couldBeEmpty(table) : []
  const { days, unused, people } = await look(async ({ tx, vault }) => {
    const { days, rows } = await newestPeople(tx, MOST)
    if (days < YEAR_DAYS) return { days, people: 0, unused: 0 }
    const contents = await vault.openSurviving(tx, schoolId, personTable, rows)
    const all = rows.map((row, nth) => ({ ...row, ...contents[nth] }))
    return {
      days,
      people: rows.length,
      unused: details.filter((name) => all.every((one) => isEmpty(Reflect.get(one, name)))).length,
    }
  }, schoolId)
  return details.length > 0
    ? noneOf({ days, people, details: details.length, unused }, 'unused')
    : { result: 'failed', facts: { details: 0 } }
})

export const littleChecks = {
  'C-32.used': used,
  'C-40.handed_over': handedOverWith(spendToken),
  'C-43.guided': guided,
} as const satisfies Record<string, Check>
