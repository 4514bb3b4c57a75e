import type { AttachmentTarget } from '#contract/files.ts'
import type { Relation } from '#kernel/permissions.ts'

/** Attached to one of these. A module with another kind of target adds a relation of its own. */
const held = (kind: AttachmentTarget, ids: string) =>
  `exists (select from public.attachment a where a.school_id = file.school_id and a.file_id = file.id and a.target_kind = '${kind}' and a.target_id = any (${ids})) and not app.is_guarded(file.id)`

export const fileRelations = {
  'file.uploader': {
    on: 'file',
    when: 'uploaded_by = app.person_id() and app.is_member()',
    why: 'Uploaded the file, and is still of the school.',
  },
  'file.office': {
    on: 'file',
    when: 'app.runs_school() and not app.is_guarded(id)',
    why: 'Runs the school; photos are seen by those to whom they may be shown.',
  },
  'file.of_class': {
    on: 'file',
    when: held('class', "array(select app.my_classes('any'))"),
    why: 'Belongs to a class that the file is attached to.',
  },
  'file.of_person': {
    on: 'file',
    when: held(
      'person',
      "array(select app.person_id() union all select app.my_children_for('progress') union all select app.my_pupils())",
    ),
    why: 'Is the person whom the file is about, a guardian or a teacher of theirs.',
  },
} as const satisfies Record<string, Relation>
