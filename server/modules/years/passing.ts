import { office, type Passings, stays } from '#kernel/passing.ts'

export const yearPassing = {
  'public.year_plan.made_by': office,
  'public.year_plan.confirmed_by': office,
  'public.year_plan.undone_by': office,
  'public.year_move.class_id': stays('says how it was, so that the turn of a year can be taken back'),
} as const satisfies Passings
