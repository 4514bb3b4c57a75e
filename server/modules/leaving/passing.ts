import { office, type Passings } from '#kernel/passing.ts'

export const leavingPassing = { 'public.leaving_step.deferred_by': office } as const satisfies Passings
