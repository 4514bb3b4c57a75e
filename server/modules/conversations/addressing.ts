import type * as z from 'zod/mini'
import type { beginConversation } from '#contract/conversations.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import * as queries from './partners.queries.ts'

/** One conversation that is to begin: about whom, and with whom of the family. */
export type Round = { pupilId: string; members: readonly string[] }
type Rounds = { conversations: Round[]; reached: number; withoutAccount: number }
type Asked = z.output<typeof beginConversation.body>

/** Guardians who may know of each other share a conversation; every other has one alone, so that nobody learns of anybody. */
const apart = (pupilId: string, guardians: readonly queries.Family[]): Round[] => {
  const ids = (those: readonly queries.Family[]) => those.flatMap(({ guardianId }) => guardianId ?? [])
  const together = guardians.filter(({ knowsOthers }) => knowsOthers)
  const alone = together.length > 1 ? guardians.filter(({ knowsOthers }) => !knowsOthers) : guardians
  return [
    ...(together.length > 1 ? [{ pupilId, members: ids(together) }] : []),
    ...ids(alone).map((id) => ({ pupilId, members: [id] })),
  ]
}

/** A teacher writes to families of one class or group, the office to those of any pupil. */
const familiesFor = async (tx: Tx, { classId, groupId, pupilIds }: Asked): Promise<readonly queries.Family[]> => {
  if (classId) return queries.familiesOf(tx, classId)
  if (groupId) return queries.familiesOfGroup(tx, groupId)
  const found: queries.Family[] = []
  for (const pupilId of new Set(pupilIds)) found.push(...(await queries.familyOf(tx, pupilId)))
  return found
}

const fromSchool = async (tx: Tx, asked: Asked): Promise<Rounds> => {
  const { line, pupilIds, guardianIds } = asked
  const found = await familiesFor(tx, asked)
  const conversations: Round[] = []
  let withoutAccount = 0
  for (const pupilId of new Set(pupilIds)) {
    const rows = found.filter((row) => row.pupilId === pupilId)
    if (rows.length === 0) refuse('conversation.not_allowed')
    if (line.endsWith('pupil')) conversations.push({ pupilId, members: [pupilId] })
    else {
      const wanted = rows.filter(({ guardianId }) => guardianId !== null && (!guardianIds || guardianIds.includes(guardianId)))
      withoutAccount += wanted.filter(({ hasAccount }) => !hasAccount).length
      conversations.push(...apart(pupilId, wanted))
    }
  }
  return {
    conversations,
    reached: conversations.reduce((sum, { members }) => sum + members.length, 0) - withoutAccount,
    withoutAccount,
  }
}

const fromFamily = async (tx: Tx, personId: string, { line, pupilIds, together = false }: Asked): Promise<Rounds> => {
  const [pupilId = '', ...more] = new Set(pupilIds)
  if (more.length > 0) refuse('conversation.not_allowed')
  const isPupil = line.endsWith('pupil')
  const beside = together && !isPupil ? await queries.partnersBeside(tx, pupilId) : []
  return { conversations: [{ pupilId, members: [personId, ...beside] }], reached: 1, withoutAccount: 0 }
}

/** Which conversations begin when somebody writes about these pupils. */
export const roundsOf = (tx: Tx, { personId }: { personId: string }, asked: Asked): Promise<Rounds> => {
  const { line, classId, groupId } = asked
  const isPlaced = line.startsWith('teacher') === (classId !== undefined) && line.startsWith('group') === (groupId !== undefined)
  if (!isPlaced) refuse('conversation.not_allowed')
  return asked.side === 'school' ? fromSchool(tx, asked) : fromFamily(tx, personId, asked)
}
