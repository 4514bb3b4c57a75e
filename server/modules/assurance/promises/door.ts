import type { PromiseRow } from '../rows.ts'

export const doorPromises = {
  'KLA-02': { controls: { 'C-01': ['approved'], 'C-04': ['walls', 'routes'] } },
  'KLA-03': { controls: { 'C-01': ['approved', 'key_fresh', 'guessing'] } },
  'KLA-04': { controls: { 'C-01': ['approved'] } },
  'KLA-39': { controls: { 'C-02': ['hashes'] } },
  'CLA-09': { controls: { 'C-03': ['two_people', 'leavers', 'orphans'] } },
  'CLA-14': { controls: { 'C-44': ['nobody_in', 'keys_gone', 'drilled'], 'C-03': ['leavers'] } },
  'CLA-16': { controls: { 'C-43': ['locked_out'] } },
  'CLA-18': { controls: { 'C-02': ['set_up_code'] } },
  'CLA-19': { controls: { 'C-02': ['first_password'], 'C-03': ['two_people'] } },
  'CLA-20': { controls: { 'C-02': ['forced_change'] } },
  'CLA-21': { controls: { 'C-02': ['reset_silent'] } },
  'ETU-06': { controls: { 'C-02': ['rules', 'throttle'] } },
  'ETU-07': { controls: { 'C-02': ['rotation', 'machine_secrets'] } },
  'ETU-08': { controls: { 'C-02': ['hashes'], 'C-12': ['algorithms', 'root'] } },
  'EDU-22': { controls: { 'C-02': ['rules', 'throttle'], 'C-56': ['password_rules'] } },
} as const satisfies Record<string, PromiseRow>
