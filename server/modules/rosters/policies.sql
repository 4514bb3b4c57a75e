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
-- The log of changes is no reading for an office: it is seen while an import is taken back, and by nothing else.
create policy "what an import changed, for whoever takes it back" on vault.change for select to preau_app
  using (school_id = app.school_id() and (select app.runs_school()) and (select app.action()) in ('roster.import.undo', 'roster.import.carry_out'));

grant select, insert on public.roster_before to preau_app;
grant select on vault.change to preau_app;
grant select, insert, update on public.roster_source, public.roster_run, public.roster_link to preau_app;
grant select, insert, delete on public.roster_package, public.roster_stage to preau_app;
grant delete on public.roster_link to preau_app;

-- Guardians of this school among accounts: who imports a guardian with a confirmed address meets whom the school knows.
create or replace function app.guardians_with(accounts uuid[]) returns table (account_id uuid, person_id uuid) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.account_id, m.person_id from directory.membership m
  where m.school_id = app.school_id() and app.runs_school() and m.account_id = any (accounts)
    and exists (select from public.person_role r where r.school_id = m.school_id and r.person_id = m.person_id and r.role = 'guardian' and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
    and not exists (select from public.person_role r where r.school_id = m.school_id and r.person_id = m.person_id and r.role = 'pupil' and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
$$;
