import type { Permission } from '#kernel/permissions.ts'

const family = ['person.self', 'person.parent'] as const
const whose = ['person.self', 'person.parent', 'person.office'] as const

export const readsPermissions = {
  'ledger.person.read': { on: 'person', allow: whose },
  'ledger.person.file': { on: 'person', allow: whose },
  'access.case.list': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'access.case.close': { on: 'curiosityCase', allow: ['curiosity_case.judge'] },
  'person.read': { on: 'person', allow: [...whose, 'person.teacher'] },
  'read.withhold': { on: 'person', allow: ['person.protector'] },
  'read.withholding.list': { on: 'school', allow: ['school.dpo', 'school.head'] },
  'read.withholding.countersign': { on: 'withholding', allow: ['withholding.protector'] },
  'read.withholding.end': { on: 'withholding', allow: ['withholding.protector'] },
  'read.withholding.figures': {
    on: 'nothing',
    why: 'Who trusts a school with a child may know how often it withholds, by the year.',
  },
  'read.question.ask': { on: 'person', allow: family },
  'read.question.mine': { on: 'person', allow: family },
  'read.question.list': { on: 'school', allow: ['school.answering'] },
  'read.question.answer': { on: 'readQuestion', allow: ['read_question.answering'] },
  'school.log_settings.read': { on: 'school', allow: ['school.deciding'] },
  'school.log_settings.change': { on: 'school', allow: ['school.deciding'] },
} as const satisfies Record<string, Permission>
