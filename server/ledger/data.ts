import { accountability } from '#kernel/grounds.ts'
import { digest, link, loose, none, personalTable, plainTable } from '#kernel/personal-data.ts'

const signed = none('A signed checkpoint, which C2SP calls a note.')
const sequencerOnly = 'The tree over all facts: hashes and positions, no row of it about anyone.'

export const ledgerData = [
  personalTable({
    table: 'ledger.snapshot_member',
    subjects: { member: loose('person_id', 'is taken away when the person is erased, and the row stays') },
    purposes: ['legal', 'security'],
    basis: accountability,
    retention: { anchor: { with: 'row' } },
    erase: { member: 'shred' },
    restrict: { exempt: 'shows who read a list that the person is in' },
    recipients: ['self', 'guardians'],
    changes: { exempt: 'is part of the record itself' },
    room: 'ledger',
    columns: {
      ...{ school_id: none(), snapshot_id: none(), slot: none() },
      person_id: link('member'),
      commitment: digest('salted hash: says that someone was there to whoever has the salt'),
      wrapped: digest('the key of the snapshot, wrapped under the key of the member'),
    },
  }),
  plainTable(
    'ledger.fact',
    'Who did what to whom is sealed under keys of those whom it is about and of the audit year; in clear stand only what and when.',
    {
      ...Object.fromEntries(
        ['xid', 'eid', 'school_id', 'id', 'event', 'class', 'purpose', 'subject_kind', 'day', 'year_day'].map((name) => [
          name,
          none(),
        ]),
      ),
      ...{
        actor_commitment: none(),
        subject_commitment: none(),
        tag: none(),
        address: none('Whom streams look for, sealed under the key of the week.'),
      },
      ...{ sealed_stub: none(), sealed_detail: none(), stub_hash: none(), detail_hash: none() },
    },
  ),
  plainTable('ledger.subject_day', 'Entries of one day under a tag that only the key of the person can make.', [
    'school_id',
    'day',
    'tag',
    'epoch',
    'salt',
    'entries',
    'facts',
  ]),
  plainTable('ledger.snapshot', 'That a list had members at a moment; who they were stands in its members.', [
    'school_id',
    'id',
    'audience_id',
    'members_digest',
    'root',
    'made_at',
  ]),
  plainTable('ledger.log', sequencerOnly, [
    'epoch',
    'origin',
    'cluster',
    'opened_at',
    'ended_with',
    'size',
    'xid',
    'eid',
    'after_eid',
    'minimum_index',
  ]),
  plainTable('ledger.tile', sequencerOnly, ['epoch', 'level', 'number', 'hashes']),
  plainTable('ledger.batch', sequencerOnly, [
    'epoch',
    'first_index',
    'leaves',
    'from_xid',
    'from_eid',
    'to_xid',
    'to_eid',
    'root',
    'made_at',
  ]),
  plainTable('ledger.checkpoint', sequencerOnly, {
    epoch: none(),
    size: none(),
    note: signed,
    signed_at: none(),
    witnessed: none(),
    witnessed_at: none(),
    ...{ lsn: none(), published_at: none() },
  }),
  plainTable('ledger.roster', sequencerOnly, ['school_id', 'day', 'size', 'root', 'fact_id']),
  plainTable('ledger.roster_leaf', sequencerOnly, ['school_id', 'day', 'tag', 'entries_root', 'entries']),
  plainTable('ledger.consumer', 'How far each reader of the facts is.', {
    name: none('The name of a program.'),
    epoch: none(),
    position: none(),
  }),
  plainTable('ledger.watched_log', 'Logs of other installations.', {
    origin: none(),
    key: none(),
    size: none(),
    root: none(),
    note: signed,
    cosigned_at: none(),
  }),
  plainTable('ledger.witness', 'Other installations that watch this one.', {
    name: none('The name of a machine.'),
    key: none(),
    url: none(),
    last_size: none(),
    last_at: none(),
    trouble: none(),
    trouble_at: none(),
  }),
] as const
