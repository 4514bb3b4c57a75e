import { done, type Passings } from '#kernel/passing.ts'

export const peoplePassing = {
  'public.person.created_by': done,
  'public.person_state.made_by': done,
  'public.person_role.granted_by': done,
  'public.person_role.ended_by': done,
  'public.guardianship.verified_by': done,
} as const satisfies Passings
