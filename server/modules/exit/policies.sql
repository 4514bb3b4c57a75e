create policy "members know that their school leaves" on public.school_exit for select
  using (school_id = app.school_id() and (app.is_system() or app.is_a('administrator', 'head') or signed_at is not null and exists (select app.my_roles())));
create policy "those who lead the school announce it" on public.school_exit for insert
  with check (school_id = app.school_id() and app.is_a('administrator', 'head') and announced_by = app.person_id()
    and num_nonnulls(signed_at, exported_at, manifest, receipt_at, locked_at, destroyed_at, withdrawn_at) = 0);
create policy "those who lead the school sign and withdraw" on public.school_exit for update
  using (school_id = app.school_id() and app.is_a('administrator', 'head') and locked_at is null)
  with check (locked_at is null and (signed_by is null or signed_by <> announced_by));
create policy "the night locks and destroys" on public.school_exit for update using (school_id = app.school_id() and app.is_system());
grant select, insert, update (signed_at, signed_by, exported_at, manifest, receipt_at, receipt_by, code_digest, locked_at, destroyed_at, withdrawn_at, withdrawn_by)
  on public.school_exit to preau_app;

-- Of a school that leaves, from when on nobody writes and nobody is let in: everybody who is there may know.
create or replace function app.closing_days() returns jsonb stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('readOnlyOn', x.read_only_on, 'locksOn', x.locks_on) from public.school_exit x
  where x.school_id = app.school_id() and x.signed_at is not null and x.withdrawn_at is null
$$;

-- Once a school is locked its sessions go before its members do: a session of the directory is nobody's row of the school.
create or replace function app.forget_sessions() returns int volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare went int;
begin
  if not app.is_system() or app.school_standing(app.school_id()) is distinct from 'locked' then raise exception 'only of a school that is locked' using errcode = '42501'; end if;
  delete from directory.session s where s.school_id = app.school_id();
  get diagnostics went = row_count;
  return went;
end $$;
