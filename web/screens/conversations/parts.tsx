import type * as z from 'zod/mini'
import type { listConversations, readConversation } from '#contract/conversations.ts'
import { useWords } from '../../speech.tsx'

export type Conversation = z.output<typeof listConversations.output>['conversations'][number]
export type Opened = z.output<typeof readConversation.output>
export type Message = Opened['messages'][number]

/** Whether it is our own word that says with whom a family's conversation is: the office, teachers of no class. */
export const ours = ({ side, line, teacher, classLabel, groupLabel }: Conversation): readonly 'name'[] =>
  side === 'family' && (line.startsWith('office') || (!teacher && !classLabel && !groupLabel)) ? ['name'] : []

/** With whom it is, as whoever looks would say: the family for the school, the teacher, the class, the group or the office for the family. */
export const useWithWhom = () => {
  const t = useWords()
  return ({ side, line, family, pupil, teacher, classLabel, groupLabel }: Conversation) => {
    const people = line.endsWith('pupil') ? pupil.display : family.map(({ display }) => display).join(t('conversations.and'))
    if (side !== 'family') return people || t('conversations.family_of', { name: pupil.display })
    if (line.startsWith('office')) return t('conversations.office')
    if (groupLabel) return t('conversations.teachers_of_group', { label: groupLabel })
    return teacher?.display ?? (classLabel ? t('conversations.teachers_of', { label: classLabel }) : t('conversations.teachers'))
  }
}
