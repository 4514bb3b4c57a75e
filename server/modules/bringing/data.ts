import { accountability } from '#kernel/grounds.ts'
import { link, loose, none, path, personal, personalTable, sealed, stored } from '#kernel/personal-data.ts'
import { broughtFileTable, copyTable, partTable } from './sealed.ts'

/** Another guardian of the same child is not told what was brought: it holds what the one who brought it had been shown. */
const brought = {
  category: 'communication.content',
  level: 'L2',
  export: { self: 'full', author: 'full' },
  origin: 'provided',
  rectify: 'nobody',
} as const
const whose = {
  subjects: { self: path('person_id'), author: loose('brought_by', 'may be somebody who has left since') },
  purposes: ['self'],
  basis: accountability,
  retention: { anchor: { with: 'self' } },
  erase: { self: 'delete', author: 'detach' },
  recipients: ['self', 'operator'],
  apart: true,
  changes: { exempt: 'never changes: it is kept as it was made' },
} as const
const keptWith = { school_id: none(), id: none(), person_id: link('self'), brought_by: link('author') } as const

export const bringingData = [
  personalTable({
    ...whose,
    table: 'public.brought_copy',
    restrict: 'freeze',
    columns: {
      ...keptWith,
      ...{ export_id: none(), is_ours: none(), parts: none(), files: none() },
      brought_at: personal({ ...brought, category: 'usage.activity' }),
      made_at: personal({ ...brought, category: 'usage.activity' }),
      sealed: sealed(copyTable, [{ kind: 'snapshot', column: 'id' }], { school: personal(brought), signedBy: personal(brought) }),
    },
  }),
  personalTable({
    ...whose,
    table: 'public.brought_part',
    restrict: 'freeze',
    columns: {
      ...keptWith,
      copy_id: none(),
      sealed: sealed(partTable, [{ kind: 'snapshot', column: 'copy_id' }], { name: personal(brought), rows: personal(brought) }),
    },
  }),
  personalTable({
    ...whose,
    table: 'public.brought_file',
    restrict: 'hide',
    columns: {
      ...keptWith,
      ...{ copy_id: none(), state: none(), size: none(), type: none() },
      object: stored(brought, { key: 'id', size: 'size', type: 'type', name: 'name', when: { column: 'state', is: 'ready' } }),
      sealed: sealed(broughtFileTable, [{ kind: 'file', column: 'id' }], { name: personal(brought), path: personal(brought) }),
    },
  }),
] as const
