import type { Purpose } from './purposes.ts'
import type { PersonRole } from './roles.ts'

/** The classes of facts; retention spans are per class and per jurisdiction. The numbers stand in the leaf and never change. */
export const factClasses = { security: 1, login: 2, operation: 3, change: 4, access: 5 } as const
export type FactClass = keyof typeof factClasses

/** The number of each purpose in the leaf; none is ever used twice. */
export const purposeCodes = {
  teaching: 1,
  class_life: 2,
  family_communication: 3,
  enrolment: 4,
  attendance: 5,
  safeguarding: 6,
  support: 7,
  security: 8,
  legal: 9,
  self: 10,
  administration: 11,
} as const satisfies Record<Purpose, number>

/** The bit of each role in the stub's roles of the actor; no bit is a visitor or the school's own work. */
export const roleBits = {
  administrator: 1,
  head: 2,
  office: 3,
  teacher: 4,
  substitute: 5,
  pupil: 6,
  guardian: 7,
  dpo: 8,
  support: 9,
  operator: 10,
} as const satisfies Record<PersonRole, number>

/** What a fact can be about. */
export const subjectKinds = { none: 0, person: 1, account: 2, snapshot: 3 } as const
export type SubjectKind = keyof typeof subjectKinds
