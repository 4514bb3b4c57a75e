import { sealedTable } from '#vault/tables.ts'
import { schooling } from './grounds.ts'
import { digest, foreignSchema, link, loose, none, personal, personalTable, plainTable, sealed } from './personal-data.ts'

/** An answer is whatever an endpoint answered: its parts are declared where they are stored. */
const answers = sealedTable<{ '*': unknown }>('idempotency', { exempt: true })

export const kernelData = [
  personalTable({
    table: 'public.idempotency',
    subjects: { self: loose('person_id', 'a person, or an account that is nobody in the school yet') },
    purposes: ['self'],
    basis: schooling,
    retention: { anchor: { column: 'made_at' }, keep: 'P7D', end: 'erase' },
    erase: { self: 'delete' },
    restrict: { exempt: 'what was answered is answered the same again' },
    recipients: ['self'],
    changes: { exempt: 'never changes, and goes after seven days' },
    columns: {
      school_id: none(),
      person_id: link('self'),
      key: none(),
      endpoint: none(),
      request_digest: digest('SHA-256 of what was sent and a salt that is sealed with the answer'),
      status: none(),
      sealed: sealed(
        answers,
        [{ kind: 'person', column: 'person_id' }],
        { '*': personal({ category: 'usage.activity', level: 'L2', export: 'full', origin: 'observed', rectify: 'nobody' }) },
        'key',
      ),
      made_at: personal({ category: 'usage.activity', level: 'L1', export: 'full', origin: 'observed', rectify: 'nobody' }),
    },
  }),
  plainTable('migration.step', 'Which steps of the schema were applied.', {
    name: none('The name of a file.'),
    digest: none(),
    at: none(),
  }),
  foreignSchema(
    'graphile_worker',
    'The queue keeps its own tables and changes them between its versions. Payloads hold ids and enumerations, errors hold the name of the job; a job is deleted when it is done.',
  ),
] as const
