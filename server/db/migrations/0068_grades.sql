-- The grade of a pupil moves on with the year: on the first day of the new one, since nobody is a year further before.
alter table public.year_move drop constraint year_move_kind_check;
alter table public.year_move add constraint year_move_kind_check check (kind in ('year', 'class', 'begin', 'end', 'leave', 'role', 'grade'));
-- From which grade to which; owner: the pupil.
alter table public.year_move add column sealed bytea;
alter table public.year_move add constraint year_move_sealed check ((kind = 'grade') = (sealed is not null));
create index year_move_grade on public.year_move (school_id, plan_id) where kind = 'grade' and done_at is null and undone_at is null;
