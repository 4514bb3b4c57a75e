import { accountability, protection } from '#kernel/grounds.ts'
import { digest, link, loose, none, personal, personalTable, plainTable } from '#kernel/personal-data.ts'

const kept = { origin: 'observed', rectify: 'nobody' } as const
const ownerIn = (column: string) => [
  loose(column, 'names a person, a file, a snapshot or an epoch, as the kind says'),
  loose(column, 'names an account, as the kind says', 'account'),
]

export const vaultData = [
  plainTable('vault.ring', 'The weeks of the ring, for the whole installation.', [
    'week',
    'made_at',
    'retired_at',
    'burned_at',
    'keys_moved',
    'indexes_moved',
    'indexes_dropped',
  ]),
  plainTable('vault.epoch', 'Which retention classes and school years have a key: about nobody.', [
    'school_id',
    'id',
    'retention_class',
    'from_on',
  ]),
  personalTable({
    table: 'vault.key',
    subjects: { self: ownerIn('owner_id') },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'shred' },
    restrict: { exempt: 'without it nothing could be shown, not even to the person' },
    recipients: [],
    changes: { exempt: 'a history of keys would undo their destruction' },
    room: 'vault',
    columns: {
      school_id: none(),
      owner_id: link('self'),
      kind: none(),
      version: none(),
      week: none(),
      wrapped: digest('the key of a person, wrapped by the ring: opens nothing by itself'),
      created_at: personal({ category: 'technical.credential', level: 'L1', export: 'none', ...kept }),
    },
  }),
  personalTable({
    table: 'vault.blind_index',
    subjects: { self: [...ownerIn('target_id')] },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'shred' },
    restrict: { exempt: 'says only where to look' },
    recipients: [],
    changes: { exempt: 'replaced whole at every burn' },
    room: 'vault',
    columns: {
      school_id: none(),
      kind: none(),
      digest: digest('HMAC of what is looked for, under a key of the week'),
      week: none(),
      target_school: none(),
      target_id: link('self'),
    },
  }),
  personalTable({
    table: 'vault.erased',
    subjects: { self: ownerIn('owner_id') },
    purposes: ['legal', 'security'],
    basis: accountability,
    retention: { anchor: { column: 'erased_at' }, keep: 'P5Y', end: 'erase' },
    erase: { self: { keep: 'erasure_proof' } },
    restrict: { exempt: 'holds an id that leads nowhere' },
    recipients: ['operator'],
    changes: { exempt: 'is itself the record' },
    room: 'vault',
    columns: {
      school_id: none(),
      owner_id: link('self'),
      kind: none(),
      erased_at: personal({ category: 'audit', level: 'L1', export: 'none', ...kept }),
    },
  }),
] as const
