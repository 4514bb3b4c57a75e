import { done, type Passings, stays } from '#kernel/passing.ts'

const said = stays('stays under the name of who entered it; whoever teaches the class next can change and cancel it as it is')

export const calendarPassing = {
  'public.calendar_entry.author_id': said,
  'public.calendar_entry.cancelled_by': done,
  'public.calendar_version.written_by': said,
  'public.calendar_reply.answered_by': done,
} as const satisfies Passings
