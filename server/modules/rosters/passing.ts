import { office, type Passings, stays } from '#kernel/passing.ts'

export const rosterPassing = {
  'public.roster_run.made_by': office,
  'public.roster_run.confirmed_by': office,
  'public.roster_stage.class_id': stays('lives for the minutes of an import'),
} as const satisfies Passings
