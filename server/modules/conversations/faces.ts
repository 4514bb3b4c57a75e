import type { Side } from '#contract/conversations.ts'
import type { Tx } from '#kernel/db.ts'
import { namesByPerson } from '#modules/people/index.ts'
import { labelsOf } from '#modules/posts/index.ts'
import type { Vault } from '#vault/vault.ts'
import { type ConversationRow, groupsIn, type Met } from './conversations.queries.ts'
import { conversationTable } from './sealed.ts'

export type Hands = { tx: Tx; vault: Vault; schoolId: string }
type Named = { id: string; sealed: Buffer | null }

/** What was met in conversations, as rows with names. */
export const named = (met: readonly Met[]): Named[] => met.map(({ personId, sealed }) => ({ id: personId, sealed }))

const sideOf = ({ isFamily, isSchool }: ConversationRow): Side | null => (isFamily ? 'family' : isSchool ? 'school' : null)

/** What the classes and groups are called that conversations are with. */
const placesOf = async (hands: Hands, rows: readonly ConversationRow[]) => {
  const ofGroups = rows.flatMap(({ id, groupId }) => (groupId ? [id] : []))
  const groups = ofGroups.length > 0 ? await groupsIn(hands.tx, ofGroups) : []
  return labelsOf(hands, [
    ...rows.flatMap(({ classId, labelSealed: sealed }) =>
      classId ? [{ kind: 'class' as const, targetId: classId, sealed }] : [],
    ),
    ...groups.map(({ id: targetId, sealed }) => ({ kind: 'group' as const, targetId, sealed })),
  ])
}

/** Conversations as they stand in a list: no word of what was said in them. */
export const shown = async (hands: Hands, rows: readonly ConversationRow[], met: readonly Met[]) => {
  const { tx, vault, schoolId } = hands
  const [topics, labels, { someone }] = await Promise.all([
    vault.openSurviving(tx, schoolId, conversationTable, [...rows]),
    placesOf(hands, rows),
    namesByPerson(hands, named(met)),
  ])
  const labelOf = (id: string | null) => (id ? (labels.get(id) ?? null) : null)
  return rows.map((row, nth) => {
    const { id, line, pupilId, classId, groupId, teacherId, state, assignedTo, lastAt, unread, mayWrite } = row
    const side = sideOf(row)
    return {
      ...{ id, line, side, classId, groupId, state, unread, mayWrite: side !== null && mayWrite },
      topic: topics[nth]?.topic ?? '',
      pupil: someone(pupilId) ?? { id: pupilId, display: '' },
      classLabel: labelOf(classId),
      groupLabel: labelOf(groupId),
      family: met.flatMap(({ conversationId, personId, stands }) =>
        conversationId === id && stands === 'family' ? (someone(personId) ?? []) : [],
      ),
      teacher: someone(teacherId),
      assignedTo: side === 'school' ? someone(assignedTo) : null,
      lastAt: lastAt.toISOString(),
    }
  })
}
