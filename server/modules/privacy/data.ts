import { accountability } from '#kernel/grounds.ts'
import { actorIn, digest, link, none, personal, personalTable, transit } from '#kernel/personal-data.ts'

const seen = { origin: 'observed', rectify: 'nobody' } as const
const asItWas = transit('the blob of the row as it was, bound to that row and its owner')

export const privacyData = [
  personalTable({
    table: 'vault.change',
    subjects: { about: { byRow: { table: 'table_name', id: 'row_id' } }, actor: actorIn('actor_id') },
    purposes: ['security', 'legal'],
    basis: accountability,
    retention: { anchor: { column: 'at' }, keep: { others: 'P12M', JP: 'P5Y' }, end: 'erase' },
    erase: { about: 'delete', actor: 'detach' },
    restrict: { exempt: 'shows what was changed, and who did it' },
    recipients: ['self', 'guardians', 'school_office'],
    changes: { exempt: 'is itself the log' },
    columns: {
      ...{ school_id: none(), table_name: none('The name of a table.'), row_id: none(), number: none() },
      at: personal({ category: 'audit', level: 'L1', export: 'full', ...seen }),
      kind: personal({ category: 'audit', level: 'L1', export: 'full', ...seen }),
      actor_id: link('actor'),
      action: personal({ category: 'audit', level: 'L1', export: 'full', ...seen }),
      fields: personal({ category: 'audit', level: 'L1', export: 'full', ...seen }),
      before: asItWas,
      after: asItWas,
    },
  }),
  personalTable({
    table: 'public.erasure',
    subjects: { actor: actorIn('made_by') },
    purposes: ['legal'],
    basis: accountability,
    retention: { anchor: { column: 'made_at' }, keep: 'P5Y', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'proves an erasure and names nobody' },
    recipients: ['school_office', 'operator'],
    changes: { exempt: 'is itself the record' },
    columns: {
      ...{ school_id: none(), id: none() },
      code_digest: digest('SHA-256 of the code that the person holds'),
      made_at: personal({ category: 'audit', level: 'L1', export: 'full', ...seen }),
      made_by: link('actor'),
      ...{ deleted: none(), detached: none(), kept: none(), keys: none(), kept_until: none(), week: none(), verified_at: none() },
    },
  }),
] as const
