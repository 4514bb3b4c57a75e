import { office, type Passings, stays } from '#kernel/passing.ts'

export const privacyPassing = {
  'public.erasure.made_by': office,
  'public.prepared_copy.asked_by': stays('is asked by a person for themselves or their child, whoever teaches now'),
  'public.prepared_copy.changed_by': office,
} as const satisfies Passings
