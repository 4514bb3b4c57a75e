import { office, type Passings } from '#kernel/passing.ts'

export const leavingPassing = {
  'public.leaving_step.deferred_by': office,
  'public.leaving_step.agreed_by': office,
} as const satisfies Passings
