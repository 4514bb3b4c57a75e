import { accountability } from '#kernel/grounds.ts'
import {
  actorIn,
  digest,
  link,
  loose,
  none,
  personal,
  personalTable,
  plainTable,
  sealed,
  transit,
} from '#kernel/personal-data.ts'
import { REGISTER, registerTable } from './sealed.ts'

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
  personalTable({
    table: 'public.register_entry',
    subjects: { self: loose('person_id', 'outlives the person, as the law orders') },
    purposes: ['legal'],
    basis: accountability,
    retention: { anchor: { column: 'year_to_on' }, keep: 'P20Y', end: 'erase' },
    erase: { self: { keep: 'statutory' } },
    restrict: { exempt: 'a law orders it to be kept' },
    recipients: ['self', 'guardians', 'school_office'],
    changes: { exempt: 'is written once, when what it stands for goes' },
    columns: {
      ...{ school_id: none(), id: none() },
      person_id: link('self'),
      rule: none(),
      year_to_on: personal({ category: 'school.enrolment', level: 'L1', export: 'full', ...seen }),
      sealed: sealed(registerTable, [{ kind: 'epoch', retentionClass: REGISTER }], {
        identity: personal({ category: 'identity.official', level: 'L2', export: 'full', ...seen }),
        record: personal({ category: 'school.enrolment', level: 'L1', export: 'full', ...seen }),
      }),
      made_at: personal({ category: 'audit', level: 'L1', export: 'full', ...seen }),
    },
  }),
  plainTable(
    'public.erased_device',
    'Whether devices heard of an erasure: the digest of a token of a session that is gone, until then.',
    [...(['school_id', 'id', 'erasure_id', 'token_digest', 'until_on', 'called_at'] as const)],
  ),
  plainTable(
    'public.paper_version',
    'What the record, the notice and the map of flows were printed from, whenever that changed: enumerations.',
    [...(['school_id', 'number', 'release', 'made_at', 'digest', 'content'] as const)],
  ),
] as const
