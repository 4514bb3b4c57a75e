import type { PromiseRow } from '../rows.ts'

export const littlePromises = {
  'KLA-05': { controls: { 'C-35': ['own_origin', 'purposes'] } },
  'KLA-10': { controls: { 'C-33': ['words', 'printed'], 'C-32': ['declared'] }, also: ['KLA-11', 'ETU-19'] },
  'KLA-17': { controls: { 'C-35': ['purposes'], 'C-32': ['declared'] }, also: ['ETU-17'] },
  'KLA-23': { controls: { 'C-42': ['nothing_overdue'], 'C-38': ['own_erasure'] }, also: ['ETU-21'] },
  'BIN-01': { controls: { 'C-32': ['declared'], 'C-34': ['images'] } },
  'BIN-02': { controls: { 'C-32': ['declared', 'minimal', 'used'] }, also: ['ETU-16'] },
  'BIN-03': { controls: { 'C-32': ['minimal'] } },
  'BIN-07': { controls: { 'C-45': ['history_gone', 'leads_nowhere'], 'C-42': ['nothing_overdue'] } },
  'BIN-25': { controls: { 'C-46': ['no_addresses', 'no_cookies'] } },
  'BIN-26': { controls: { 'C-46': ['no_cookies'], 'C-35': ['own_origin'] } },
} as const satisfies Record<string, PromiseRow>
