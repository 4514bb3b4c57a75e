import type { Passings } from '#kernel/passing.ts'

export const groupPassing = {
  'public.teaching_group.owner_id': {
    how: 'moves',
    open: 't.archived_at is null and exists (select from public.school_year y where y.school_id = t.school_id and y.id = t.school_year_id and y.to_on >= current_date)',
    why: 'a group goes on with whoever teaches on',
  },
} as const satisfies Passings
