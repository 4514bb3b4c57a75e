import { CompiledQuery } from 'kysely'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Person, World } from './world.ts'

const undone = new Error('undone')
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? `${error.code}` : `${error}`)

/**
 * What one statement of somebody's comes to where nobody has asked for a permission before: how many rows it finds or changes, or `refused`. What
 * fails for another reason than the wall answers why. Nothing of it stays.
 */
export const wallOf =
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
