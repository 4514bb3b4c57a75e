import type { Basis } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable } from '#kernel/personal-data.ts'

const agreed: Basis = { public: 'consent', private: 'consent', training: 'consent' }
const answer = { category: 'consent', level: 'L2', export: { signatory: 'full' }, origin: 'provided', rectify: 'self' } as const

export const imageRightData = [
  personalTable({
    table: 'public.image_consent',
    subjects: { about: path('pupil_id'), signatory: actorIn('by_id'), actor: actorIn('recorded_by') },
    purposes: ['class_life', 'legal'],
    basis: agreed,
    retention: {
      anchor: { day: 'school_year_id -> school_year.to_on' },
      keep: { others: 'P5Y', 'QC-PRIV': 'P3Y', 'QC-PUB': 'P3Y' },
      end: 'erase',
    },
    erase: { about: 'delete', signatory: 'detach', actor: 'detach' },
    restrict: 'freeze',
    recipients: ['self', 'guardians'],
    changes: { exempt: 'an answer never changes: another takes its place, and both stay as receipts' },
    columns: {
      ...{ school_id: none(), id: none(), school_year_id: none() },
      pupil_id: link('about'),
      by_id: link('signatory'),
      audience: personal(answer),
      says: personal(answer),
      wording: none(),
      language: none(),
      said_at: personal(answer),
      replaced_at: personal(answer),
      on_paper: personal(answer),
      recorded_by: link('actor'),
    },
  }),
] as const
