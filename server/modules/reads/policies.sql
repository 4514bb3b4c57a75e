create policy "cases of curiosity are the data protection officer's and the head's, and nobody's own" on public.curiosity_case for select
  using (school_id = app.school_id() and ((select app.is_system()) or ((select app.is_a('dpo', 'head')) and reader_id is distinct from app.person_id())));
create policy "they close cases" on public.curiosity_case for update
  using (school_id = app.school_id() and (select app.is_a('dpo', 'head')) and reader_id is distinct from app.person_id())
  with check (school_id = app.school_id() and closed_by = app.person_id());
create policy "the school itself opens cases" on public.curiosity_case for insert with check (school_id = app.school_id() and app.is_system());
grant select, insert, update (closed_at, closed_by, outcome) on public.curiosity_case to preau_app;

-- Whether someone has, or had within a month before, to do with a pupil: teaches a class with the pupil in it, or is a guardian.
create or replace function app.has_to_do_with(reader uuid, pupil uuid, at timestamptz) returns boolean
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.guardianship g where g.school_id = app.school_id() and g.pupil_id = pupil and g.guardian_id = reader
      and g.from_at <= at and (g.until_at is null or g.until_at > at) and g.preset <> 'no_contact')
    or exists (select from public.enrolment t join public.enrolment e on e.school_id = t.school_id and e.class_id = t.class_id and e.role = 'pupil' and e.person_id = pupil
      where t.school_id = app.school_id() and t.person_id = reader and t.role in ('teacher', 'substitute')
        and t.from_on <= at::date and (t.until_on is null or t.until_on >= at::date - 30)
        and e.from_on <= at::date and (e.until_on is null or e.until_on >= at::date - 30))
$$;

-- A question is between the one who asks and the school: another guardian does not know that there is one.
create policy "questions one asked, and those put to the school" on public.read_question for select
  using (school_id = app.school_id() and (asked_by = app.person_id() or (select app.is_a('dpo', 'head', 'office'))));
create policy "one asks about oneself or one's child" on public.read_question for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and (person_id = app.person_id() or person_id = any (array(select app.my_children()))));
create policy "the school answers" on public.read_question for update
  using (school_id = app.school_id() and (select app.is_a('dpo', 'head', 'office'))) with check (school_id = app.school_id() and answered_by = app.person_id());
grant select, insert, update (answered_at, answered_by, sealed, version) on public.read_question to preau_app;

-- Who may withhold: whoever protects the pupils of the school, and is not of this one's family.
create or replace function app.protects(pupil uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_a('head', 'dpo') and pupil <> all (array(select app.my_children()))
$$;
create or replace function app.may_see_reads(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.runs_school() or person = app.person_id() or person = any (array(select app.my_children()))
$$;
create policy "withholdings are known to those who protect the pupil" on public.withholding for select
  using (school_id = app.school_id() and ((select app.is_system()) or ((select app.is_a('head', 'dpo')) and pupil_id <> all (array(select app.my_children())))));
create policy "one asks for the own reads to be withheld" on public.withholding for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and countersigned_by is null and app.protects(pupil_id));
create policy "they are countersigned and ended by those who protect the pupil" on public.withholding for update
  using (school_id = app.school_id() and ((select app.is_system()) or app.protects(pupil_id)))
  with check (school_id = app.school_id() and (countersigned_by is null or ended_at is not null or countersigned_by = app.person_id()));
grant select, insert, update (countersigned_by, countersigned_at, ended_at, ended_by, ended_for) on public.withholding to preau_app;
-- Nobody's copy of what is held about a pupil says that something is withheld: it stands in the pupil's file when the time has come.
create policy "no family's copy holds a withholding" on public.withholding as restrictive for select to preau_privacy using ((select app.runs_school()));

create policy "withholdings are counted by those who begin them" on public.withholding_figure for select using (school_id = app.school_id() and (select app.is_a('head', 'dpo')));
create policy "the first of a year is counted" on public.withholding_figure for insert with check (school_id = app.school_id() and (select app.is_a('head', 'dpo')));
create policy "the next of a year is counted" on public.withholding_figure for update using (school_id = app.school_id() and (select app.is_a('head', 'dpo')));
grant select, insert, update (begun) on public.withholding_figure to preau_app;
-- What everyone may know: of years that are over, and no number below the fewest that is said.
create or replace function app.withholding_figures(today date, fewest int) returns table (from_on date, to_on date, begun int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select y.from_on, y.to_on, case when f.begun >= fewest then f.begun end
  from public.school_year y left join public.withholding_figure f on f.school_id = y.school_id and f.school_year_id = y.id
  where y.school_id = app.school_id() and y.to_on < today order by y.from_on desc
$$;

-- Who of the school's staff can open a pupil's page: each once, by the role that lets them.
create or replace function app.staff_who_see(pupil uuid) returns table (role text, people int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.role, count(*)::int from (
    select distinct on (w.person_id) w.role, w.nth from (
      select t.person_id, 'teacher' as role, 1 as nth from public.enrolment e join public.enrolment t on t.school_id = e.school_id and t.class_id = e.class_id
        where e.school_id = app.school_id() and e.person_id = pupil and e.role = 'pupil' and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
          and t.role in ('teacher', 'substitute') and t.from_on <= current_date and (t.until_on is null or t.until_on >= current_date)
      union all
      select r.person_id, r.role, array_position(array['head', 'office', 'dpo', 'administrator'], r.role) + 1 from public.person_role r
        where r.school_id = app.school_id() and r.role in ('administrator', 'head', 'office', 'dpo') and r.from_at <= now() and (r.until_at is null or r.until_at > now())) w
    order by w.person_id, w.nth) s
  group by s.role, s.nth order by s.nth
$$;
