import type { Permission } from '#kernel/permissions.ts'

const speakers = ['school.teacher', 'school.office_at_work'] as const
const seers = ['notice.reader', 'notice.author', 'notice.office'] as const
const holders = ['notice.author', 'notice.office_at_work'] as const

export const noticePermissions = {
  'notice.list': { on: 'school', allow: ['school.member'] },
  'notice.voices': { on: 'school', allow: speakers },
  'notice.written': { on: 'school', allow: speakers },
  'notice.write': { on: 'school', allow: speakers },
  'notice.read': { on: 'notice', allow: seers },
  'notice.versions': { on: 'notice', allow: seers },
  'notice.readers': { on: 'notice', allow: seers },
  'notice.publish': { on: 'notice', allow: ['notice.author'] },
  'notice.correct': { on: 'notice', allow: holders },
  'notice.withdraw': { on: 'notice', allow: holders },
  'notice.see': { on: 'notice', allow: ['notice.reader'] },
  'notice.confirm': { on: 'notice', allow: ['notice.reader'] },
  'notice.progress': { on: 'notice', allow: holders },
  'notice.unseen': { on: 'notice', allow: holders },
  'notice.calls': { on: 'notice', allow: holders },
  'notice.note_paper': { on: 'notice', allow: holders },
  'notice.drop_paper': { on: 'notice', allow: holders },
  'notice.remind': { on: 'notice', allow: holders },
} as const satisfies Record<string, Permission>
