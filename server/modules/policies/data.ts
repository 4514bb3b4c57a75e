import type { Basis } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, plainTable } from '#kernel/personal-data.ts'

const agreed: Basis = { public: 'consent', private: 'consent', training: 'consent' }
const answer = { category: 'consent', level: 'L2', export: { signatory: 'full' }, origin: 'provided', rectify: 'self' } as const

export const policyData = [
  plainTable('public.policy', 'What a school asks people to accept or to agree to.', [
    'school_id',
    'id',
    'kind',
    'about',
    'made_at',
    'ended_at',
    'serves',
  ]),
  plainTable('public.policy_version', 'A text as it was published; who did so is a fact of the ledger.', [
    ...(['school_id', 'id', 'policy_id', 'number', 'counts_from', 'published_at'] as const),
  ]),
  plainTable('public.policy_text', 'What a version says, in each language: public, and about nobody.', {
    ...{ school_id: none(), version_id: none(), language: none(), digest: none() },
    title: none('The heading of a text that the school has published.'),
    body: none('The words of a text that the school has published.'),
  }),
  personalTable({
    table: 'public.policy_answer',
    subjects: { about: path('person_id'), signatory: actorIn('by_id') },
    purposes: ['class_life', 'legal'],
    basis: agreed,
    retention: { anchor: { column: 'ceased_at' }, keep: { others: 'P5Y', 'QC-PRIV': 'P3Y', 'QC-PUB': 'P3Y' }, end: 'erase' },
    erase: { about: 'delete', signatory: 'detach' },
    restrict: 'freeze',
    recipients: ['self', 'guardians'],
    changes: { exempt: 'an answer never changes: another takes its place, and both stay as receipts' },
    columns: {
      ...{ school_id: none(), id: none(), policy_id: none(), version_id: none(), language: none() },
      digest: none('SHA-256 of the text that was on the screen.'),
      person_id: link('about'),
      by_id: link('signatory'),
      says: personal(answer),
      said_at: personal(answer),
      replaced_at: personal(answer),
      ceased_at: personal(answer),
    },
  }),
] as const
