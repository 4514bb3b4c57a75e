import { accountability } from '#kernel/grounds.ts'
import { actorIn, digest, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { orderTable } from './sealed.ts'

/** An order may forbid that the person knows of it, so a copy says nothing; once it may be told, it stands under “My data”. */
const ordered = { category: 'audit', level: 'L2', export: { self: 'none' }, origin: 'received', rectify: 'nobody' } as const

export const orderData = [
  personalTable({
    table: 'public.judicial_order',
    subjects: {
      self: path('person_id'),
      actor: [actorIn('recorded_by'), actorIn('signed_by'), actorIn('declined_by'), actorIn('handed_by')],
    },
    purposes: ['legal'],
    basis: accountability,
    retention: { anchor: { column: 'recorded_at' }, keep: 'P10Y', end: 'erase' },
    erase: { self: 'delete', actor: 'detach' },
    restrict: { exempt: 'is what a law orders' },
    recipients: ['self', 'school_office'],
    changes: { exempt: 'what happens to it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none() },
      person_id: link('self'),
      dated_on: personal(ordered),
      due_on: personal(ordered),
      silent_until: personal(ordered),
      parts: personal(ordered),
      recorded_by: link('actor'),
      recorded_at: personal(ordered),
      signed_by: link('actor'),
      signed_at: personal(ordered),
      declined_by: link('actor'),
      declined_at: personal(ordered),
      handed_by: link('actor'),
      handed_at: personal(ordered),
      manifest: digest('SHA-256 of the list of what was handed over'),
      told_at: personal(ordered),
      sealed: sealed(orderTable, [{ kind: 'snapshot', column: 'id' }], {
        authority: personal(ordered),
        reference: personal(ordered),
        scope: personal(ordered),
      }),
    },
  }),
] as const
