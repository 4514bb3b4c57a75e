import { done, type Passings, stays } from '#kernel/passing.ts'

const said = stays('stays under the name of who said it, as a record of the school that the class goes on reading')

export const postPassing = {
  'public.post.author_id': said,
  'public.post.pinned_by': done,
  'public.post.withdrawn_by': done,
  'public.post_comment.author_id': said,
  'public.post_comment.withdrawn_by': done,
  'public.post_version.written_by': said,
} as const satisfies Passings
