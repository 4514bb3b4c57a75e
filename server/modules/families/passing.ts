import { done, office, type Passings, stays } from '#kernel/passing.ts'

const family = stays('is said or lent by a family, and not by a teacher')

export const familyPassing = {
  'public.emergency_contact.made_by': done,
  'public.pick_up_adult.made_by': done,
  'public.guardianship_change.asked_by': office,
  'public.guardianship_change.decided_by': office,
  'public.delegation.lent_by': family,
  'public.delegation.ended_by': done,
  'public.delegation.objected_by': family,
  'public.delegation.settled_by': office,
  'public.protected_identity.made_by': office,
  'public.protected_identity.ended_by': office,
  'public.same_person.decided_by': office,
  'public.person_merge.made_by': office,
  'public.person_merge.undone_by': office,
} as const satisfies Passings
