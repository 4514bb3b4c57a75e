import type { EventName } from '#contract/events.ts'
import type { Category } from '#contract/notifications.ts'
import type { Emitted } from '#kernel/facts.ts'
import type { Notice } from '#kernel/notices.ts'
import type { Audience } from './audiences.queries.ts'

/** Of which fact somebody is told, and how: a new notification is a row. */
export type NotificationRow = {
  to: Audience
  category: Category
  /** Which field of its payload, where it is true, makes one such fact urgent. */
  urgentIf?: string
  /** Which field of its payload names what it is about: somebody is told of that once, however many facts there are of it. */
  about?: string
  /** What the mail says, beside what all of its kind say: `mail.notice.<says>`. */
  says:
    | 'request_waiting'
    | 'request_decided'
    | 'support_asked'
    | 'support_decided'
    | 'new_sign_in'
    | 'password_changed'
    | 'factor_added'
    | 'factor_removed'
    | 'recovery_code_used'
    | 'address_failed'
    | 'address_asked'
    | 'address_changed'
    | 'post_published'
    | 'notice_published'
    | 'notice_to_confirm'
    | 'notice_reminder'
    | 'notice_urgent'
    | 'notice_unseen'
    | 'notice_announced'
    | 'message_waiting'
    | 'report_waiting'
    | 'report_decided'
    | 'report_overdue'
    | 'right_asked'
    | 'right_answered'
    | 'right_taken_in'
    | 'right_second'
    | 'right_disowned'
    | 'right_proof'
    | 'restriction_ends'
    | 'head_asked'
    | 'leaver_waits'
    | 'hold_waits'
    | 'hold_review'
    | 'order_waits'
    | 'order_told'
    | 'policy_published'
    | 'recipients_wait'
    | 'correction_to_make'
    | 'leaving_soon'
    | 'school_leaves'
    | 'supplier_coming'
    | 'classes_handed_over'
    | 'teacher_changed'
    | 'photo_hidden'
    | 'image_answer_recorded'
    | 'entry_made'
    | 'entry_changed'
    | 'entry_cancelled'
    | 'entry_soon'
  /** Which screen it leads to. */
  leads:
    | 'requests'
    | 'today'
    | 'support'
    | 'security'
    | 'mail-troubles'
    | 'notices'
    | 'messages'
    | 'messages/reports'
    | 'my-data'
    | 'data-requests'
    | 'leavers'
    | 'judicial-orders'
    | 'consents'
    | 'corrections'
    | 'hand-overs/mine'
    | 'photos'
    | 'image-rights'
    | 'calendar'
    | 'trust/suppliers'
  /** The room sends a mail of its own, to the address that was given there. */
  mailsItself?: true
  /** What is final only then is told then. */
  afterSeconds?: number
}

export const notificationRows: Readonly<Partial<Record<EventName, NotificationRow>>> = {
  'class.join_request.confirmed': { to: 'class_teachers', category: 'to_do', says: 'request_waiting', leads: 'requests' },
  'class.join_request.linked': {
    ...{ to: 'join_request_asker', category: 'account', says: 'request_decided', leads: 'today', mailsItself: true },
  },
  'class.join_request.declined': {
    ...{ to: 'join_request_asker', category: 'account', says: 'request_decided', leads: 'today', mailsItself: true },
    afterSeconds: 15,
  },
  'support.access_asked': { to: 'support_consenters', category: 'account', says: 'support_asked', leads: 'support' },
  'support.access_decided': { to: 'support_asker', category: 'account', says: 'support_decided', leads: 'support' },
  'post.published': {
    ...{ to: 'post_audience', category: 'class_life', about: 'postId', says: 'post_published', leads: 'today' },
  },
  'mail.address_failed': { to: 'office', category: 'to_do', says: 'address_failed', leads: 'mail-troubles' },
  'message.sent': {
    ...{ to: 'told_of_message', category: 'messages', says: 'message_waiting', leads: 'messages' },
    about: 'messageId',
    urgentIf: 'isUrgent',
  },
  'message.reported': { to: 'report_decider', category: 'to_do', says: 'report_waiting', leads: 'messages/reports' },
  'message.report_decided': { to: 'report_parties', category: 'messages', says: 'report_decided', leads: 'messages' },
  'message.report_overdue': { to: 'leaders', category: 'to_do', says: 'report_overdue', leads: 'messages/reports' },
  'hand_over.made': { to: 'successor', category: 'to_do', says: 'classes_handed_over', leads: 'hand-overs/mine' },
  'conversation.passed_on': {
    ...{ to: 'conversation_family', category: 'messages', about: 'conversationId', says: 'teacher_changed', leads: 'messages' },
  },
  'calendar.entered': {
    ...{ to: 'entry_planned', category: 'class_life', about: 'entryId', says: 'entry_made', leads: 'calendar' },
  },
  'calendar.changed': { to: 'entry_planned', category: 'class_life', says: 'entry_changed', leads: 'calendar' },
  'calendar.cancelled': {
    ...{ to: 'entry_cancelled', category: 'class_life', about: 'entryId', says: 'entry_cancelled', leads: 'calendar' },
  },
  'calendar.reminded': { to: 'entry_planned', category: 'class_life', says: 'entry_soon', leads: 'calendar' },
  'image_right.recorded': { to: 'image_answerer', category: 'account', says: 'image_answer_recorded', leads: 'image-rights' },
  'image_right.said': { to: 'photo_senders', category: 'to_do', says: 'photo_hidden', leads: 'photos' },
  'rights.requested': { to: 'rights_desk', category: 'to_do', about: 'requestId', says: 'right_asked', leads: 'data-requests' },
  'leaver_key.asked': { to: 'rights_desk', category: 'to_do', about: 'requestId', says: 'right_asked', leads: 'data-requests' },
  'rights.taken_in': { to: 'rights_asker', category: 'account', says: 'right_taken_in', leads: 'my-data' },
  'rights.word_asked': { to: 'rights_asker', category: 'account', about: 'requestId', says: 'right_taken_in', leads: 'my-data' },
  'rights.proof_asked': { to: 'rights_asker', category: 'account', says: 'right_proof', leads: 'my-data' },
  'rights.second_asked': {
    ...{ to: 'rights_second', category: 'to_do', about: 'requestId', says: 'right_second', leads: 'data-requests' },
  },
  'rights.disowned': {
    to: 'rights_heads',
    category: 'to_do',
    about: 'requestId',
    says: 'right_disowned',
    leads: 'data-requests',
  },
  'rights.reopened': { to: 'rights_asker', category: 'account', says: 'right_answered', leads: 'my-data' },
  'rights.decided': { to: 'rights_asker', category: 'account', says: 'right_answered', leads: 'my-data' },
  'rights.head_asked': { to: 'rights_head', category: 'to_do', about: 'requestId', says: 'head_asked', leads: 'data-requests' },
  'rights.head_decided': { to: 'rights_goes_on', category: 'account', says: 'right_answered', leads: 'my-data' },
  'hold.asked': { to: 'desk', category: 'to_do', about: 'holdId', says: 'hold_waits', leads: 'data-requests' },
  'hold.review_due': { to: 'desk', category: 'to_do', about: 'holdId', says: 'hold_review', leads: 'data-requests' },
  'rights.held_told': { to: 'rights_asker', category: 'account', says: 'right_answered', leads: 'my-data' },
  'rights.restriction_lifting': { to: 'restriction_known', category: 'account', says: 'restriction_ends', leads: 'my-data' },
  'rights.extended': { to: 'rights_asker', category: 'account', says: 'right_answered', leads: 'my-data' },
  'order.recorded': { to: 'desk', category: 'to_do', about: 'orderId', says: 'order_waits', leads: 'judicial-orders' },
  'order.told': { to: 'order_subject', category: 'account', about: 'orderId', says: 'order_told', leads: 'my-data' },
  'policy.published': { to: 'policy_asked', category: 'to_do', about: 'versionId', says: 'policy_published', leads: 'consents' },
  'correction.recipients_wait': {
    ...{ to: 'desk', category: 'to_do', about: 'requestId', says: 'recipients_wait', leads: 'data-requests' },
  },
  'rights.lifting_waits': {
    ...{ to: 'desk', category: 'to_do', about: 'restrictionId', says: 'recipients_wait', leads: 'data-requests' },
  },
  'erasure.recipients_wait': {
    ...{ to: 'desk', category: 'to_do', about: 'erasureId', says: 'recipients_wait', leads: 'data-requests' },
  },
  'correction.told': {
    ...{ to: 'correction_taker', category: 'to_do', about: 'recipientId', says: 'correction_to_make', leads: 'corrections' },
  },
  'school.exit_signed': { to: 'whole_school', category: 'account', says: 'school_leaves', leads: 'my-data' },
  'supplier.announced': {
    ...{ to: 'whole_school', category: 'account', about: 'noticeId', says: 'supplier_coming', leads: 'trust/suppliers' },
  },
  'leaving.head_asked': { to: 'leaver_head', category: 'to_do', about: 'stepId', says: 'leaver_waits', leads: 'leavers' },
  'leaving.reminded': { to: 'leaver_and_family', category: 'account', says: 'leaving_soon', leads: 'my-data' },
  'session.started': { to: 'on_new_device', category: 'account', says: 'new_sign_in', leads: 'security' },
  'password.changed': { to: 'oneself', category: 'account', says: 'password_changed', leads: 'security' },
  'account.address_changed': { to: 'oneself', category: 'account', says: 'address_changed', leads: 'security' },
  'factor.added': { to: 'oneself', category: 'account', says: 'factor_added', leads: 'security' },
  'factor.removed': { to: 'oneself', category: 'account', says: 'factor_removed', leads: 'security' },
  'notice.published': {
    to: 'notice_told',
    category: 'class_life',
    says: 'notice_published',
    leads: 'notices',
    about: 'noticeId',
  },
  'notice.confirmation_asked': {
    to: 'notice_asked',
    category: 'to_do',
    says: 'notice_to_confirm',
    leads: 'notices',
    about: 'noticeId',
  },
  'notice.urgent_published': {
    to: 'notice_everybody',
    category: 'urgent',
    says: 'notice_urgent',
    leads: 'notices',
    about: 'noticeId',
  },
  'notice.reminded': {
    ...{ to: 'notice_waiting', category: 'to_do', says: 'notice_reminder', leads: 'notices' },
    urgentIf: 'isUrgent',
  },
  'notice.unseen_listed': { to: 'notice_author', category: 'to_do', says: 'notice_unseen', leads: 'notices' },
  'notice.announced': {
    to: 'administrators',
    category: 'account',
    says: 'notice_announced',
    leads: 'notices',
    about: 'noticeId',
  },
  'factor.recovery_code_used': { to: 'oneself', category: 'account', says: 'recovery_code_used', leads: 'security' },
}

export const TELL = 'notification.tell'

/** A job carries the id of the question that caused it under this name, so an id of the fact goes by another. */
const toldAs = (field: string) => (field === 'requestId' ? 'caseId' : field)

/** Of which facts somebody is told: asked of every one, in its transaction. Ids go along, and nothing that could be read. */
export const notices = ({ name, payload, about: { subject, account } }: Emitted): Notice | undefined => {
  const row = notificationRows[name]
  if (!row) return undefined
  const said = Object.entries(payload)
  const ids = said
    .filter(([field]) => field.endsWith('Id'))
    .map(([field, value]): [string, string] => [toldAs(field), String(value)])
  const isUrgent = said.some(([field, value]) => field === row.urgentIf && value === true)
  const thing = ids.find(([field]) => field === toldAs(row.about ?? ''))?.[1]
  const about = { ...(subject && { subject }), ...(account && { account }) }
  const more = { ...(isUrgent && { urgent: 'yes' }), ...(thing && { thing }) }
  return {
    task: TELL,
    payload: { ...Object.fromEntries(ids), ...about, ...more, event: name },
    afterSeconds: row.afterSeconds ?? 0,
  }
}
