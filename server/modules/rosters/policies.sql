create policy "sources of those who run the school" on public.roster_source
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "imports of those who run the school" on public.roster_run
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "packages wait for those who run the school" on public.roster_package
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "links of those who run the school" on public.roster_link
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school make ready" on public.roster_stage
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "how it was, for those who run the school" on public.roster_before
  using (school_id = app.school_id() and (select app.runs_school())) with check (school_id = app.school_id() and (select app.runs_school()));
create policy "what an import changed, for those who run the school" on vault.change for select to preau_app
  using (school_id = app.school_id() and (select app.runs_school()));

grant select, insert on public.roster_before to preau_app;
grant select on vault.change to preau_app;
grant select, insert, update on public.roster_source, public.roster_run, public.roster_link to preau_app;
grant select, insert, delete on public.roster_package, public.roster_stage to preau_app;
grant delete on public.roster_link to preau_app;
