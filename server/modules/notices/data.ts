import { actorIn, link, loose, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { saidToMany, step, text, untilCounted, untilYearOver, when } from '#modules/posts/index.ts'
import { classLife, noticeTextTable } from './sealed.ts'

const common = { ...saidToMany, purposes: ['family_communication', 'class_life', 'administration'] } as const
const ofNotice = untilYearOver('notice_id -> notice.school_year_id -> school_year.to_on')
const classOfNotice = 'notice_id -> notice_audience.audience_id -> audience.target_id'
const hoursOfNotice = ['notice_id -> notice.effective_from', 'notice_id -> notice.effective_until']
const authorOfNotice = loose('notice_id -> notice.author_id', 'who announced it, who may be an operator or erased')

export const noticeData = [
  personalTable({
    table: 'public.notice',
    subjects: { author: actorIn('author_id'), actor: actorIn('withdrawn_by') },
    ...common,
    retention: untilYearOver('school_year_id -> school_year.to_on'),
    erase: { author: 'detach', actor: 'detach' },
    changes: { exempt: 'every step is a fact, and what it said before stays as a row of its own' },
    columns: {
      ...{ school_id: none(), id: none(), school_year_id: none(), kind: none(), reason: none(), impact: none() },
      announcement: none('The digest of what an operator sent to every school.'),
      ...{ state: none(), language: none(), asks: none() },
      author_id: link('author'),
      created_at: when('author'),
      publish_at: none(),
      published_at: when('author'),
      edited_at: none(),
      withdrawn_at: when('actor'),
      withdrawn_by: link('actor'),
      ...{ effective_from: none(), effective_until: none(), listed_at: none(), reminded_at: none(), places: none() },
      version: none(),
    },
  }),
  personalTable({
    table: 'public.notice_audience',
    subjects: { author: authorOfNotice },
    ...common,
    retention: ofNotice,
    erase: { author: { keep: 'shared_with_class' } },
    changes: { exempt: 'where a notice stands; putting it there is a fact' },
    columns: { school_id: none(), notice_id: none(), audience_id: none(), open_at: none() },
  }),
  personalTable({
    table: 'public.notice_text',
    subjects: { author: actorIn('author_id'), actor: actorIn('replaced_by') },
    ...common,
    retention: ofNotice,
    erase: { author: 'detach', actor: 'detach' },
    changes: { exempt: 'is never changed, only replaced by another row' },
    columns: {
      ...{ school_id: none(), id: none(), notice_id: none(), place: none(), language: none() },
      author_id: link('author'),
      made_at: when('author'),
      replaced_at: when('actor'),
      replaced_by: link('actor'),
      sealed: sealed(noticeTextTable, [{ kind: 'epoch', retentionClass: classLife }], {
        title: text(),
        text: text(),
        files: text(),
      }),
    },
  }),
  personalTable({
    table: 'public.notice_receipt',
    subjects: { self: path('person_id') },
    ...common,
    recipients: ['self', 'teachers', 'school_office'],
    retention: { ...untilCounted('seen_at', classOfNotice, hoursOfNotice), breaker: 'confirmed_at' },
    erase: { self: 'delete' },
    changes: { exempt: 'seeing and confirming are facts, once each' },
    columns: {
      ...{ school_id: none(), notice_id: none() },
      person_id: link('self'),
      seen_at: personal({ ...step, export: { self: 'full' } }),
      confirmed_at: personal({ ...step, export: { self: 'full' } }),
    },
  }),
  personalTable({
    table: 'public.notice_paper',
    subjects: { self: path('person_id'), actor: actorIn('noted_by') },
    ...common,
    recipients: ['self', 'teachers', 'school_office'],
    retention: untilCounted('noted_at', classOfNotice, hoursOfNotice),
    erase: { self: 'delete', actor: 'detach' },
    changes: { exempt: 'is noted and taken back, and both are facts' },
    columns: {
      ...{ school_id: none(), notice_id: none(), is_family: none('Whether the pupil stands for the family.') },
      person_id: link('self'),
      noted_by: link('actor'),
      noted_at: personal({ ...step, export: { self: 'full' } }),
    },
  }),
] as const
