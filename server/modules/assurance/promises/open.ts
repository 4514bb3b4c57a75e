import type { PromiseRow } from '../rows.ts'

export const openPromises = {
  'KLA-01': { controls: { 'C-59': ['complete', 'chain'], 'C-33': ['words'] }, also: ['ETU-14'] },
  'KLA-46': { controls: { 'C-33': ['words', 'printed'], 'C-59': ['complete'] } },
  'KLA-47': { controls: { 'C-59': ['complete', 'chain'] } },
  'CLA-01': { controls: { 'C-59': ['complete'], 'C-33': ['words'] }, also: ['BIN-04', 'EDU-01'] },
  'CLA-47': { controls: { 'C-56': ['audited'], 'C-59': ['complete'] }, also: ['BIN-15', 'ETU-15', 'EDU-10'] },
  'BIN-33': { controls: { 'C-60': ['contact'], 'C-41': ['clock', 'in_time'] } },
  'CLA-02': { controls: { 'C-59': ['chain', 'revisions'] } },
  'CLA-03': { controls: { 'C-60': ['contact', 'complaints'] } },
  'CLA-31': { controls: { 'C-59': ['complete'], 'C-18': [] } },
  'CLA-37': { controls: { 'C-60': ['security_txt', 'mailbox'] } },
  'CLA-44': { controls: { 'C-52': [] } },
  'ETU-01': { controls: { 'C-59': ['complete'], 'C-56': ['measures'] } },
  'ETU-34': { controls: { 'C-60': ['contact', 'security_txt', 'mailbox'] }, also: ['EDU-49'] },
  'EDU-02': { controls: { 'C-59': ['complete'], 'C-56': ['measures'] } },
  'EDU-50': { controls: { 'C-59': ['languages'] } },
} as const satisfies Record<string, PromiseRow>
