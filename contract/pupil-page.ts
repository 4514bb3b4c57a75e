import * as z from 'zod/mini'
import { byId, endpoint, id } from './endpoint.ts'
import type { Purpose } from './purposes.ts'
import { relationsToChild, roles } from './roles.ts'

/** Why someone opens a pupil's page: the short list that staff choose from. A family opens it for its own use. */
export const reasonsToOpen = {
  teacher: ['teaching', 'class_life', 'family_communication', 'attendance'],
  office: ['enrolment', 'attendance', 'family_communication', 'safeguarding', 'administration'],
} as const satisfies Record<string, readonly Purpose[]>
export type ReasonToOpen = (typeof reasonsToOpen)[keyof typeof reasonsToOpen][number]
/** Every reason of the list, once. */
export const everyReason: readonly ReasonToOpen[] = [...new Set([...reasonsToOpen.teacher, ...reasonsToOpen.office])]

/**
 * A pupil's page, as little as names somebody: the name, the classes, the guardians. No contact details: a guardian never sees another's,
 * nor that there is another. Opening it is a fact; where the reader has asked for it to be withheld, on the safeguarding tag.
 */
export const readPupil = endpoint({
  name: 'person.read',
  method: 'GET',
  path: '/people/:id',
  purposes: [
    'class_life',
    'teaching',
    'family_communication',
    'attendance',
    'enrolment',
    'safeguarding',
    'administration',
    'self',
  ],
  reads: 'fact',
  params: byId,
  output: z.object({
    person: z.object({ id, display: z.string(), isSelf: z.boolean(), isChild: z.boolean() }),
    classes: z.array(z.object({ id, label: z.string(), teachers: z.array(z.string()) })),
    guardians: z.array(z.object({ id, display: z.string(), relation: z.enum(relationsToChild) })),
    /** Of those who work in the school, how many can open this page, and in which role; the family is not counted. */
    seenBy: z.array(z.object({ role: z.enum(roles), people: z.int() })),
    /** Until when this read is withheld from the pupil's file; null: it stands there already. */
    withheldUntil: z.nullable(z.iso.date()),
    can: z.object({ seeReads: z.boolean(), withhold: z.boolean() }),
  }),
})
