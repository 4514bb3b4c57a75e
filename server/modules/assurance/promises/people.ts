import type { PromiseRow } from '../rows.ts'

export const peoplePromises = {
  'KLA-43': { controls: { 'C-19': ['practised'], 'C-54': ['trained'] } },
  'KLA-45': {
    controls: { 'C-54': ['trained'], 'C-04': ['runtime_roles'], 'C-05': ['reviewed'], 'C-06': ['no_standing'] },
    also: ['ETU-22', 'EDU-24'],
  },
  'BIN-12': { controls: { 'C-58': [] } },
  'CLA-48': { controls: { 'C-56': ['data_rules'], 'C-32': ['declared'] }, also: ['BIN-14'] },
  'ETU-05': { controls: { 'C-54': ['trained'] }, also: ['BIN-16', 'EDU-17'] },
  'CLA-04': { controls: { 'C-53': [], 'C-29': [] } },
  'CLA-08': { controls: { 'C-53': ['passwords'], 'C-02': ['first_password', 'factor'] } },
  'CLA-11': { controls: { 'C-53': [] } },
  'CLA-43': { controls: { 'C-52': [], 'C-53': [] } },
  'CLA-46': { controls: { 'C-57': ['listed'] } },
  'CLA-49': { controls: { 'C-55': ['pledged'] }, also: ['ETU-23'] },
  'CLA-50': { controls: { 'C-55': [] }, also: ['EDU-23'] },
  'ETU-12': { controls: { 'C-58': [] } },
  'ETU-45': { controls: { 'C-56': ['responsible'], 'C-60': ['contact'] } },
  'EDU-20': { controls: { 'C-54': ['refreshed'] }, also: ['EDU-18'] },
  'EDU-19': { controls: { 'C-54': ['newcomers'] } },
  'EDU-26': { controls: { 'C-57': ['listed'], 'C-51': ['reviewed'] } },
  'EDU-27': { controls: { 'C-57': ['room_named'] } },
  'EDU-28': { controls: { 'C-57': ['room_badge'] } },
  'EDU-29': { controls: { 'C-57': ['room_single'] } },
  'EDU-30': { controls: { 'C-57': ['room_watched'] } },
} as const satisfies Record<string, PromiseRow>
