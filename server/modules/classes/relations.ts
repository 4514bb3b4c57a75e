import type { Relation } from '#kernel/permissions.ts'

export const classRelations = {
  'class.teacher': { on: 'class', when: "id = any (array(select app.my_classes('teacher')))", why: 'Teaches this class now.' },
  'class.office': { on: 'class', when: 'app.runs_school()', why: 'Runs the school that the class belongs to.' },
  'class.family': {
    on: 'class',
    when: "id = any (array(select app.my_classes('guardian') union all select app.my_classes('pupil')))",
    why: 'Is a pupil of this class, or the guardian of one.',
  },
  'join_request.teacher': {
    on: 'joinRequest',
    when: "class_id = any (array(select app.my_classes('teacher')))",
    why: 'Teaches the class that is asked about.',
  },
  'join_request.office': {
    on: 'joinRequest',
    when: "app.is_system() or app.is_a('administrator', 'head', 'office')",
    why: 'Runs the school, and decides when the teacher is away.',
  },
  'join_request.asker': { on: 'joinRequest', when: 'account_id = app.account_id()', why: 'Made the request.' },
} as const satisfies Record<string, Relation>
