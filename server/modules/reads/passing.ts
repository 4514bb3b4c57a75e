import { done, office, type Passings, stays } from '#kernel/passing.ts'

export const readsPassing = {
  'public.curiosity_case.reader_id': stays('says who read, whoever teaches now'),
  'public.curiosity_case.closed_by': office,
  'public.read_question.asked_by': stays('a family asks, and the school answers'),
  'public.read_question.answered_by': done,
  'public.withholding.asked_by': stays(
    'who protects a child has said so in person; another begins anew, with a reason of their own',
  ),
  'public.withholding.countersigned_by': office,
  'public.withholding.ended_by': done,
} as const satisfies Passings
