-- The names of those who work or have worked at the school are no secret to its members, and those of families are never here; whether one is known by an alias.
create or replace function app.authors_named(people uuid[]) returns table (id uuid, sealed bytea, is_hidden boolean)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select p.id, p.sealed, exists (select from public.protected_identity i where i.school_id = p.school_id and i.person_id = p.id
    and i.from_at <= now() and (i.until_at is null or i.until_at > now()))
  from public.person p where p.school_id = app.school_id() and p.id = any (people) and exists (select from public.person_role r
    where r.school_id = p.school_id and r.person_id = p.id and r.role not in ('pupil', 'guardian'))
$$;

create policy "people one has to do with" on public.person for select
  using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.my_people()))));
create policy "those who run the school add people" on public.person for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school correct people" on public.person for update using (school_id = app.school_id() and app.runs_school());

create policy "states of people one sees" on public.person_state for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_people()))));
create policy "a state is set by those who run the school" on public.person_state for insert with check (school_id = app.school_id() and (select app.runs_school()));

create policy "roles of people one sees" on public.person_role for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_people()))));
-- The school itself gives roles (a list that was sent in, a class key); a person only what stands in a grant, which two have signed where two must.
create policy "roles are granted by the school" on public.person_role for insert with check (school_id = app.school_id() and app.is_system());
create policy "roles are granted as it was written down" on public.person_role for insert
  with check (school_id = app.school_id() and app.may_give(role) and exists (select from public.grant_request q
    where q.school_id = person_role.school_id and q.id = person_role.grant_id and q.person_id = person_role.person_id and q.role = person_role.role and q.verdict = 'granted'
      and q.until_at = person_role.until_at));
create policy "roles are ended by those who run the school" on public.person_role for update using (school_id = app.school_id() and app.runs_school());

-- A guardian sees the own edges, never that another exists; the pupil and the pupil's teachers see all of the pupil's.
create policy "edges of oneself and of one's pupils" on public.guardianship for select
  using (school_id = app.school_id() and (
    (select app.runs_school()) or guardian_id = app.person_id() or pupil_id = app.person_id()
    or pupil_id = any (array(select app.my_pupils()))));
create policy "edges are made by those who run the school" on public.guardianship for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "edges are ended by those who run the school" on public.guardianship for update using (school_id = app.school_id() and app.runs_school());
create policy "nor does a guardian's copy of what is held about a child say so" on public.guardianship as restrictive for select to preau_privacy
  using ((select app.runs_school()) or pupil_id = app.person_id() or guardian_id = app.person_id() or verified_by = app.person_id());
create policy "the other guardian's edge, for whom the name may be known" on public.guardianship for select
  using (school_id = app.school_id() and guardian_id = any (array(select app.other_guardians())) and pupil_id = any (array(select app.my_children_for('other_guardian'))));
create policy "an adult pupil lets a guardian in again, or out" on public.guardianship for insert
  with check (school_id = app.school_id() and pupil_id = app.person_id() and source = 'pupil' and (select app.is_of_age(app.person_id())));
create policy "an adult pupil ends what others held" on public.guardianship for update
  using (school_id = app.school_id() and pupil_id = app.person_id() and app.is_of_age(app.person_id())) with check (pupil_id = app.person_id());
