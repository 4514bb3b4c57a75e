import type { PromiseRow } from '../rows.ts'

export const sealedPromises = {
  'KLA-07': { controls: { 'C-09': ['https', 'certificate', 'hops'] }, also: ['BIN-10', 'CLA-25', 'EDU-05'] },
  'KLA-08': { controls: { 'C-14': ['closed_links', 'no_position', 'scanner'], 'C-10': ['sealed_object', 'sealed_files'] } },
  'BIN-11': { controls: { 'C-10': ['sealed_object', 'sealed_files', 'copied'] } },
  'CLA-23': { controls: { 'C-11': ['sealed_columns', 'owners', 'no_free_text'] } },
  'EDU-03': { controls: { 'C-09': ['https', 'hops'], 'C-10': ['sealed_object'], 'C-11': ['sealed_columns'] } },
  'EDU-04': { controls: { 'C-12': ['algorithms'] }, profiles: ['EU-FR'] },
  'EDU-06': { controls: { 'C-10': ['sealed_object'], 'P-04': [] } },
  'EDU-07': { controls: { 'C-12': ['key_sizes'] } },
} as const satisfies Record<string, PromiseRow>
