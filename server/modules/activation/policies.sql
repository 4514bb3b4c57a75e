create policy "how slips are printed is no secret in the school" on public.slip_setting for select
  using (school_id = app.school_id() and (app.is_office() or app.is_a('dpo', 'teacher', 'substitute')));
create policy "the office says how slips are printed" on public.slip_setting for insert with check (school_id = app.school_id() and app.is_office());
create policy "the office changes how slips are printed" on public.slip_setting for update using (school_id = app.school_id() and app.is_office());

create policy "prints of those who run the school, and one's own" on public.slip_batch for select
  using (school_id = app.school_id() and ((select app.runs_school()) or made_by = app.person_id()));
create policy "a print is one's own" on public.slip_batch for insert
  with check (school_id = app.school_id() and made_by = app.person_id() and (class_id is null or app.is_office() or class_id = any (array(select app.my_classes('teacher')))));

create policy "codes of those one prints for" on public.activation_code for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_slip_people()))));
create policy "codes are made for those one prints for" on public.activation_code for insert
  with check (school_id = app.school_id() and ((select app.is_office()) or person_id = any (array(select app.my_slip_people()))));
create policy "codes of those one prints for end" on public.activation_code for update
  using (school_id = app.school_id() and ((select app.is_office()) or person_id = any (array(select app.my_slip_people()))));

grant select, insert, update on public.slip_setting, public.activation_code to preau_app;
grant select, insert on public.slip_batch to preau_app;
