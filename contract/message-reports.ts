import * as z from 'zod/mini'
import { lines } from './conversations.ts'
import { byId, endpoint, id, instant } from './endpoint.ts'

/** What somebody may do on a line: begin a conversation, answer in one that the other side has begun, or neither. */
export const mays = ['begin', 'answer', 'never'] as const
/** Who else can be let to look into conversations, to protect somebody. */
export const overseers = ['head', 'administrator', 'dpo'] as const
/** Whose work it is to decide about what was reported. */
export const deciders = ['head', 'administrator', 'office'] as const
/** Why a message is reported. */
export const reportReasons = ['hurtful', 'threat', 'private', 'misuse', 'other'] as const
/** What was decided. */
export const reportVerdicts = ['restored', 'kept_hidden'] as const

const line = z.enum(lines)
const rule = {
  schoolMay: z.enum(mays),
  familyMay: z.enum(mays),
  readBy: z.array(z.enum(overseers)),
  reportsTo: z.enum(deciders),
  actsId: z.nullable(id),
  days: z.int().check(z.minimum(1), z.maximum(14)),
}

/** Who may write to whom, who else can read it, and who acts on a report: everybody may know. */
export const listWritingRules = endpoint({
  name: 'writing_rule.list',
  method: 'GET',
  path: '/writing-rules',
  purposes: ['family_communication', 'administration'],
  output: z.object({
    rules: z.array(z.object({ line, ...rule, acts: z.nullable(z.string()), version: z.int(), isDefault: z.boolean() })),
    /** Those who could be named to decide; only for whoever may change this. */
    staff: z.array(z.object({ id, display: z.string() })),
    can: z.object({ change: z.boolean() }),
  }),
})

/** Changes one line of the table, as it was read in this version. */
export const setWritingRule = endpoint({
  name: 'writing_rule.set',
  method: 'PUT',
  path: '/writing-rules/:line',
  purposes: ['administration'],
  confirmed: true,
  params: z.object({ line }),
  body: z.object(rule),
  output: z.object({ line, version: z.int() }),
  errors: ['version_conflict', 'writing_rule.head_reads'],
})

/** Reports a message: it is hidden at once, and somebody with a name decides by a day. */
export const reportMessage = endpoint({
  name: 'message.report',
  method: 'POST',
  path: '/messages/:id/reports',
  purposes: ['family_communication', 'teaching', 'safeguarding'],
  while: ['leaving'],
  params: byId,
  body: z.object({ why: z.enum(reportReasons) }),
  output: z.object({ id, actsBy: z.nullable(z.string()), dueAt: instant }),
  errors: ['message.gone', 'message.own'],
})

/** What was reported and waits for one's decision, or was decided lately. */
export const listMessageReports = endpoint({
  name: 'message.report.list',
  method: 'GET',
  path: '/message-reports',
  purposes: ['safeguarding'],
  output: z.object({
    reports: z.array(
      z.object({
        id,
        messageId: id,
        conversationId: id,
        why: z.enum(reportReasons),
        madeAt: instant,
        dueAt: instant,
        isOverdue: z.boolean(),
        acts: z.nullable(z.string()),
        decidedAt: z.nullable(instant),
        decidedBy: z.nullable(z.string()),
        verdict: z.nullable(z.enum(reportVerdicts)),
        isMine: z.boolean(),
        can: z.object({ decide: z.boolean() }),
      }),
    ),
  }),
})

/** Decides whether what was reported is shown again. */
export const decideMessageReport = endpoint({
  name: 'message.report.decide',
  method: 'POST',
  path: '/message-reports/:id/decision',
  purposes: ['safeguarding'],
  params: byId,
  body: z.object({ verdict: z.enum(reportVerdicts) }),
  output: z.object({ id }),
  errors: ['message.report_decided'],
})

/** The conversations about a pupil that one may look into, to protect somebody: that there are some is a fact, too. */
export const listOverseen = endpoint({
  name: 'conversation.overseen',
  method: 'GET',
  path: '/people/:id/conversations',
  purposes: ['safeguarding'],
  reads: 'fact',
  params: byId,
  output: z.object({ conversations: z.array(z.object({ id, line, topic: z.string(), lastAt: instant })) }),
})
