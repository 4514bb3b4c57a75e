import type { Relation } from '#kernel/permissions.ts'

/** Where the one who asks no longer speaks to all of them, a notice that was published is no longer theirs. */
const speaksToAll =
  'not exists (select from public.notice_audience a where a.school_id = app.school_id() and a.notice_id = notice.id and a.audience_id <> all (array(select app.notice_voices_of(app.person_id()))))'

export const noticeRelations = {
  'notice.reader': {
    on: 'notice',
    when: 'exists (select app.my_stands(notice.id))',
    why: 'Belongs to an audience that the notice stands before.',
  },
  'notice.author': {
    on: 'notice',
    when: `author_id = app.person_id() and (published_at is null or places = (select count(*) from public.notice_audience a where a.school_id = app.school_id() and a.notice_id = notice.id) and ${speaksToAll})`,
    why: 'Wrote the notice, and still speaks to all whom it stands before.',
  },
  'notice.office': { on: 'notice', when: 'app.runs_school()', why: 'Runs the school.' },
  'notice.office_at_work': {
    on: 'notice',
    when: "app.is_a('administrator', 'head', 'office')",
    why: 'Works in the office, heads or administers the school.',
  },
  'file.of_notice': {
    on: 'file',
    when: "exists (select from public.attachment t where t.school_id = file.school_id and t.file_id = file.id and t.target_kind = 'notice' and exists (select app.my_stands(t.target_id)))",
    why: 'Belongs to an audience that a notice with the file stands before.',
  },
} as const satisfies Record<string, Relation>
