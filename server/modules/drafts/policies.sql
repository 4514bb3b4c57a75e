create policy "one's own drafts" on public.draft for select using (school_id = app.school_id() and person_id = app.person_id());
create policy "a draft is one's own" on public.draft for insert with check (school_id = app.school_id() and person_id = app.person_id() and exists (select app.my_roles()));
create policy "one types on in one's own drafts" on public.draft for update using (school_id = app.school_id() and person_id = app.person_id()) with check (school_id = app.school_id() and person_id = app.person_id());
create policy "one's own drafts go" on public.draft for delete using (school_id = app.school_id() and person_id = app.person_id());
grant select, insert, update, delete on public.draft to preau_app;
