import type { Permission } from '#kernel/permissions.ts'

export const imageRightPermissions = {
  'image_right.mine': { on: 'school', allow: ['school.member'] },
  'image_right.say': { on: 'person', allow: ['person.image_guardian', 'person.image_self'] },
  'image_right.record': { on: 'person', allow: ['person.teacher', 'person.office_at_work'] },
  'image_right.of_class': { on: 'class', allow: ['class.teacher', 'class.office'] },
} as const satisfies Record<string, Permission>
