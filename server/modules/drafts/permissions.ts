import type { Permission } from '#kernel/permissions.ts'

// Whose drafts they are the policy says: nobody's but one's own.
export const draftPermissions = {
  'draft.list': { on: 'school', allow: ['school.member'] },
  'draft.keep': { on: 'school', allow: ['school.member'] },
  'draft.drop': { on: 'school', allow: ['school.member'] },
} as const satisfies Record<string, Permission>
