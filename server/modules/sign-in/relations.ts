import type { Relation } from '#kernel/permissions.ts'

export const signInRelations = {
  'school.leader': { on: 'school', when: "app.is_a('administrator', 'head')", why: 'Leads the school, or administers it.' },
} as const satisfies Record<string, Relation>
