import { type Passings, stays } from '#kernel/passing.ts'

const why = 'belongs to the person, whoever brought it'

export const bringingPassing = {
  'public.brought_copy.brought_by': stays(why),
  'public.brought_part.brought_by': stays(why),
  'public.brought_file.brought_by': stays(why),
} as const satisfies Passings
