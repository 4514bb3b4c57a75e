import { done, type Passings, stays } from '#kernel/passing.ts'

const said = stays('stays under the name of who announced it, as a record of the school; the office looks after it')

export const noticePassing = {
  'public.notice.author_id': said,
  'public.notice.withdrawn_by': done,
  'public.notice_paper.noted_by': done,
  'public.notice_text.author_id': said,
  'public.notice_text.replaced_by': done,
} as const satisfies Passings
