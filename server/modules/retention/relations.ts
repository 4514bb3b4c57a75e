import type { Relation } from '#kernel/permissions.ts'

export const retentionRelations = {
  'announced_sweep.desk': {
    on: 'announcedSweep',
    when: "app.is_a('dpo', 'head')",
    why: 'Is the data protection officer or the head of the school whose night it is.',
  },
} as const satisfies Record<string, Relation>
