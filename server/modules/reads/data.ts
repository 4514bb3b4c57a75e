import { accountability } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable } from '#kernel/personal-data.ts'

const seen = personal({ category: 'audit', level: 'L2', export: 'full', origin: 'observed', rectify: 'nobody' })

export const readsData = [
  personalTable({
    table: 'public.curiosity_case',
    subjects: { about: path('pupil_id'), actor: actorIn('reader_id') },
    purposes: ['security', 'legal'],
    basis: accountability,
    retention: { anchor: { column: 'read_at' }, keep: { others: 'P36M', JP: 'P5Y' }, end: 'erase' },
    erase: { about: 'delete', actor: 'detach' },
    restrict: { exempt: 'shows that someone read what was none of their business' },
    recipients: ['self', 'guardians', 'school_office'],
    changes: { exempt: 'never changes, and each is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), fact_id: none() },
      reader_id: link('actor'),
      pupil_id: link('about'),
      event: seen,
      purpose: seen,
      read_at: seen,
      opened_at: seen,
    },
  }),
] as const
