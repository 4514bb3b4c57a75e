create policy "groups one teaches or owns" on public.teaching_group for select
  using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.my_groups('teacher')))
    or (owner_id = app.person_id() and (select app.is_a('teacher', 'substitute')))));
create policy "groups are made by whoever teaches, as theirs, and by those who run the school" on public.teaching_group for insert
  with check (school_id = app.school_id() and ((select app.runs_school()) or (owner_id = app.person_id() and (select app.is_a('teacher', 'substitute')))));
create policy "groups are changed by whose they are, and by those who run the school" on public.teaching_group for update
  using (school_id = app.school_id() and ((select app.runs_school()) or (owner_id = app.person_id() and (select app.is_a('teacher', 'substitute')))))
  with check (school_id = app.school_id() and ((select app.runs_school()) or owner_id = app.person_id()));

create policy "places in groups one teaches" on public.group_place for select
  using (school_id = app.school_id() and ((select app.runs_school()) or group_id = any (array(select app.my_groups('teacher')))));
-- A teacher puts in pupils whom they teach and colleagues; the office anyone.
create policy "people are put into one's own groups" on public.group_place for insert
  with check (school_id = app.school_id() and ((select app.runs_school())
    or (group_id = any (array(select app.my_own_groups())) and (role = 'teacher' or person_id = any (array(select app.my_pupils()))))));
create policy "places in one's own groups end" on public.group_place for update
  using (school_id = app.school_id() and ((select app.runs_school()) or group_id = any (array(select app.my_own_groups()))));

-- What is said to a group has an audience, which comes with it.
create policy "a group's audience comes with the group" on public.audience for insert
  with check (school_id = app.school_id() and kind = 'group' and target_id = any (array(select app.my_own_groups())));

grant select, insert on public.teaching_group, public.group_place to preau_app;
grant update (owner_id, archived_at, sealed, version) on public.teaching_group to preau_app;
grant update (until_at) on public.group_place to preau_app;
