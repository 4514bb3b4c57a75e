-- The directory's rows (the nil school) exist for every school; what they say is sealed or a digest.
create policy "keys of the school and of the directory" on vault.key to preau_app
  using (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']))
  with check (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']));
create policy "the erased of the school and of the directory" on vault.erased to preau_app
  using (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']))
  with check (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']));
create policy "epochs of the school and of the directory" on vault.epoch to preau_app
  using (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']))
  with check (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']));
create policy "indexes of the school and of the directory" on vault.blind_index to preau_app
  using (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']))
  with check (school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']));
create policy "weeks of the ring are no secret" on vault.ring for select to preau_app using (true);

-- The burn moves every school's keys and indexes; it reads nothing else here, and no table of people unless one is added for it.
create policy "the burn turns the ring" on vault.ring to preau_vault using (true) with check (true);
create policy "the burn moves keys" on vault.key to preau_vault using (true) with check (true);
create policy "a restored database is told again who was erased" on vault.erased to preau_vault using (true) with check (true);
create policy "the burn moves indexes" on vault.blind_index to preau_vault using (true) with check (true);

-- It recomputes the digest of every indexed value: of the rows that hold one it sees id and sealed, and opens them with the keys.
create policy "the burn reads what indexes are made of" on public.person for select to preau_vault using (true);
create policy "the burn reads what indexes are made of" on public.class_key for select to preau_vault using (true);
create policy "the burn reads what indexes are made of" on public.roster_link for select to preau_vault using (true);
create policy "the burn reads what indexes are made of" on directory.account for select to preau_vault using (true);

-- Whether a week of the ring still takes new keys; a yes holds until the end of the transaction.
create or replace function app.holds_ring_week(wanted int) returns boolean
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  select true from vault.ring r where r.week = wanted and r.retired_at is null for share
$$;

grant usage on schema vault to preau_app, preau_vault;
grant usage on schema public, directory to preau_vault;
grant select (school_id, id, sealed) on public.person, public.class_key, public.roster_link to preau_vault;
grant select (id, sealed) on directory.account to preau_vault;
grant select, insert, delete on vault.key to preau_app;
grant select, insert on vault.erased, vault.epoch to preau_app;
grant select, insert, delete on vault.blind_index to preau_app;
grant select on vault.ring to preau_app;
grant select, update on vault.ring to preau_relations;
grant select, insert, update on vault.ring to preau_vault;
grant select, update, delete on vault.key to preau_vault;
grant select, insert on vault.erased to preau_vault;
grant select, update, delete on vault.blind_index to preau_vault;
