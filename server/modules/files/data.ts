import { schooling } from '#kernel/grounds.ts'
import { actorIn, link, loose, none, personal, personalTable, plainTable, sealed, stored } from '#kernel/personal-data.ts'
import { fileTable } from './sealed.ts'

const target = 'a person, where the kind of the target says so'
/** A photo of several shows the others too: its file goes when one of them is erased, and is in no export of one of them. */
const onIt = 'those whom somebody has said to be on it'
const seen = { origin: 'observed', rectify: 'nobody' } as const
const goesWithTarget = { anchor: { with: 'row' } } as const
const seenBy = ['self', 'guardians', 'classmates', 'teachers', 'school_office', 'operator'] as const
const record = { exempt: 'never changes once it was looked at; every step of it is a fact' } as const
const when = personal({ category: 'usage.activity', level: 'L1', export: 'full', ...seen })

const content = {
  ...({ category: 'communication.content', level: 'L2', export: { about: 'full', author: 'full', depicted: 'exists' } } as const),
  ...({ origin: 'provided', rectify: 'author' } as const),
}

export const fileData = [
  personalTable({
    table: 'public.file',
    subjects: {
      about: loose('id -> attachment[file_id].target_id', target),
      depicted: loose('id -> depiction[file_id].pupil_id', onIt),
      author: actorIn('uploaded_by'),
      actor: actorIn('state_by'),
    },
    purposes: ['class_life', 'teaching', 'family_communication'],
    basis: schooling,
    retention: goesWithTarget,
    sooner: [{ by: 'file.sweep', after: 'P30D' }],
    erase: { about: 'delete', depicted: 'delete', author: 'detach', actor: 'detach' },
    restrict: 'hide',
    recipients: seenBy,
    changes: record,
    columns: {
      ...{ school_id: none(), id: none(), state: none(), state_at: none(), state_by: link('actor'), refused_for: none() },
      ...{ type: none(), size: none(), hash: none(), width: none(), height: none(), awaited: none() },
      object: stored(content, { key: 'id', size: 'size', type: 'type', name: 'name', when: { column: 'state', is: 'ready' } }),
      sealed: sealed(fileTable, [{ kind: 'file', column: 'id' }], {
        name: personal(content),
      }),
      uploaded_at: when,
      uploaded_by: link('author'),
    },
  }),
  personalTable({
    table: 'public.derivative',
    subjects: {
      about: loose('file_id -> attachment[file_id].target_id', target),
      depicted: loose('file_id -> depiction[file_id].pupil_id', onIt),
    },
    purposes: ['class_life', 'teaching', 'family_communication'],
    basis: schooling,
    retention: goesWithTarget,
    sooner: [{ by: 'file.sweep', after: 'P30D' }],
    erase: { about: 'delete', depicted: 'delete' },
    restrict: 'hide',
    recipients: seenBy,
    changes: { exempt: 'is made from a file and goes with it' },
    columns: {
      ...{ school_id: none(), id: none(), file_id: none(), kind: none(), type: none(), size: none(), hash: none() },
      ...{ width: none(), height: none(), object: none(), made_at: none() },
    },
  }),
  personalTable({
    table: 'public.upload_part',
    subjects: { about: loose('file_id -> attachment[file_id].target_id', target) },
    purposes: ['class_life', 'teaching', 'family_communication'],
    basis: schooling,
    retention: goesWithTarget,
    sooner: [{ by: 'file.sweep', after: 'P1D' }],
    erase: { about: 'delete' },
    restrict: 'hide',
    recipients: ['self', 'operator'],
    changes: { exempt: 'lives for the minutes of an upload, a day at most' },
    columns: {
      ...{ school_id: none(), id: none(), file_id: none(), start_at: none(), size: none(), object: none(), begun_at: none() },
    },
  }),
  personalTable({
    table: 'public.attachment',
    subjects: {
      about: [loose('target_id', target), loose('file_id -> attachment[file_id].target_id', target)],
      depicted: loose('file_id -> depiction[file_id].pupil_id', onIt),
      author: actorIn('attached_by'),
    },
    purposes: ['class_life', 'teaching', 'family_communication'],
    basis: schooling,
    retention: goesWithTarget,
    erase: { about: 'delete', depicted: 'delete', author: 'detach' },
    restrict: 'hide',
    recipients: seenBy,
    changes: record,
    columns: {
      ...{ school_id: none(), id: none(), file_id: none(), target_kind: none() },
      target_id: link('about'),
      place: none(),
      attached_at: when,
      attached_by: link('author'),
    },
  }),
  plainTable('public.discarded_object', 'Random names of objects that wait to be taken out of the store.', [
    'school_id',
    'object',
  ]),
] as const
