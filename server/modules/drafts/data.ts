import { schooling } from '#kernel/grounds.ts'
import { link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { draftTable } from './sealed.ts'

const typed = {
  ...({ category: 'communication.content', level: 'L2', export: 'full' } as const),
  ...({ origin: 'provided', rectify: 'self' } as const),
}

export const draftData = [
  personalTable({
    table: 'public.draft',
    subjects: { self: path('person_id') },
    purposes: ['self'],
    basis: schooling,
    retention: { anchor: { column: 'kept_at' }, keep: 'P30D', end: 'erase' },
    erase: { self: 'delete' },
    restrict: { exempt: 'nobody but its writer can see it' },
    recipients: ['self'],
    changes: { exempt: 'moves while somebody types; what is sent in the end has its fact' },
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self'), is_dropped: none() },
      kept_at: personal({ category: 'usage.activity', level: 'L1', export: 'full', origin: 'observed', rectify: 'nobody' }),
      sealed: sealed(draftTable, [{ kind: 'person', column: 'person_id' }], {
        place: personal({ category: 'usage.activity', level: 'L2', export: 'full', origin: 'observed', rectify: 'nobody' }),
        value: personal(typed),
      }),
    },
  }),
] as const
