import { accountability, protection } from '#kernel/grounds.ts'
import { actorIn, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { disputeTable, headStepTable } from './sealed.ts'

// What protects a child is told by no copy: a person answers who asks. Those who entered it see that they did.
const untold = { actor: 'exists' } as const
const state = { category: 'family.link', level: 'L3', export: untold, origin: 'provided', rectify: 'office' } as const
const asked = {
  category: 'communication.metadata',
  level: 'L2',
  export: { author: 'full' },
  origin: 'observed',
  rectify: 'nobody',
} as const

export const disputeData = [
  personalTable({
    table: 'public.family_dispute',
    subjects: { about: path('pupil_id'), actor: [actorIn('begun_by'), actorIn('ended_by')] },
    purposes: ['safeguarding', 'legal'],
    basis: protection,
    retention: { anchor: { day: 'until_on' }, keep: 'P1Y', end: 'erase' },
    erase: { about: 'delete', actor: 'detach' },
    restrict: { exempt: 'protects the pupil and both guardians' },
    recipients: ['school_office'],
    apart: true,
    changes: { exempt: 'beginning and ending it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none() },
      pupil_id: link('about'),
      begun_on: personal(state),
      until_on: personal(state),
      begun_at: personal(state),
      begun_by: link('actor'),
      ended_at: personal(state),
      ended_by: link('actor'),
      sealed: sealed(disputeTable, [{ kind: 'snapshot', column: 'id' }], { reason: personal(state) }),
    },
  }),
  personalTable({
    table: 'public.head_step',
    subjects: { author: path('asked_by'), about: path('person_id'), actor: actorIn('decided_by') },
    purposes: ['legal', 'self'],
    basis: accountability,
    retention: {
      anchor: { column: 'asked_at' },
      keep: { others: 'P5Y', 'QC-PRIV': 'P3Y', 'QC-PUB': 'P3Y', JP: 'P3Y' },
      end: 'erase',
    },
    erase: { author: 'delete', about: 'delete', actor: 'detach' },
    restrict: { exempt: 'is how the person is answered' },
    recipients: ['self', 'school_office'],
    apart: true,
    changes: { exempt: 'what happens to it are facts of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), request_id: none() },
      person_id: link('about'),
      asked_by: link('author'),
      asked_at: personal(asked),
      due_on: personal(asked),
      decided_at: personal(asked),
      decided_by: link('actor'),
      verdict: personal(asked),
      ground: personal(asked),
      sealed: sealed(headStepTable, [{ kind: 'snapshot', column: 'id' }], {
        answer: personal({ ...asked, category: 'communication.content' }),
      }),
    },
  }),
] as const
