import type { Relation } from '#kernel/permissions.ts'

export const fileRelations = {
  'file.uploader': {
    on: 'file',
    when: 'uploaded_by = app.person_id() and app.is_member()',
    why: 'Uploaded the file, and is still of the school.',
  },
  'file.office': { on: 'file', when: 'app.runs_school()', why: 'Runs the school.' },
  'file.reader': {
    on: 'file',
    when: 'exists (select from public.attachment a where a.school_id = file.school_id and a.file_id = file.id)',
    why: 'Sees something that the file is attached to: the wall shows no other attachment.',
  },
} as const satisfies Record<string, Relation>
