create policy "how one is told oneself; the school tells" on public.notification_choice for select
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
create policy "one chooses for oneself; the school notes that it told" on public.notification_choice for insert
  with check (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
create policy "one chooses anew; the school notes that it told" on public.notification_choice for update
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
grant select, insert, update on public.notification_choice to preau_app;

create policy "one's own devices; the school tells them" on public.push_device for select
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
create policy "a device is one's own" on public.push_device for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and exists (select app.my_roles()));
create policy "one's own devices go on; the school tests them" on public.push_device for update
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()))
  with check (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
create policy "one's own devices end; the school ends what is over" on public.push_device for delete
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
grant select, insert, delete on public.push_device to preau_app;
grant update (session_id, sealed, test_digest, confirmed_at) on public.push_device to preau_app;

-- The devices of a person whose session lives. Only the school's own work asks, and only for ids.
create or replace function app.push_devices_of(person uuid) returns table (id uuid, confirmed_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select d.id, d.confirmed_at from public.push_device d join directory.session s on s.id = d.session_id
  where app.is_system() and d.school_id = app.school_id() and d.person_id = person and s.person_id = person and not app.is_over(s)
$$;
-- Where to send to: asked just before, so that whoever has signed out, was suspended or has left is told nothing.
create or replace function app.push_target(wanted uuid) returns table (id uuid, person_id uuid, sealed bytea, locale text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select d.id, d.person_id, d.sealed, a.locale from public.push_device d join directory.session s on s.id = d.session_id join directory.account a on a.id = s.account_id
  where app.is_system() and d.school_id = app.school_id() and d.id = wanted and s.person_id = d.person_id and not app.is_over(s) and not app.is_locked(d.school_id, d.person_id)
$$;
create or replace function app.push_devices_over() returns table (id uuid, person_id uuid)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select d.id, d.person_id from public.push_device d
  where app.is_system() and d.school_id = app.school_id() and not exists (select from directory.session s where s.id = d.session_id and s.person_id = d.person_id and not app.is_over(s))
$$;
-- Whether the newest session of an account is on a kind of device that none of the last ninety days was on. The first of all is none.
create or replace function app.is_on_new_device(account uuid) returns boolean
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with lately as (select s.*, row_number() over (order by s.started_at desc, s.id desc) as nth from directory.session s
    where s.account_id = account and s.started_at > now() - interval '90 days' and s.limited is distinct from 'second_step')
  select app.is_system() and exists (select from lately where nth > 1) and not exists (select from lately n join lately b on b.nth > 1
    and (b.device, b.system, b.browser) is not distinct from (n.device, n.system, n.browser) where n.nth = 1)
$$;
