import { accountability } from '#kernel/grounds.ts'
import { actorIn, link, none, personal, personalTable, plainTable } from '#kernel/personal-data.ts'

const held = { category: 'audit', level: 'L1', export: { actor: 'full' }, origin: 'observed', rectify: 'nobody' } as const

export const retentionData = [
  plainTable(
    'public.activity_figure',
    'How often something was done in a past school year, by month and class, where at least five people did it: numbers that lead to nobody.',
    ['school_id', 'id', 'rule', 'month_on', 'class_id', 'times', 'people'],
  ),
  plainTable('public.ended_count', 'How many rows of which table jobs of their own have ended, by month.', [
    'school_id',
    'rule',
    'month_on',
    'gone',
  ]),
  personalTable({
    table: 'public.announced_sweep',
    subjects: { actor: actorIn('held_by') },
    purposes: ['legal'],
    basis: accountability,
    retention: { anchor: { column: 'done_at' }, keep: 'P12M', end: 'erase' },
    erase: { actor: 'detach' },
    restrict: { exempt: 'is a count of rows, and names nobody but who held it' },
    recipients: ['school_office'],
    changes: { exempt: 'is announced, held and ended, and each is a fact of the ledger' },
    columns: {
      ...{ school_id: none(), id: none(), rule: none(), by_on: none(), rows: none(), late: none() },
      ...{ announced_on: none(), due_on: none(), counted_at: none(), looked_at: none(), done_at: none(), gone: none() },
      held_until: personal(held),
      why: personal(held),
      held_at: personal(held),
      held_by: link('actor'),
    },
  }),
] as const
