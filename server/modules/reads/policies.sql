create policy "cases of curiosity are the data protection officer's" on public.curiosity_case for select
  using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('dpo'))));
create policy "the school itself opens cases" on public.curiosity_case for insert with check (school_id = app.school_id() and app.is_system());
grant select, insert on public.curiosity_case to preau_app;

-- Names of those who work or worked in the school, for a log in which they stand; never of families.
create or replace function app.staff_names(people uuid[]) returns table (id uuid, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, p.sealed from public.person p where p.school_id = app.school_id() and p.id = any (people)
    and exists (select from public.person_role r where r.school_id = p.school_id and r.person_id = p.id and r.role not in ('pupil', 'guardian'))
$$;

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
