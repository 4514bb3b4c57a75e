import { CompiledQuery } from 'kysely'
import { listVoices } from '#contract/posts.ts'
import type { PersonRole } from '#contract/roles.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { openWorld, type Person, person, type World } from './world.ts'

const undone = new Error('undone')
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? `${error.code}` : `${error}`)

/**
 * What one statement of somebody's comes to where nobody has asked for a permission before: how many rows it finds or changes, or `refused`. What
 * fails for another reason than the wall answers why. Nothing of it stays.
 */
const wallOf =
  ({ installation, schoolId }: World) =>
  async (who: Pick<Person, 'id' | 'accountId'>, text: string, values: readonly unknown[] = [], action = 'walls.try') => {
    const someone = { schoolId, personId: who.id, accountId: who.accountId, session: null, purpose: 'class_life' } as const
    let found = 0
    try {
      await as(installation.db, { ...someone, requestId: uuidv7(), action }, async (tx) => {
        const { rows, numAffectedRows } = await tx.executeQuery(CompiledQuery.raw(text, [...values]))
        found = Number(numAffectedRows ?? rows.length)
        throw undone
      })
    } catch (error) {
      if (error === undone) return found
      const code = codeOf(error)
      return code === '42501' ? 'refused' : code
    }
    return found
  }

/** The people of one test file by the names it calls them, once their school is open, and what a statement comes to for some of them. */
export const castOf = <Name extends string>(people: readonly (readonly [Name, string, PersonRole])[]) => {
  const cast = new Map<Name, Person>()
  let wall: ReturnType<typeof wallOf> | undefined
  const who = (name: Name): Person => cast.get(name)!
  const tries: ReturnType<typeof wallOf> = (...asked) => wall!(...asked)
  const all = async (names: readonly Name[], text: string, values: readonly unknown[], action?: string) => {
    const answers = await Promise.all(names.map((name) => tries(who(name), text, values, action)))
    return Object.fromEntries(answers.map((answer, nth) => [names[nth], answer]))
  }
  const open = async (): Promise<World> => {
    const world = await openWorld()
    wall = wallOf(world)
    for (const [key, name, role] of people) cast.set(key, await person(world, { name, role }))
    return world
  }
  return { open, who, tries, all }
}

/** Where somebody may say something: the audiences of classes by their label, and that of the school. */
export const audiencesOf = async (who: Person): Promise<Record<string, string>> => {
  const { audiences } = (await who.ask(listVoices)).body as { audiences: { id: string; label: string | null }[] }
  return Object.fromEntries(audiences.map(({ id, label }) => [label ?? 'school', id]))
}
