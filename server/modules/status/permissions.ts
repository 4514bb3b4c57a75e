import type { Permission } from '#kernel/permissions.ts'

export const statusPermissions = {
  'status.subscribe': {
    on: 'nothing',
    why: 'Anybody may ask to hear of the service; the link goes to the address. Tries are slowed down.',
  },
  'status.confirm': { on: 'nothing', why: 'Whoever has the link of the first mail.' },
  'status.unsubscribe': { on: 'nothing', why: 'Whoever has the link that stands in each of these mails.' },
  'weak_point.report': { on: 'nothing', why: 'Anybody may say that something is not safe; tries are slowed down.' },
} as const satisfies Record<string, Permission>
