import { done, office, type Passings, stays } from '#kernel/passing.ts'

const said = stays('stays under the name of who said it; whoever takes over reads it and goes on')

export const conversationPassing = {
  'public.conversation.teacher_id': {
    how: 'moves',
    open: "t.state = 'open'",
    why: 'families go on writing to whoever takes the class over, who reads what was said',
  },
  'public.conversation.class_id': stays(
    'goes on with the class: where no teacher alone was meant, whoever teaches it has it at once',
  ),
  'public.conversation.begun_by': done,
  'public.conversation.assigned_to': office,
  'public.conversation.closed_by': office,
  'public.message.author_id': said,
  'public.message_text.author_id': said,
  'public.conversation_note.author_id': said,
  'public.message_report.reported_by': done,
  'public.message_report.acts_id': office,
  'public.message_report.decided_by': office,
  'public.writing_rule.acts_id': office,
  'public.writing_rule.set_by': office,
} as const satisfies Passings
