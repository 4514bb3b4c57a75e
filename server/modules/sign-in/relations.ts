import type { Relation } from '#kernel/permissions.ts'

export const signInRelations = {
  'school.leader': { on: 'school', when: "app.is_a('administrator', 'head')", why: 'Leads the school, or administers it.' },
  'school.keeper_of_passwords': {
    on: 'school',
    when: "app.is_a('administrator', 'head', 'office', 'dpo', 'operator')",
    why: 'Administers the school, leads it, keeps its office, sees to its data, or runs the installation.',
  },
} as const satisfies Record<string, Relation>
