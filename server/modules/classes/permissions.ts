import type { Permission } from '#kernel/permissions.ts'

const deciders = ['join_request.teacher', 'join_request.office'] as const

export const classPermissions = {
  'class.list': { on: 'school', allow: ['school.member'] },
  'class.read': { on: 'class', allow: ['class.teacher', 'class.office', 'class.family'] },
  'class.key.read': { on: 'class', allow: ['class.teacher', 'class.office'] },
  'class.key.issue': { on: 'class', allow: ['class.teacher', 'class.office'] },
  'class.key.look_up': { on: 'nothing', why: 'A key shows whoever holds it the school and the class, and opens nothing.' },
  'class.join_request.make': { on: 'nothing', why: 'Whoever holds a class key may ask; a teacher decides.' },
  'class.join_request.confirm': { on: 'nothing', why: 'The token in the mail proves the address.' },
  'class.join_request.list': { on: 'school', allow: ['school.teacher', 'school.office'] },
  'class.join_request.accept': { on: 'joinRequest', allow: deciders },
  'class.join_request.decline': { on: 'joinRequest', allow: deciders },
  'class.join_request.undo': { on: 'joinRequest', allow: deciders },
  'class.join_request.mine': { on: 'nothing', why: 'The list holds the own requests only.' },
  'class.join_request.withdraw': {
    on: 'nothing',
    why: 'The own request only, whatever school it was made to; the wall lets no other through.',
  },
} as const satisfies Record<string, Permission>
