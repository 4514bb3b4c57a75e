import { actorIn, link, loose, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { saidToMany, step, text, untilCounted, untilYearOver, when } from './holding.ts'
import { classLife, postCommentTable, postTable, postVersionTable } from './sealed.ts'

const epoch = { kind: 'epoch', retentionClass: classLife } as const
const ofPost = untilYearOver('post_id -> post.school_year_id -> school_year.to_on')
const versions = { exempt: 'what it said before stays as a row of its own, and every step is a fact' } as const
const authorOfPost = 'its author, who may be erased'

export const postData = [
  personalTable({
    table: 'public.post',
    subjects: { author: actorIn('author_id'), actor: [actorIn('withdrawn_by'), actorIn('pinned_by')] },
    ...saidToMany,
    retention: untilYearOver('school_year_id -> school_year.to_on'),
    erase: { author: 'detach', actor: 'detach' },
    changes: versions,
    columns: {
      ...{ school_id: none(), id: none(), school_year_id: none(), state: none(), language: none(), answers: none() },
      author_id: link('author'),
      created_at: when('author'),
      publish_at: none(),
      published_at: when('author'),
      edited_at: when('author'),
      withdrawn_at: when('actor'),
      withdrawn_by: link('actor'),
      pinned_at: none(),
      pinned_by: link('actor'),
      ...{
        places: none(),
        files: none(),
        photos: none(),
        comments: none('How many answers stand below it.'),
        seen: none(),
        thanks: none(),
        glad: none(),
      },
      sealed: sealed(postTable, [epoch], { text: text() }),
      version: none(),
    },
  }),
  personalTable({
    table: 'public.post_audience',
    subjects: { author: loose('post_id -> post.author_id', authorOfPost) },
    ...saidToMany,
    retention: ofPost,
    erase: { author: { keep: 'shared_with_class' } },
    changes: { exempt: 'where a post stands; putting it there is a fact' },
    columns: { school_id: none(), post_id: none(), audience_id: none(), feed_at: none(), is_pinned: none() },
  }),
  personalTable({
    table: 'public.post_version',
    subjects: { author: actorIn('written_by') },
    ...saidToMany,
    retention: ofPost,
    erase: { author: 'detach' },
    changes: { exempt: 'never changes' },
    columns: {
      ...{ school_id: none(), id: none(), post_id: none(), number: none(), language: none() },
      written_by: link('author'),
      replaced_at: when('author'),
      sealed: sealed(postVersionTable, [epoch], {
        text: text(),
        files: text(),
      }),
    },
  }),
  personalTable({
    table: 'public.post_comment',
    subjects: { author: path('author_id'), actor: actorIn('withdrawn_by') },
    ...saidToMany,
    retention: ofPost,
    erase: { author: 'delete', actor: 'detach' },
    changes: { exempt: 'is made and taken back, and both are facts' },
    columns: {
      ...{ school_id: none(), id: none(), post_id: none(), language: none() },
      author_id: link('author'),
      made_at: when('author'),
      withdrawn_at: when('actor'),
      withdrawn_by: link('actor'),
      sealed: sealed(postCommentTable, [{ kind: 'person', column: 'author_id' }, epoch], {
        text: text(),
      }),
    },
  }),
  personalTable({
    table: 'public.post_reaction',
    subjects: { self: path('person_id') },
    ...saidToMany,
    retention: untilCounted('made_at', 'post_id -> post_audience.audience_id -> audience.target_id'),
    erase: { self: 'delete' },
    changes: { exempt: 'a tap; each is a fact' },
    columns: {
      ...{ school_id: none(), post_id: none() },
      person_id: link('self'),
      kind: personal({ ...step, export: { self: 'full' } }),
      made_at: personal({ ...step, export: { self: 'full' } }),
    },
  }),
] as const
