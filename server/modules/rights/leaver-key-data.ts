import { accountability } from '#kernel/grounds.ts'
import { digest, link, none, path, personal, personalTable } from '#kernel/personal-data.ts'

const made = {
  category: 'communication.metadata',
  level: 'L2',
  export: { self: 'full' },
  origin: 'observed',
  rectify: 'nobody',
} as const

export const leaverKeyData = [
  personalTable({
    table: 'public.leaver_key',
    subjects: { self: path('person_id') },
    purposes: ['legal', 'self'],
    basis: accountability,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    restrict: { exempt: 'is how the person is answered' },
    recipients: ['self'],
    apart: true,
    changes: { exempt: 'making and using it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none() },
      person_id: link('self'),
      code_digest: digest('SHA-256 of 128 random bits'),
      made_at: personal(made),
      used_at: personal(made),
      replaced_at: personal(made),
    },
  }),
]
