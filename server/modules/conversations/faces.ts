import type { Side } from '#contract/conversations.ts'
import type { Tx } from '#kernel/db.ts'
import { classTable } from '#modules/classes/index.ts'
import { namesByPerson } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { ConversationRow, Met } from './conversations.queries.ts'
import { conversationTable } from './sealed.ts'

export type Hands = { tx: Tx; vault: Vault; schoolId: string }
type Named = { id: string; sealed: Buffer | null }

/** What was met in conversations, as rows with names. */
export const named = (met: readonly Met[]): Named[] => met.map(({ personId, sealed }) => ({ id: personId, sealed }))

const sideOf = ({ isFamily, isSchool }: ConversationRow): Side | null => (isFamily ? 'family' : isSchool ? 'school' : null)

/** Conversations as they stand in a list: no word of what was said in them. */
export const shown = async (hands: Hands, rows: readonly ConversationRow[], met: readonly Met[]) => {
  const { tx, vault, schoolId } = hands
  const labelled = rows.flatMap(({ classId, labelSealed }) =>
    classId && labelSealed ? [{ id: classId, sealed: labelSealed }] : [],
  )
  const [topics, labels, { someone }] = await Promise.all([
    vault.openSurviving(tx, schoolId, conversationTable, [...rows]),
    vault.open(tx, schoolId, classTable, labelled),
    namesByPerson(hands, named(met)),
  ])
  const labelOf = new Map(labelled.map(({ id }, nth) => [id, labels[nth]?.label ?? null]))
  return rows.map((row, nth) => {
    const { id, line, pupilId, classId, teacherId, state, assignedTo, lastAt, unread, mayWrite } = row
    const side = sideOf(row)
    return {
      ...{ id, line, side, classId, state, unread, mayWrite: side !== null && mayWrite },
      topic: topics[nth]?.topic ?? '',
      pupil: someone(pupilId) ?? { id: pupilId, display: '' },
      classLabel: classId ? (labelOf.get(classId) ?? null) : null,
      family: met.flatMap(({ conversationId, personId, stands }) =>
        conversationId === id && stands === 'family' ? (someone(personId) ?? []) : [],
      ),
      teacher: someone(teacherId),
      assignedTo: side === 'school' ? someone(assignedTo) : null,
      lastAt: lastAt.toISOString(),
    }
  })
}
