import type { Permission } from '#kernel/permissions.ts'

const asker = ['rights_request.asker'] as const
const desk = ['rights_request.desk'] as const

export const rightsPermissions = {
  'rights.mine': { on: 'school', allow: ['school.member'] },
  'rights.ask': { on: 'person', allow: ['person.self', 'person.guardian'] },
  'rights.demand': { on: 'person', allow: ['person.self', 'person.joint'] },
  'rights.ask_human': { on: 'person', allow: ['person.oneself', 'person.guardian'] },
  'rights.case.open': { on: 'person', allow: ['person.desk'] },
  'rights.case.askers': { on: 'person', allow: ['person.desk'] },
  'rights.statement.place': { on: 'rightsRequest', allow: asker },
  'rights.contested': { on: 'person', allow: ['person.office', 'person.teacher'] },
  'rights.case.by_key': { on: 'nothing', why: 'Whoever holds the key of a request may know how it stands: it names nobody.' },
  'rights.withdraw': { on: 'rightsRequest', allow: asker },
  'rights.package': { on: 'rightsRequest', allow: asker },
  'copy_token.draw': { on: 'rightsRequest', allow: asker },
  'copy_token.revoke': { on: 'rightsRequest', allow: asker },
  'copy_token.redeem': { on: 'nothing', why: 'Whoever holds the code of a copy fetches it, once, as the one who drew it.' },
  'rights.case.list': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'rights.case.decide': { on: 'rightsRequest', allow: desk },
  'rights.case.extend': { on: 'rightsRequest', allow: desk },
  'rights.case.erase': { on: 'rightsRequest', allow: desk },
  'rights.restriction.list': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'rights.restriction.lift': { on: 'restriction', allow: ['restriction.desk'] },
  'rights.restriction.end': { on: 'restriction', allow: ['restriction.asker'] },
  'hold.list': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'hold.ask': { on: 'person', allow: ['person.desk'] },
  'hold.sign': { on: 'legalHold', allow: ['hold.desk'] },
  'hold.review': { on: 'legalHold', allow: ['hold.desk'] },
  'hold.release': { on: 'legalHold', allow: ['hold.desk'] },
  'correction.recipients': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'correction.tell': { on: 'correctionRecipient', allow: ['correction_recipient.desk'] },
  'correction.mine': { on: 'school', allow: ['school.member'] },
  'correction.done': { on: 'correctionRecipient', allow: ['correction_recipient.taker'] },
  'rights.restricted_here': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
