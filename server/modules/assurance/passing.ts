import { office, type Passings } from '#kernel/passing.ts'

export const assurancePassing = {
  'public.supplier_objection.made_by': office,
  'public.supplier_objection.withdrawn_by': office,
} as const satisfies Passings
