import { type Purpose, purposes } from './purposes.ts'
import type { PersonRole } from './roles.ts'

/**
 * For what a role explains reading about any pupil of the school. Whoever teaches the pupil, guards the pupil or is the pupil needs no
 * such duty; everybody else who reads something sensitive opens a case.
 */
export const duties: Readonly<Record<PersonRole, readonly Purpose[]>> = {
  head: purposes,
  office: purposes,
  dpo: purposes,
  administrator: ['administration', 'enrolment', 'legal', 'security'],
  teacher: [],
  substitute: [],
  pupil: [],
  guardian: [],
  support: ['support'],
  operator: [],
}
