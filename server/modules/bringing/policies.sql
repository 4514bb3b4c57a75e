-- Who may bring a copy along: whose it is and old enough, whoever decides about the child, and the office.
create or replace function app.may_bring(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select (person = app.person_id() and not app.is_too_young()) or app.runs_school() or person = any (array(select app.my_joint_children()))
$$;
create policy "what one has brought, or was brought for oneself" on public.brought_copy for select
  using (school_id = app.school_id() and (person_id = app.person_id() or brought_by = app.person_id() or (select app.runs_school())));
create policy "one brings one's own copy" on public.brought_copy for insert with check (school_id = app.school_id() and brought_by = app.person_id() and app.may_bring(person_id));
-- What is in it nobody of the school reads: it is handed out with the person's own copy, and opened for nothing else.
create policy "with the copy" on public.brought_part for insert with check (school_id = app.school_id() and brought_by = app.person_id() and app.may_bring(person_id));
create policy "with the copy" on public.brought_file for insert with check (school_id = app.school_id() and brought_by = app.person_id() and app.may_bring(person_id));
grant select, insert on public.brought_copy to preau_app;
grant insert on public.brought_part, public.brought_file to preau_app;
grant update (person_id, brought_by) on public.brought_copy, public.brought_part, public.brought_file to preau_relations;
