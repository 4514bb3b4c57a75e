import { accountability } from '#kernel/grounds.ts'
import { actorIn, digest, link, none, personal, personalTable } from '#kernel/personal-data.ts'

const said = { category: 'audit', level: 'L1', export: { actor: 'full' }, origin: 'observed', rectify: 'nobody' } as const

export const exitData = [
  personalTable({
    table: 'public.school_exit',
    subjects: { actor: [actorIn('announced_by'), actorIn('signed_by'), actorIn('receipt_by'), actorIn('withdrawn_by')] },
    purposes: ['legal', 'administration'],
    basis: accountability,
    retention: { anchor: { column: 'announced_at' }, keep: 'P5Y', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'says that a school leaves' },
    recipients: ['school_office', 'operator'],
    changes: { exempt: 'each step of it is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), read_only_on: none(), locks_on: none(), locked_at: none(), destroyed_at: none() },
      ...{ announced_at: personal(said), announced_by: link('actor'), signed_at: personal(said), signed_by: link('actor') },
      ...{ exported_at: none(), manifest: digest('SHA-256 of the list of everything that the school took along') },
      ...{ receipt_at: personal(said), receipt_by: link('actor') },
      code_digest: digest('SHA-256 of the code that the school holds'),
      ...{ withdrawn_at: personal(said), withdrawn_by: link('actor') },
    },
  }),
] as const
