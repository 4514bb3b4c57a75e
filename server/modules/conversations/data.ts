import { protection, schooling } from '#kernel/grounds.ts'
import { actorIn, link, loose, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { step, untilCounted, untilYearOver, writing } from '#modules/posts/index.ts'
import { conversationNoteTable, conversationTable, messages, messageTextTable } from './sealed.ts'

const owners = [
  { kind: 'person', column: 'pupil_id' },
  { kind: 'epoch', retentionClass: messages },
] as const
const common = {
  purposes: ['family_communication', 'teaching', 'safeguarding'],
  basis: schooling,
  restrict: 'freeze',
  recipients: ['self', 'guardians', 'teachers', 'school_office', 'operator'],
  // Whoever asks for a child sees only conversations of their own: others would tell of another guardian.
  apart: true,
} as const
const ofConversation = untilYearOver('conversation_id -> conversation.school_year_id -> school_year.to_on')
const partner = (column: string) => path(`${column} -> conversation_member.person_id`)
const said = { exempt: 'what it said before stays as a row of its own, and every step is a fact' } as const
const kept = { keep: 'said_to_others' } as const

export const conversationData = [
  personalTable({
    table: 'public.conversation',
    subjects: {
      about: path('pupil_id'),
      recipient: partner('id'),
      author: actorIn('begun_by'),
      actor: [actorIn('teacher_id'), actorIn('assigned_to'), actorIn('closed_by')],
    },
    ...common,
    restrict: 'mask',
    retention: untilYearOver('school_year_id -> school_year.to_on'),
    erase: { about: 'delete', recipient: kept, author: 'detach', actor: 'detach' },
    changes: { exempt: 'every step is a fact' },
    columns: {
      ...{
        school_id: none(),
        id: none(),
        school_year_id: none(),
        line: none(),
        class_id: none(),
        group_id: none(),
        round_id: none(),
        state: none(),
      },
      pupil_id: link('about'),
      teacher_id: link('actor'),
      begun_by: link('author'),
      begun_side: none(),
      begun_at: personal({ ...step, export: { author: 'full', recipient: 'full', about: 'exists' } }),
      last_at: none(),
      assigned_to: link('actor'),
      closed_by: link('actor'),
      closed_at: none(),
      sealed: sealed(conversationTable, owners, {
        topic: personal({ ...writing, export: { author: 'full', recipient: 'full', about: 'exists' } }),
      }),
    },
  }),
  personalTable({
    table: 'public.conversation_member',
    subjects: { self: path('person_id'), about: path('conversation_id -> conversation.pupil_id') },
    ...common,
    retention: ofConversation,
    erase: { self: 'delete', about: 'delete' },
    changes: { exempt: 'is said when a conversation begins, which is a fact' },
    columns: { school_id: none(), id: none(), conversation_id: none(), person_id: link('self') },
  }),
  personalTable({
    table: 'public.message',
    subjects: {
      about: path('conversation_id -> conversation.pupil_id'),
      recipient: partner('conversation_id'),
      author: actorIn('author_id'),
    },
    ...common,
    restrict: 'mask',
    retention: ofConversation,
    erase: { about: 'delete', recipient: kept, author: 'detach' },
    changes: said,
    columns: {
      ...{ school_id: none(), id: none(), conversation_id: none(), side: none(), state: none(), urgent: none(), version: none() },
      author_id: link('author'),
      made_at: personal({ ...step, export: { author: 'full', recipient: 'full', about: 'exists' } }),
      edited_at: none(),
      withdrawn_at: personal({ ...step, export: { author: 'full', recipient: 'full', about: 'exists' } }),
    },
  }),
  personalTable({
    table: 'public.message_text',
    subjects: {
      about: path('pupil_id'),
      recipient: path('conversation_id -> conversation_member.person_id'),
      author: actorIn('author_id'),
    },
    ...common,
    restrict: 'mask',
    retention: ofConversation,
    erase: { about: 'delete', recipient: kept, author: 'detach' },
    changes: said,
    columns: {
      ...{ school_id: none(), id: none(), message_id: none(), conversation_id: none(), number: none(), language: none() },
      pupil_id: link('about'),
      author_id: link('author'),
      written_at: personal({ ...step, export: { author: 'full', recipient: 'full', about: 'exists' } }),
      sealed: sealed(messageTextTable, owners, {
        text: personal({ ...writing, export: { author: 'full', recipient: 'full', about: 'exists' } }),
      }),
    },
  }),
  personalTable({
    table: 'public.conversation_note',
    subjects: { about: path('pupil_id'), author: actorIn('author_id') },
    ...common,
    restrict: 'mask',
    retention: ofConversation,
    erase: { about: 'delete', author: 'detach' },
    changes: { exempt: 'never changes' },
    columns: {
      ...{ school_id: none(), id: none(), conversation_id: none(), language: none() },
      pupil_id: link('about'),
      author_id: link('author'),
      made_at: personal({ ...step, export: { author: 'full', about: 'full' } }),
      sealed: sealed(conversationNoteTable, owners, {
        text: personal({ ...writing, export: { author: 'full', about: 'full' } }),
      }),
    },
  }),
  personalTable({
    table: 'public.conversation_reading',
    subjects: { self: path('person_id'), about: path('conversation_id -> conversation.pupil_id') },
    ...common,
    retention: untilCounted('read_at', 'conversation_id -> conversation.class_id'),
    erase: { self: 'delete', about: 'delete' },
    changes: { exempt: 'moves on while somebody reads; each is a fact' },
    columns: {
      ...{ school_id: none(), conversation_id: none(), message_id: none(), shown_at: none() },
      person_id: link('self'),
      read_at: personal({ ...step, export: { self: 'full' } }),
    },
  }),
  personalTable({
    table: 'public.reading_choice',
    subjects: { self: path('person_id') },
    ...common,
    recipients: ['self', 'operator'],
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    changes: { exempt: 'each choice is a fact' },
    columns: {
      school_id: none(),
      person_id: link('self'),
      is_shown: personal({
        category: 'technical.preference',
        level: 'L1',
        origin: 'provided',
        rectify: 'self',
        export: { self: 'full' },
      }),
    },
  }),
  personalTable({
    table: 'public.writing_rule',
    subjects: { actor: [actorIn('set_by'), loose('acts_id', 'whom the school names need not be there for ever')] },
    ...common,
    retention: { anchor: { with: 'row' } },
    erase: { actor: 'detach' },
    changes: { exempt: 'every change is a fact that says what it is now' },
    columns: {
      ...{
        school_id: none(),
        line: none(),
        school_may: none(),
        family_may: none(),
        read_by: none(),
        reports_to: none(),
        days: none(),
        version: none(),
      },
      acts_id: link('actor'),
      set_by: link('actor'),
      set_at: none(),
    },
  }),
  personalTable({
    table: 'public.message_report',
    subjects: {
      about: path('conversation_id -> conversation.pupil_id'),
      author: actorIn('reported_by'),
      actor: [actorIn('acts_id'), actorIn('decided_by')],
    },
    ...common,
    purposes: ['safeguarding'],
    basis: protection,
    retention: ofConversation,
    erase: { about: 'delete', author: 'detach', actor: 'detach' },
    changes: { exempt: 'is made and decided once, and both are facts' },
    columns: {
      ...{ school_id: none(), id: none(), message_id: none(), conversation_id: none(), due_at: none(), overdue_at: none() },
      reported_by: link('author'),
      acts_id: link('actor'),
      decided_by: link('actor'),
      why: personal({ ...step, level: 'L2', export: { author: 'full' } }),
      made_at: personal({ ...step, export: { author: 'full' } }),
      decided_at: personal({ ...step, export: { author: 'full' } }),
      verdict: none(),
    },
  }),
] as const
