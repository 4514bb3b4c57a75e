-- Whom to call and who may fetch: for who runs the school or teaches the child, the child, and of a guardian those whom that guardian named.
create policy "whom to call" on public.emergency_contact for select
  using (school_id = app.school_id() and ((select app.runs_school()) or made_by = app.person_id() or pupil_id = app.person_id() or pupil_id = any (array(select app.my_pupils()))));
create policy "whom to call is written by those who run the school, or a guardian of the child" on public.emergency_contact for insert
  with check (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and source = 'guardian' and pupil_id = any (array(select app.my_children())))));
create policy "whom to call is corrected by those who run the school, or who wrote it" on public.emergency_contact for update
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_children())))));
create policy "whom to call is taken off by those who run the school, or who wrote it" on public.emergency_contact for delete
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_children())))));
create policy "who may fetch" on public.pick_up_adult for select
  using (school_id = app.school_id() and ((select app.runs_school()) or made_by = app.person_id() or pupil_id = app.person_id() or pupil_id = any (array(select app.my_pupils()))));
create policy "who may fetch is written by those who run the school" on public.pick_up_adult for insert
  with check (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and source = 'guardian' and pupil_id = any (array(select app.my_children())))));
create policy "who may fetch is corrected by those who run the school, or who wrote it" on public.pick_up_adult for update
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_children())))));
create policy "who may fetch is taken off by those who run the school, or who wrote it" on public.pick_up_adult for delete
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_children())))));

create policy "whose identity is protected" on public.protected_identity for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = app.person_id() or person_id = any (array(select app.my_people()))));
create policy "identities are protected by those who run the school" on public.protected_identity for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "protection is ended by those who run the school" on public.protected_identity for update using (school_id = app.school_id() and app.runs_school());

create policy "changes of rights are for those who run the school" on public.guardianship_change for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "changes of rights are asked for by an administrator or the head" on public.guardianship_change for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and verdict is null and (select app.is_a('administrator', 'head')));
create policy "changes of rights are decided by an administrator, the head or the office" on public.guardianship_change for update
  using (school_id = app.school_id() and verdict is null and (select app.is_a('administrator', 'head', 'office'))) with check (decided_by = app.person_id());

-- Whoever decides about a child together with others is told of what they lend; once there is an edge, no longer of what has ended.
create policy "what one lent, was lent, or may object to" on public.delegation for select
  using (school_id = app.school_id() and ((select app.runs_school()) or lent_by = app.person_id() or holder_id = app.person_id()
    or (edge_id is not null and pupil_id = any (array(select app.my_joint_children())))));
create policy "a guardian lends" on public.delegation for insert
  with check (school_id = app.school_id() and lent_by = app.person_id() and edge_id is null and verdict is null and pupil_id = any (array(select app.my_joint_children())));
create policy "a guardian ends what was lent" on public.delegation for update
  using (school_id = app.school_id() and app.action() = 'guardianship.delegation.end' and lent_by = app.person_id()) with check (ended_by = app.person_id());
create policy "the other guardian objects" on public.delegation for update
  using (school_id = app.school_id() and app.action() = 'guardianship.delegation.object' and lent_by <> app.person_id() and pupil_id = any (array(select app.my_joint_children())))
  with check (objected_by = app.person_id() and verdict is null);
create policy "the head settles it, the school carries it out" on public.delegation for update
  using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('head', 'administrator'))));

create policy "records that may be the same" on public.same_person for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "records that may be the same are found" on public.same_person for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "records that may be the same are decided" on public.same_person for update using (school_id = app.school_id() and app.runs_school());
create policy "what was merged" on public.person_merge for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school merge" on public.person_merge for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school take a merge apart" on public.person_merge for update using (school_id = app.school_id() and app.runs_school());

grant select, insert, update, delete on public.emergency_contact, public.pick_up_adult to preau_app;
grant select, insert, update on public.protected_identity, public.guardianship_change, public.delegation, public.same_person, public.person_merge to preau_app;
