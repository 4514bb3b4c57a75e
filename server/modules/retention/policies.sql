-- What the night ends stands here the day before. Those who answer for the school's data see it, and may hold it; only the night announces and ends.
create policy "announced sweeps are seen by those who answer for the data" on public.announced_sweep for select
  using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('dpo', 'head'))));
create policy "the night announces what it ends" on public.announced_sweep for insert
  with check (school_id = app.school_id() and app.is_system() and num_nonnulls(done_at, held_until) = 0);
create policy "the night ends what was announced" on public.announced_sweep for update using (school_id = app.school_id() and app.is_system());
create policy "those who answer for the data hold it, in their own name" on public.announced_sweep for update
  using (school_id = app.school_id() and app.is_a('dpo', 'head') and done_at is null)
  with check (done_at is null and (held_by is null or held_by = app.person_id()));
grant select, insert, update (by_on, rows, late, announced_on, due_on, held_until, why, held_at, held_by, counted_at, looked_at, done_at, gone) on public.announced_sweep to preau_app;

-- Numbers of past years: written by the night, never changed, seen by those who answer for the data.
create policy "numbers of past years are seen by those who answer for the data" on public.activity_figure for select
  using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('dpo', 'head'))));
create policy "the night leaves numbers of past years" on public.activity_figure for insert with check (school_id = app.school_id() and app.is_system());
grant select, insert on public.activity_figure to preau_app;

-- What jobs of their own end is counted by a trigger, and seen by those who answer for the data.
create policy "what ends by itself is counted for those who answer for the data" on public.ended_count for select
  using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('dpo', 'head'))));
grant select on public.ended_count to preau_app;
