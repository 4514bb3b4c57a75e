import type { PromiseRow } from '../rows.ts'

export const dayPromises = {
  'KLA-06': { controls: { 'P-05': [] } },
  'KLA-09': { controls: { 'P-01': ['sealed_words', 'taking_part'], 'C-11': ['sealed_columns'] } },
  'BIN-08': { controls: { 'P-02': [] } },
  'BIN-09': { controls: { 'P-02': [] } },
  'BIN-23': { controls: { 'P-03': ['fields', 'school_sign_in'] } },
  'CLA-42': { controls: { 'C-52': [] } },
  'ETU-51': { controls: { 'P-07': [], 'C-48': ['register'] } },
  'ETU-53': { controls: { 'P-05': [] } },
  'ETU-54': { controls: { 'P-06': [] } },
  'ETU-55': { controls: { 'P-06': [], 'C-32': ['declared'] } },
  'ETU-56': { controls: { 'P-06': [], 'C-35': ['purposes'] } },
  'ETU-58': { controls: { 'P-07': [] } },
  'EDU-08': { controls: { 'P-04': [], 'C-57': [] } },
  'EDU-09': { controls: { 'C-57': [] } },
  'EDU-51': { controls: { 'P-04': [], 'P-08': [] } },
} as const satisfies Record<string, PromiseRow>
