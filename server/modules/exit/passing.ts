import { office, type Passings } from '#kernel/passing.ts'

export const exitPassing = {
  'public.school_exit.announced_by': office,
  'public.school_exit.signed_by': office,
  'public.school_exit.receipt_by': office,
  'public.school_exit.withdrawn_by': office,
} as const satisfies Passings
