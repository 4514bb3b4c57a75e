import * as z from 'zod/mini'
import { conversationPurposes, someone } from './conversations.ts'
import { byId, endpoint, id } from './endpoint.ts'

/** Whom the family can write to: for each child the classes with their teachers, and the office. */
export const listPartners = endpoint({
  name: 'conversation.partners',
  method: 'GET',
  path: '/conversations/partners',
  purposes: conversationPurposes,
  output: z.object({
    pupils: z.array(
      z.object({
        pupil: someone,
        isSelf: z.boolean(),
        /** Whether the other guardian could read along, who is known. */
        together: z.int(),
        classes: z.array(z.object({ id, label: z.string(), teachers: z.array(someone) })),
        /** Whoever teaches a group is written to together with the others who do. */
        groups: z.array(z.object({ id, label: z.string(), teachers: z.array(someone) })),
        office: z.boolean(),
      }),
    ),
  }),
})

const families = z.object({
  pupils: z.array(
    z.object({ pupil: someone, guardians: z.array(z.extend(someone, { hasAccount: z.boolean(), isTogether: z.boolean() })) }),
  ),
  can: z.object({ guardians: z.boolean(), pupils: z.boolean() }),
})

/** Whom the school can write to: the pupils of a class and, of each, the guardians who may be written to. It is a list of the class. */
export const listFamilies = endpoint({
  name: 'conversation.families',
  method: 'GET',
  path: '/classes/:id/families',
  purposes: conversationPurposes,
  reads: 'fact',
  params: byId,
  output: families,
})

/** The same of a group. */
export const listGroupFamilies = endpoint({
  name: 'conversation.group_families',
  method: 'GET',
  path: '/groups/:id/families',
  purposes: conversationPurposes,
  reads: 'fact',
  params: byId,
  output: families,
})

/** The same for the office, of those who are in no class now: newly entered, or between two. */
export const listUnplaced = endpoint({
  name: 'conversation.unplaced',
  method: 'GET',
  path: '/families/unplaced',
  purposes: conversationPurposes,
  reads: 'fact',
  output: families,
})
