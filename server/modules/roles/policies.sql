create policy "grants are for those who run the school, and one's own" on public.grant_request for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = app.person_id()));
create policy "grants are asked for by who may give them" on public.grant_request for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and person_id <> app.person_id() and (select app.may_give(role))
    and (verdict is null or (verdict = 'granted' and role <> 'administrator' and decided_by = app.person_id())));
create policy "grants are decided by an administrator or the head" on public.grant_request for update
  using (school_id = app.school_id() and verdict is null and (select app.is_a('administrator', 'head'))) with check (decided_by = app.person_id());

create policy "reviews are for those who run the school" on public.access_review for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "reviews are opened by those who lead the school, or by the night" on public.access_review for insert
  with check (school_id = app.school_id() and (app.is_system() or app.is_a('administrator', 'head', 'office')));
create policy "reviews are closed by the night" on public.access_review for update using (school_id = app.school_id() and app.is_system());
create policy "what is reviewed is for those who run the school" on public.access_review_item for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "what is reviewed is listed when a review opens" on public.access_review_item for insert
  with check (school_id = app.school_id() and (app.is_system() or app.is_a('administrator', 'head', 'office')) and decision is null);
create policy "what is reviewed is decided by another than the holder" on public.access_review_item for update
  using (school_id = app.school_id() and (app.is_system() or (person_id <> app.person_id() and (select app.is_a('administrator', 'head', 'office')))))
  with check (app.is_system() or decided_by = app.person_id());

grant select, insert, update on public.grant_request, public.access_review, public.access_review_item to preau_app;
