import type { Relation } from '#kernel/permissions.ts'

const standsBefore = (audiences: string, post: string) =>
  `exists (select from public.post_audience a where a.school_id = app.school_id() and a.post_id = ${post} and a.feed_at is not null and a.audience_id = any (array(select app.${audiences}())))`

export const postRelations = {
  'post.reader': {
    on: 'post',
    when: standsBefore('my_audiences', 'post.id'),
    why: 'Belongs to an audience that the post stands before.',
  },
  'post.answerer': {
    on: 'post',
    when: `not app.is_a('pupil') and ${standsBefore('my_audiences', 'post.id')}`,
    why: 'Belongs to such an audience, and is no pupil: pupils do not write to pupils.',
  },
  'post.author': {
    on: 'post',
    when: 'author_id = app.person_id() and (published_at is null or ' + `${standsBefore('my_voices', 'post.id')})`,
    why: 'Wrote the post, and still speaks to those whom it stands before.',
  },
  'post.office': { on: 'post', when: 'app.runs_school()', why: 'Runs the school.' },
  'post.office_at_work': {
    on: 'post',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Works in the office, heads or administers the school.',
  },
  'post_comment.author': { on: 'postComment', when: 'author_id = app.person_id()', why: 'Gave the answer.' },
  'post_comment.asker': {
    on: 'postComment',
    when: 'exists (select from public.post p where p.school_id = app.school_id() and p.id = post_comment.post_id and p.author_id = app.person_id())',
    why: 'Wrote the post that it stands below.',
  },
  'post_comment.office_at_work': {
    on: 'postComment',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Works in the office, heads or administers the school.',
  },
  'file.of_post': {
    on: 'file',
    when: `exists (select from public.attachment t where t.school_id = file.school_id and t.file_id = file.id and t.target_kind = 'post' and case when app.is_guarded(t.file_id) then app.shows_photo(t.file_id, t.target_id) else ${standsBefore('my_audiences', 't.target_id')} end)`,
    why: 'Belongs to an audience that a post with the file stands before; of a photo, one to whom everybody on it may be shown.',
  },
} as const satisfies Record<string, Relation>
