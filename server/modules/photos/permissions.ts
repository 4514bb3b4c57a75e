import type { Permission } from '#kernel/permissions.ts'

const speakers = ['school.teacher', 'school.office_at_work'] as const

export const photoPermissions = {
  'photo.tag': { on: 'file', allow: ['file.uploader'] },
  'photo.sort': { on: 'school', allow: speakers },
  'photo.of_post': { on: 'post', allow: ['post.reader', 'post.author', 'post.office'] },
  'photo.of_child': { on: 'person', allow: ['person.self', 'person.photographed'] },
  'photo.hidden': { on: 'school', allow: speakers },
  'photo.blur': { on: 'file', allow: ['file.uploader'] },
  'photo.remove': { on: 'file', allow: ['file.uploader'] },
} as const satisfies Record<string, Permission>
