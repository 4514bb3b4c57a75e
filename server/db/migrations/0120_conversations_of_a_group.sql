-- A conversation may be with the teachers of a group instead of those of a class: each family of the group has one of its own.

alter table public.conversation add column group_id uuid; -- whose teachers; else those of a class, or the office
alter table public.conversation add foreign key (school_id, group_id) references public.teaching_group (school_id, id);
create index conversation_group on public.conversation (school_id, group_id);

alter table public.conversation drop constraint conversation_line_check;
alter table public.conversation add constraint conversation_line_check
  check (line in ('teacher_guardian', 'office_guardian', 'teacher_pupil', 'office_pupil', 'group_guardian', 'group_pupil'));
alter table public.conversation add constraint conversation_group_check check ((line in ('group_guardian', 'group_pupil')) = (group_id is not null));

alter table public.writing_rule drop constraint writing_rule_line_check;
alter table public.writing_rule add constraint writing_rule_line_check
  check (line in ('teacher_guardian', 'office_guardian', 'teacher_pupil', 'office_pupil', 'group_guardian', 'group_pupil'));
-- What adults and pupils write to each other, the head can always read, in a group as well.
alter table public.writing_rule drop constraint writing_rule_check;
alter table public.writing_rule add constraint writing_rule_head_reads
  check (line in ('teacher_guardian', 'office_guardian', 'group_guardian') or 'head' = any (read_by));
