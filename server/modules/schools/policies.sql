create policy "members see their school" on public.school for select using (school_id = app.school_id());
create policy "a school is made by set-up" on public.school for insert with check (school_id = app.school_id() and app.is_system());
create policy "those who run it change its settings" on public.school for update using (school_id = app.school_id() and app.runs_school());

create policy "members see the school years" on public.school_year for select using (school_id = app.school_id());
create policy "those who run the school plan its years" on public.school_year for insert with check (school_id = app.school_id() and app.runs_school());

create policy "members address audiences" on public.audience for select using (school_id = app.school_id());
create policy "an audience comes with its school or class" on public.audience for insert with check (school_id = app.school_id() and app.runs_school());

create policy "one's own answers" on public.idempotency for select using (school_id is not distinct from coalesce(app.school_id(), '00000000-0000-0000-0000-000000000000') and person_id is not distinct from coalesce(app.person_id(), app.account_id()));
create policy "one's own answers are kept" on public.idempotency for insert with check (school_id is not distinct from coalesce(app.school_id(), '00000000-0000-0000-0000-000000000000') and person_id is not distinct from coalesce(app.person_id(), app.account_id()));
create policy "old answers are swept" on public.idempotency for delete using (school_id = app.school_id() and app.is_system());
