import type { PromiseRow } from '../rows.ts'

export const watchPromises = {
  'KLA-33': { controls: { 'C-16': ['attacks', 'called'] }, also: ['EDU-42'] },
  'KLA-34': {
    controls: { 'C-21': ['writes_are_facts', 'chain'], 'C-16': ['attacks'], 'C-04': ['routes'] },
    also: ['ETU-30', 'EDU-32'],
  },
  'BIN-13': { controls: { 'C-22': ['triggers', 'actor'] } },
  'CLA-35': { controls: { 'C-31': [], 'C-30': [] } },
  'CLA-38': { controls: { 'C-20': ['drift', 'synchronised'] } },
  'CLA-39': { controls: { 'C-23': ['spans'] }, profiles: ['QC-PRIV', 'QC-PUB', 'US', 'JP'] },
  'CLA-40': { controls: { 'C-23': ['spans'] }, profiles: ['QC-PRIV', 'QC-PUB', 'US', 'JP'] },
  'ETU-09': { controls: { 'C-16': ['attacks'] }, also: ['ETU-29'] },
  'ETU-10': { controls: { 'C-31': [] } },
  'ETU-13': { controls: { 'C-31': ['planned'] } },
  'ETU-31': { controls: { 'C-21': ['writes_are_facts'] } },
  'ETU-33': { controls: { 'C-23': ['spans', 'readers', 'nameless'] } },
  'ETU-40': { controls: { 'C-25': [], 'C-31': [] } },
  'EDU-37': { controls: { 'C-31': [] } },
  'EDU-38': { controls: { 'C-31': [], 'C-47': [] } },
  'EDU-39': { controls: { 'C-31': [], 'C-59': ['chain'] } },
} as const satisfies Record<string, PromiseRow>
