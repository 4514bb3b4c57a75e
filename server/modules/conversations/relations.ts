import type { Relation } from '#kernel/permissions.ts'

const among = (column: string, those: string) => `${column} = any (array(select app.${those}))`

export const conversationRelations = {
  'conversation.partner': { on: 'conversation', when: among('id', 'my_conversations()'), why: 'Takes part in it now.' },
  'conversation.writer': {
    on: 'conversation',
    when: `${among('id', "writable_conversations('family')")} or ${among('id', "writable_conversations('school')")}`,
    why: 'Takes part in it, and the table of the school says that this side may write.',
  },
  'conversation.overseer': {
    on: 'conversation',
    when: among('id', 'overseen_conversations()'),
    why: 'Looks into it to protect somebody: the table of the school says so, or a message of it waits for this person’s decision.',
  },
  'conversation.school': {
    on: 'conversation',
    when: among('id', "my_conversations_as('school')"),
    why: 'Takes part in it for the school.',
  },
  'conversation.office': {
    on: 'conversation',
    when: `line like 'office%' and ${among('id', "my_conversations_as('school')")}`,
    why: 'Works in the office, to which it came.',
  },
  'message.author': {
    on: 'message',
    when: `author_id = app.person_id() and ${among('conversation_id', 'my_conversations()')}`,
    why: 'Said it, and still takes part.',
  },
  'message.partner': {
    on: 'message',
    when: among('conversation_id', 'my_conversations()'),
    why: 'Takes part where it was said.',
  },
  'message_report.decider': {
    on: 'messageReport',
    when: 'app.decides_on(message_id)',
    why: 'Is whom it reached; or leads the school, when nobody has decided in time. Never who wrote or reported it.',
  },
  'person.overseer': {
    on: 'person',
    when: 'exists (select from app.writing_rules_now() w where app.is_a(variadic w.read_by))',
    why: 'May look into conversations of some kind, by the table of the school.',
  },
} as const satisfies Record<string, Relation>
