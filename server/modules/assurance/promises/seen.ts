import type { PromiseRow } from '../rows.ts'

export const seenPromises = {
  'KLA-22': { controls: { 'C-06': ['an_hour', 'no_standing'], 'C-55': ['pledged'] } },
  'KLA-25': {
    controls: {
      'C-04': ['walls', 'routes', 'runtime_roles'],
      'C-16': ['attacks'],
      'C-53': [],
      'C-11': ['sealed_columns'],
      'C-21': ['chain'],
      'C-18': [],
    },
    also: ['CLA-05', 'ETU-20'],
  },
  'KLA-35': { controls: { 'C-04': ['walls', 'routes', 'apart', 'matrix'] }, also: ['CLA-24', 'ETU-02'] },
  'CLA-17': { controls: { 'C-43': ['locked_out', 'guided'], 'C-07': ['reads_are_facts'] } },
  'CLA-51': { controls: { 'C-04': ['walls', 'apart'], 'C-07': ['reads_are_facts', 'curiosity'] } },
  'ETU-03': { controls: { 'C-04': ['routes'], 'C-05': ['reviewed'] } },
  'EDU-25': { controls: { 'C-05': ['reviewed'] }, also: ['ETU-04'] },
  'ETU-59': { controls: { 'C-03': ['two_people'], 'C-04': ['runtime_roles', 'routes', 'matrix'] } },
  'EDU-21': { controls: { 'C-04': ['routes', 'matrix'], 'C-56': ['who_may'] } },
} as const satisfies Record<string, PromiseRow>
