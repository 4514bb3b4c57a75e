import { office, type Passings, stays } from '#kernel/passing.ts'

export const retentionPassing = {
  'public.announced_sweep.held_by': office,
  'public.activity_figure.class_id': stays('is a number of a past year, whoever taught it'),
} as const satisfies Passings
