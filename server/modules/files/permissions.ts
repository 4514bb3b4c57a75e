import type { Permission } from '#kernel/permissions.ts'

export const filePermissions = {
  'file.upload': { on: 'school', allow: ['school.member'] },
  'file.upload.begin': { on: 'school', allow: ['school.member'] },
  'file.upload.read': { on: 'file', allow: ['file.uploader'] },
  'file.upload.send': { on: 'file', allow: ['file.uploader'] },
  'file.read': {
    on: 'file',
    allow: ['file.uploader', 'file.office', 'file.of_class', 'file.of_person', 'file.of_post', 'file.of_notice'],
  },
  'file.delete': { on: 'file', allow: ['file.uploader', 'file.office'] },
} as const satisfies Record<string, Permission>
