import type { Relation } from '#kernel/permissions.ts'

export const rosterRelations = {
  'roster_import.office': { on: 'rosterRun', when: 'app.runs_school()', why: 'Runs the school whose roster it is.' },
} as const satisfies Record<string, Relation>
