import * as z from 'zod/mini'
import { lines, sides, urgentReasons } from '../conversations.ts'
import { id } from '../endpoint.ts'
import { deciders, mays, overseers, reportVerdicts } from '../message-reports.ts'
import type { EventRow } from './shape.ts'

const conversation = z.object({ conversationId: id })
const message = z.object({ messageId: id })

export const conversationEvents = {
  'conversation.begun': { code: 1101, class: 'operation', payload: z.extend(conversation, { line: z.enum(lines) }) },
  'conversation.opened': { code: 1102, class: 'access', payload: conversation },
  'message.sent': {
    code: 1103,
    class: 'operation',
    payload: z.object({
      conversationId: id,
      messageId: id,
      side: z.enum(sides),
      isUrgent: z.boolean(),
      reason: z.nullable(z.enum(urgentReasons)),
    }),
  },
  'message.edited': { code: 1104, class: 'operation', payload: z.extend(message, { version: z.int() }) },
  'message.withdrawn': { code: 1105, class: 'operation', payload: message },
  'message.reported': { code: 1106, class: 'operation', payload: z.extend(message, { reportId: id, conversationId: id }) },
  'message.report_decided': {
    code: 1107,
    class: 'operation',
    payload: z.extend(message, { reportId: id, verdict: z.enum(reportVerdicts) }),
  },
  'message.report_overdue': { code: 1108, class: 'operation', payload: z.object({ reportId: id }) },
  'conversation.seen': { code: 1109, class: 'operation', payload: z.extend(conversation, { messageId: id }) },
  'conversation.assigned': { code: 1110, class: 'operation', payload: z.extend(conversation, { personId: z.nullable(id) }) },
  'conversation.noted': { code: 1111, class: 'operation', payload: z.extend(conversation, { noteId: id }) },
  'conversation.closed': { code: 1112, class: 'operation', payload: conversation },
  'conversation.reopened': { code: 1113, class: 'operation', payload: conversation },
  'conversation.looked_into': { code: 1114, class: 'access', payload: conversation },
  'conversation.looked_for': { code: 1115, class: 'access', payload: z.object({ results: z.int() }) },
  'conversation.reading_chosen': { code: 1116, class: 'operation', payload: z.object({ isShown: z.boolean() }) },
  'writing_rule.changed': {
    code: 1117,
    class: 'operation',
    payload: z.object({
      line: z.enum(lines),
      schoolMay: z.enum(mays),
      familyMay: z.enum(mays),
      readBy: z.array(z.enum(overseers)),
      reportsTo: z.enum(deciders),
      days: z.int(),
    }),
  },
  'conversation.unplaced_read': { code: 1118, class: 'access', payload: z.object({ results: z.int() }) },
  'conversation.passed_on': { code: 1190, class: 'change', payload: z.extend(conversation, { handOverId: id }) },
} as const satisfies Record<string, EventRow>
