create policy "classes one belongs to" on public.class for select
  using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.my_classes('any')))));
create policy "classes are made by those who run the school" on public.class for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "classes are changed by those who run the school" on public.class for update using (school_id = app.school_id() and app.runs_school());

create policy "enrolments of one's classes and children" on public.enrolment for select
  using (school_id = app.school_id() and (
    (select app.runs_school()) or person_id = app.person_id() or person_id = any (array(select app.my_children()))
    or (role in ('teacher', 'substitute') and class_id = any (array(select app.my_classes('any'))))
    or class_id = any (array(select app.my_classes('teacher') union all select app.my_classes('pupil')))));
create policy "enrolments are made by those who run the school" on public.enrolment for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "enrolments are ended by those who run the school" on public.enrolment for update using (school_id = app.school_id() and app.runs_school());

create policy "keys of one's classes" on public.class_key for select
  using (school_id = app.school_id() and ((select app.runs_school()) or class_id = any (array(select app.my_classes('teacher')))));
create policy "keys are issued for one's classes" on public.class_key for insert
  with check (school_id = app.school_id() and (app.runs_school() or class_id = any (array(select app.my_classes('teacher')))));
create policy "keys of one's classes are revoked" on public.class_key for update
  using (school_id = app.school_id() and (app.runs_school() or class_id = any (array(select app.my_classes('teacher')))));

-- A visitor makes a request and, by the token in the mail, confirms it; only then does it exist for the teacher.
create policy "requests to one's classes, once confirmed" on public.join_request for select
  using (account_id = app.account_id() or (school_id = app.school_id() and (
    app.is_system()
    or (confirmed_at is not null and ((select app.runs_school()) or class_id = any (array(select app.my_classes('teacher'))))))));
create policy "a visitor asks with a live key" on public.join_request for insert
  with check (school_id = app.school_id() and app.action() = 'class.join_request.make' and app.is_live_key(class_key_id, class_id) and account_id is null and confirmed_at is null and decided_at is null);
create policy "the one who asked withdraws" on public.join_request for update
  using (account_id = app.account_id() and app.action() = 'class.join_request.withdraw') with check (account_id = app.account_id());
create policy "a teacher or the office decides" on public.join_request for update
  using (school_id = app.school_id() and app.action() in ('class.join_request.accept', 'class.join_request.decline', 'class.join_request.undo') and confirmed_at is not null
    and ((select app.runs_school()) or class_id = any (array(select app.my_classes('teacher')))))
  with check ((decided_by is not distinct from app.person_id() or decided_by is null)
    and (pupil_id is null or (select app.runs_school()) or pupil_id = any (array(select app.my_pupils()))));
create policy "the school links the family once the decision stands" on public.join_request for update
  using (school_id = app.school_id() and app.is_system());
create policy "a guardian's copy of what is held about a child holds no request of another" on public.join_request as restrictive for select to preau_privacy
  using ((select app.runs_school()) or pupil_id = app.person_id() or guardian_id = app.person_id() or account_id = app.account_id() or decided_by = app.person_id());
create policy "the school sweeps what expired" on public.join_request for delete using (school_id = app.school_id() and app.is_system());
