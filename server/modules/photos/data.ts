import type { Basis } from '#kernel/grounds.ts'
import { actorIn, link, loose, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { photoTable } from './sealed.ts'

const agreed: Basis = { public: 'consent', private: 'consent', training: 'consent' }
const common = {
  purposes: ['class_life', 'family_communication'],
  basis: agreed,
  restrict: 'hide',
  recipients: ['self', 'guardians', 'classmates', 'teachers', 'school_office'],
} as const
const seen = { origin: 'observed', rectify: 'author' } as const
const when = personal({ category: 'usage.activity', level: 'L1', export: { actor: 'full' }, ...seen })
const image = { category: 'image', level: 'L2', ...seen } as const

export const photoData = [
  personalTable({
    table: 'public.photo',
    subjects: {
      depicted: loose('file_id -> depiction.pupil_id', 'those whom somebody has said to be on it'),
      actor: actorIn('tagged_by'),
    },
    ...common,
    /** No answer holds longer than its school year: families have so long to take copies of their own child's. */
    retention: { anchor: { day: 'school_year_id -> school_year.to_on' }, keep: 'P3M', end: 'erase' },
    erase: { depicted: 'delete', actor: 'detach' },
    changes: { exempt: 'each tagging is a fact' },
    columns: {
      ...{ school_id: none(), file_id: none(), school_year_id: none(), state: none(), reach: none(), instead_of: none() },
      tagged_at: when,
      tagged_by: link('actor'),
      sealed: sealed(
        photoTable,
        [{ kind: 'file', column: 'file_id' }],
        { words: personal({ ...image, export: 'full' }) },
        'file_id',
      ),
    },
  }),
  personalTable({
    table: 'public.depiction',
    subjects: { depicted: path('pupil_id'), actor: actorIn('tagged_by') },
    ...common,
    retention: { anchor: { day: 'file_id -> photo.school_year_id -> school_year.to_on' }, keep: 'P3M', end: 'erase' },
    erase: { depicted: 'delete', actor: 'detach' },
    changes: { exempt: 'each tagging is a fact' },
    columns: {
      ...{ school_id: none(), id: none(), file_id: none() },
      pupil_id: link('depicted'),
      at_left: personal({ ...image, export: { depicted: 'full' } }),
      at_top: personal({ ...image, export: { depicted: 'full' } }),
      wide: personal({ ...image, export: { depicted: 'full' } }),
      high: personal({ ...image, export: { depicted: 'full' } }),
      tagged_at: when,
      tagged_by: link('actor'),
    },
  }),
  personalTable({
    table: 'public.photo_removal',
    subjects: { depicted: path('pupil_id'), actor: actorIn('removed_by') },
    ...common,
    retention: { anchor: { day: 'post_id -> post.school_year_id -> school_year.to_on' }, keep: 'P12M', end: 'erase' },
    erase: { depicted: 'delete', actor: 'detach' },
    changes: { exempt: 'never changes' },
    columns: {
      ...{ school_id: none(), id: none(), post_id: none() },
      pupil_id: link('depicted'),
      removed_at: when,
      removed_by: link('actor'),
    },
  }),
] as const
