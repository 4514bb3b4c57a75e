import type { PromiseRow } from '../rows.ts'

export const rightsPromises = {
  'KLA-12': { controls: { 'C-41': ['clock', 'in_time'], 'C-36': ['own_export'] } },
  'KLA-18': { controls: { 'C-37': ['marked', 'decided'], 'C-41': ['clock', 'in_time'] }, also: ['KLA-20', 'BIN-28'] },
  'KLA-19': { controls: { 'C-36': ['own_export'] } },
  'KLA-21': { controls: { 'C-38': ['own_erasure', 'certificates'] }, also: ['BIN-29'] },
  'KLA-24': { controls: { 'C-40': ['round_trip', 'handed_over'] }, also: ['BIN-32'] },
  'BIN-30': { controls: { 'C-39': ['restricted'] } },
  'BIN-31': { controls: { 'C-39': ['objected'] } },
  'CLA-10': { controls: { 'C-49': ['signed'], 'C-36': ['school_export', 'regularly'] } },
  'CLA-13': { controls: { 'C-44': ['receipt_first'] } },
  'CLA-15': { controls: { 'C-43': ['leaving_window'], 'C-40': ['round_trip'] } },
  'CLA-41': { controls: { 'C-07': ['proof', 'reads_are_facts'], 'C-59': ['complete'] } },
  'ETU-18': { controls: { 'C-34': ['images', 'items'] } },
} as const satisfies Record<string, PromiseRow>
