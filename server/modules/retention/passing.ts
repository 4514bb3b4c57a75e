import { office, type Passings } from '#kernel/passing.ts'

export const retentionPassing = { 'public.announced_sweep.held_by': office } as const satisfies Passings
