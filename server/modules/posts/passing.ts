import { done, type Passings, stays } from '#kernel/passing.ts'

const said = stays('stays under the name of who said it, as a record of the school that the class goes on reading')

export const postPassing = {
  // What is published keeps its author; the wall lets nothing else move (policies.sql).
  'public.post.author_id': {
    how: 'moves',
    open: `t.state = 'scheduled' and exists (select from public.hand_over h join public.school s on s.school_id = h.school_id
      where h.school_id = t.school_id and h.from_id = t.author_id and h.undone_at is null and (t.publish_at at time zone s.time_zone)::date >= h.from_on
        and (h.until_on is null or (t.publish_at at time zone s.time_zone)::date <= h.until_on)
        and not exists (select from public.post_audience a join public.audience d on d.school_id = a.school_id and d.id = a.audience_id
          where a.school_id = t.school_id and a.post_id = t.id and not exists (select from public.hand_over_item i
            where i.school_id = h.school_id and i.hand_over_id = h.id and i.kind = 'class' and i.target_id = d.target_id)))`,
    why: 'waits for an hour at which somebody else teaches the class: it is published in the name of whoever has taken over, who can change it or take it back',
  },
  'public.post.pinned_by': done,
  'public.post.withdrawn_by': done,
  'public.post_comment.author_id': said,
  'public.post_comment.withdrawn_by': done,
  'public.post_version.written_by': said,
} as const satisfies Passings
