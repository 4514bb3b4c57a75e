import { accountability } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable } from '#kernel/personal-data.ts'

export const openedFilesData = [
  personalTable({
    table: 'public.opened_copy_file',
    subjects: { author: path('asked_by'), about: path('person_id'), actor: actorIn('opened_by') },
    purposes: ['legal'],
    basis: accountability,
    retention: { anchor: { column: 'opened_at' }, keep: 'P1Y', end: 'erase' },
    erase: { author: 'delete', about: 'delete', actor: 'detach' },
    restrict: { exempt: 'is how the person is answered' },
    recipients: ['school_office'],
    apart: true,
    changes: { exempt: 'opening a file is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), request_id: none(), file_id: none() },
      person_id: link('about'),
      asked_by: link('author'),
      opened_at: personal({ category: 'audit', level: 'L2', export: { author: 'full' }, origin: 'observed', rectify: 'nobody' }),
      opened_by: link('actor'),
    },
  }),
]
