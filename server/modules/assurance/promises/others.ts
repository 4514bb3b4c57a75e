import type { PromiseRow } from '../rows.ts'

export const othersPromises = {
  'KLA-13': { controls: { 'C-50': ['place', 'hosted'] }, also: ['CLA-12'] },
  'KLA-44': { controls: { 'C-51': ['reviewed'], 'C-49': ['agreed'] }, also: ['KLA-14'] },
  'KLA-15': { controls: { 'C-35': ['egress'], 'C-48': ['register'] }, also: ['BIN-18'] },
  'KLA-16': { controls: { 'C-47': ['two_people', 'counted'] } },
  'BIN-05': { controls: { 'C-45': [] } },
  'BIN-06': { controls: { 'C-45': [] } },
  'BIN-17': { controls: { 'C-49': ['agreed'] }, also: ['ETU-46'] },
  'BIN-19': { controls: { 'C-48': ['register'], 'C-35': ['egress'] }, also: ['ETU-47'] },
  'BIN-20': { controls: { 'C-50': ['regions'], 'C-48': ['register'] } },
  'BIN-21': { controls: { 'C-48': ['register', 'named', 'noticed', 'objected', 'links'] }, also: ['ETU-48'] },
  'BIN-22': { controls: { 'C-48': ['register'], 'P-03': ['fields'] } },
  'BIN-24': { controls: { 'C-48': ['register'] } },
  'BIN-27': { controls: { 'C-48': ['register'] } },
  'BIN-34': { controls: { 'C-48': ['register'], 'C-50': ['hosted'] }, also: ['ETU-50'] },
  'CLA-45': { controls: { 'C-49': ['signed'] }, profiles: ['JP'] },
  'ETU-49': { controls: { 'C-48': ['register', 'matching'], 'C-35': ['egress'] } },
  'ETU-52': { controls: { 'C-51': ['ended'], 'C-42': ['nothing_overdue'] } },
  'ETU-57': { controls: { 'C-48': ['register'] } },
  'ETU-60': { controls: { 'C-48': ['register'], 'C-60': ['help_inside'] } },
} as const satisfies Record<string, PromiseRow>
