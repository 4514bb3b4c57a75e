import { done, type Passings, stays } from '#kernel/passing.ts'

export const imageRightPassing = {
  'public.image_consent.recorded_by': done,
  'public.image_consent.by_id': stays('is a family’s answer, whoever teaches the child'),
} as const satisfies Passings
