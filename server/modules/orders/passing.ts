import { office, type Passings } from '#kernel/passing.ts'

export const orderPassing = {
  'public.judicial_order.recorded_by': office,
  'public.judicial_order.signed_by': office,
  'public.judicial_order.declined_by': office,
  'public.judicial_order.handed_by': office,
} as const satisfies Passings
