import { closeConversation } from '#contract/conversation-office.ts'
import { beginConversation, readConversation } from '#contract/conversations.ts'
import { reportMessage } from '#contract/message-reports.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'
import { groupOf } from './post-examples.ts'

const words = { text: 'Noor a oublié son cahier.', language: 'fr' } as const

const toTeachers = ({ class6B, people }: Stage) => ({
  ...{ line: 'teacher_guardian', side: 'family', classId: class6B, pupilIds: [people.noor.id] },
  ...{ topic: 'Le cahier', ...words },
})
const toOffice = ({ people }: Stage) => ({
  ...{ line: 'office_guardian', side: 'family', pupilIds: [people.noor.id], topic: 'Certificat' },
  ...words,
})

/** What Amal has begun, with the teachers of 6B or with the office. */
const begun = async (stage: Stage, body: object) =>
  `${((await stage.people.amal.ask(beginConversation, { body })).body['conversations'] as string[])[0]}`
/** The first message of a conversation. */
const firstIn = async (stage: Stage, id: string) => {
  const { messages } = (await stage.people.amal.ask(readConversation, { params: { id } })).body as { messages: { id: string }[] }
  return messages[0]?.id ?? ''
}
const withTeachers: Example = async (stage) => ({ params: { id: await begun(stage, toTeachers(stage)) } })
const withOffice: Example = async (stage) => ({ params: { id: await begun(stage, toOffice(stage)) } })
const messageOfAmal = async (stage: Stage) => firstIn(stage, await begun(stage, toTeachers(stage)))

const closed: Example = async (stage) => {
  const { params = {} } = await withOffice(stage)
  await stage.people.olga.ask(closeConversation, { params })
  return { params }
}

/** Rosa has reported what Amal wrote; Inès is to decide. */
const reported = async (stage: Stage) => {
  const asked = { params: { id: await messageOfAmal(stage) }, body: { why: 'hurtful' } }
  return `${(await stage.people.rosa.ask(reportMessage, asked)).body['id']}`
}

/** Conversations: of each endpoint a question that makes sense. */
export const conversationExamples: Readonly<Record<string, Example>> = {
  'conversation.list': () => ({}),
  'conversation.waiting': () => ({}),
  'conversation.partners': () => ({}),
  'conversation.unplaced': () => ({}),
  'conversation.families': ({ class6B }) => ({ params: { id: class6B } }),
  'conversation.group_families': async (stage) => ({ params: { id: await groupOf(stage) } }),
  'conversation.begin': (stage) => ({ body: toTeachers(stage) }),
  'conversation.read': withTeachers,
  'conversation.people': withTeachers,
  'conversation.see': async (stage) => {
    const id = await begun(stage, toTeachers(stage))
    return { params: { id }, body: { messageId: await firstIn(stage, id) } }
  },
  'conversation.choose_reading': () => ({ body: { isShown: true } }),
  'conversation.assign': async (stage) => ({ ...(await withOffice(stage)), body: { personId: stage.people.olga.id } }),
  'conversation.note': async (stage) => ({ ...(await withOffice(stage)), body: words }),
  'conversation.close': withOffice,
  'conversation.reopen': closed,
  'conversation.overseen': ({ people }) => ({ params: { id: people.noor.id } }),
  'message.send': async (stage) => ({ ...(await withTeachers(stage)), body: words }),
  'message.edit': async (stage) => ({ params: { id: await messageOfAmal(stage) }, body: words, headers: { 'if-match': '"1"' } }),
  'message.withdraw': async (stage) => ({ params: { id: await messageOfAmal(stage) } }),
  'message.report': async (stage) => ({ params: { id: await messageOfAmal(stage) }, body: { why: 'hurtful' } }),
  'message.report.list': () => ({}),
  'message.report.decide': async (stage) => ({ params: { id: await reported(stage) }, body: { verdict: 'restored' } }),
  'writing_rule.list': () => ({}),
  'writing_rule.set': async ({ world }) => {
    await world.owner.query('delete from writing_rule')
    const rule = { schoolMay: 'begin', familyMay: 'answer', readBy: ['head'], reportsTo: 'head', actsId: null, days: 3 }
    return { params: { line: 'teacher_guardian' }, body: rule, headers: { 'if-match': '"0"' } }
  },
}

/** What was reported, and waits too long. */
export const overdueReport = async (stage: Stage) => {
  const reportId = await reported(stage)
  await stage.world.owner.query("update message_report set due_at = now() - interval '1 hour' where id = $1", [reportId])
  return { reportId }
}
