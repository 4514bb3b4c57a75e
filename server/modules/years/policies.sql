create policy "plans of those who run the school" on public.year_plan
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "whom a plan names, for those who run the school" on public.year_plan_person
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "what a plan does, for those who run the school" on public.year_move
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
grant select, insert, update on public.year_plan to preau_app;
grant select, insert, delete on public.year_plan_person to preau_app;
grant select, insert, update, delete on public.year_move to preau_app;

-- What was changed since a plan was carried out stays as it is: the log says so, to whoever takes a plan back.
create policy "what was changed since the year was turned" on vault.change for select to preau_app
  using (school_id = app.school_id() and (select app.runs_school()) and (select app.action()) in ('year.undo.preview', 'year.plan.carry_out'));

-- Whether a row came into being by a plan that is being taken back now.
create or replace function app.is_turned_back(what text, row_id uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_system() and app.action() = 'year.plan.carry_out' and exists (select from public.year_move m join public.year_plan p on p.school_id = m.school_id and p.id = m.plan_id
    where m.school_id = app.school_id() and m.target_id = row_id and m.kind = what and m.done_at is not null and p.state = 'undoing')
$$;
-- A place, a class or a year that has not begun was never there: it goes with the plan that made it, and stays in the log of changes.
create policy "a place that never began goes with its plan" on public.enrolment for delete
  using (school_id = app.school_id() and from_on >= current_date and app.is_turned_back('begin', id));
create policy "a class that never began goes with its plan" on public.class for delete using (school_id = app.school_id() and app.is_turned_back('class', id));
create policy "its audiences go with a class that never began" on public.audience for delete
  using (school_id = app.school_id() and kind in ('class', 'class_staff') and app.is_turned_back('class', target_id));
create policy "a year that never began goes with its plan" on public.school_year for delete using (school_id = app.school_id() and app.is_turned_back('year', id));
grant delete on public.enrolment, public.class, public.audience, public.school_year to preau_app;
