import { randomBytes } from 'node:crypto'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { destroySomeKeys, removeRows } from '#modules/exit/index.ts'
import { groundOf } from '#modules/privacy/index.ts'
import { take } from '#modules/rights/index.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Check, type Ground, rightIf, whole } from '../checking.ts'
import { bring } from '../inventing.ts'
import { announceExit, receiveExit, signExit, tryToLock } from '../leaver.queries.ts'
import { leftOf } from '../trying.queries.ts'

type Hands = Parameters<Parameters<Ground['look']>[0]>[0]
const dayOf = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** A school that does not exist, with two who lead it and somebody who asked for something; only ever taken back. */
const founded = async (hands: Hands) => {
  const { tx, now } = hands
  const schoolId = uuidv7()
  await enterAs(tx, { schoolId, personId: nobody })
  const slug = `drill-${randomBytes(6).toString('hex')}`
  const laws = { profile: 'EU-FR', kind: 'public', locale: 'fr', timeZone: 'Europe/Paris' } as const
  await insertSchool(tx, { schoolId, name: slug, slug, ...laws, yearFrom: dayOf(now, -30), yearTo: dayOf(now, 300), now })
  const at = { ...hands, actor: { ...hands.actor, schoolId } }
  const [first, second] = [await bring(at, schoolId, 'head'), await bring(at, schoolId, 'head')]
  await enterAs(tx, { schoolId, personId: first.id })
  await take({ ...at, actor: { ...at.actor, personId: first.id } }, { kind: 'human', personId: first.id, words: slug })
  return { schoolId, first: first.id, second: second.id }
}
type Founded = Awaited<ReturnType<typeof founded>>

/** Announced by one, signed by the other, received, and locked. */
const leave = async ({ tx, now }: Hands, { schoolId, first, second }: Founded): Promise<number> => {
  const id = uuidv7()
  const step = { schoolId, id, now }
  await announceExit(tx, { ...step, by: first, readOnlyOn: dayOf(now, 14), locksOn: dayOf(now, 28) })
  await enterAs(tx, { schoolId, personId: second })
  await signExit(tx, { ...step, by: second })
  await receiveExit(tx, { ...step, by: second, manifest: randomBytes(32) })
  await enterAs(tx, { schoolId, personId: nobody })
  return tryToLock(tx, id)
}

/** What is done in the night in which the time of a school is over: its keys, and its rows. */
export const ending = { keys: destroySomeKeys, rows: removeRows }

/** A school made up for it goes all the way, from the announcement to the last key; `end`: what does the last steps. */
export const drillWith = (end: typeof ending) =>
  whole('test', async ({ look, installation }) => {
    const ground = await groundOf(installation)
    const facts = await look(async (hands) => {
      const { tx, vault } = hands
      const made = await founded(hands)
      const locked = await leave(hands, made)
      const before = await leftOf(tx, made.schoolId)
      while ((await end.keys(tx, vault, made.schoolId)) > 0);
      const rows = await end.rows(tx, ground, made.schoolId)
      const left = await leftOf(tx, made.schoolId)
      return { locked, keysBefore: before.keys, rows, keys: left.keys, left: left.people + left.requests }
    })
    const wasThere = facts.locked === 1 && facts.keysBefore > 0 && facts.rows > 0
    return rightIf(wasThere && facts.keys === 0 && facts.left === 0, facts)
  })

export const drilledChecks = { 'C-44.drilled': drillWith(ending) } as const satisfies Record<string, Check>
