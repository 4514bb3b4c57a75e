create policy "one's own account" on directory.account for select using (id = app.account_id());
create policy "an account is made with itself in hand" on directory.account for insert with check (id = app.account_id());
create policy "one changes the own account" on directory.account for update using (id = app.account_id());

create policy "one's own memberships" on directory.membership for select using (account_id = app.account_id() or (school_id = app.school_id() and app.runs_school()));
create policy "memberships are made by those who run the school" on directory.membership for insert with check (school_id = app.school_id() and app.runs_school());

create policy "one's own sessions" on directory.session for select using (account_id = app.account_id());
create policy "one starts a session" on directory.session for insert with check (account_id = app.account_id());
create policy "one's own sessions move and end" on directory.session for update using (account_id = app.account_id());

create policy "one's own ways of signing in" on directory.sign_in_method for select using (account_id = app.account_id());
create policy "one adds a way of signing in" on directory.sign_in_method for insert with check (account_id = app.account_id());
create policy "one's own ways of signing in are used and ended" on directory.sign_in_method for update using (account_id = app.account_id());

create policy "one's own recovery codes" on directory.recovery_code for select using (account_id = app.account_id());
create policy "one makes recovery codes" on directory.recovery_code for insert with check (account_id = app.account_id());
create policy "one's own recovery codes are used and voided" on directory.recovery_code for update using (account_id = app.account_id());

create policy "what was started for one's own account" on directory.reset for select using (account_id = app.account_id());
create policy "a reset is started with its account in hand" on directory.reset for insert with check (account_id = app.account_id());
create policy "a reset is used or voided with its account in hand" on directory.reset for update using (account_id = app.account_id());

create policy "the rules of the school are no secret" on public.sign_in_rules for select using (school_id = app.school_id());
create policy "those who lead the school make its rules" on public.sign_in_rules for insert with check (school_id = app.school_id() and app.is_a('administrator', 'head'));
create policy "those who lead the school change its rules" on public.sign_in_rules for update using (school_id = app.school_id() and app.is_a('administrator', 'head'));

create policy "how often passwords had to be changed" on public.password_rotation for select using (school_id = app.school_id() and (select app.runs_school()));
grant select on public.password_rotation to preau_app;

-- Counts a password that has to be changed for a reason. A first password is no rotation, and where no school applies none counts it.
create or replace function app.count_rotation(reason text) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  insert into public.password_rotation as r (school_id, month, why, changes)
    select app.school_id(), date_trunc('month', now())::date, reason, 1 where app.school_id() is not null and reason <> 'first_password'
  on conflict (school_id, month, why) do update set changes = r.changes + 1
$$;
-- On how many devices sessions of the account in hand began within the hour and live: one who signs in does so on a few, a class with one password
-- on thirty. A device that says nothing of itself is a new one each time.
-- Always by index: a plan that was made while a school was new would read everybody's sessions until the table is next analysed.
create or replace function app.sessions_of_this_hour() returns int
stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off language sql as $$
  select count(distinct coalesce(s.device_digest, s.token_digest))::int from directory.session s
  where s.account_id = app.account_id() and s.started_at > now() - interval '1 hour' and not app.is_over(s)
    and s.limited is distinct from 'second_step'
$$;
-- What can be shown of the passwords of those who work in this school: numbers, and the age of the oldest secret of those who run it.
create or replace function app.password_evidence() returns table (staff int, staff_with_factor int, codes_open int, codes_over_three_days int, oldest_privileged timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with own as (
    select m.account_id, bool_or(r.role in ('administrator', 'head', 'office', 'dpo', 'support', 'operator')) as is_privileged
    from public.person_role r join directory.membership m on m.school_id = r.school_id and m.person_id = r.person_id
    where r.school_id = app.school_id() and r.role not in ('pupil', 'guardian') and r.from_at <= now() and (r.until_at is null or r.until_at > now())
      and not app.is_locked(r.school_id, r.person_id) group by 1
  ), code as (
    select c.made_at from public.activation_code c where c.school_id = app.school_id() and c.used_at is null and c.voided_at is null and c.expires_at > now()
  )
  select count(*)::int, (count(*) filter (where exists (select from directory.sign_in_method f where f.account_id = o.account_id and f.confirmed_at is not null and f.ended_at is null)))::int,
    (select count(*)::int from code), (select count(*)::int from code where made_at < now() - interval '72 hours'), min(a.password_changed_at) filter (where o.is_privileged)
  from own o join directory.account a on a.id = o.account_id where app.runs_school()
$$;

create or replace function app.make_challenge(made bytea, seconds int) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  insert into directory.sign_in_challenge (digest, made_at, expires_at) values (made, now(), now() + make_interval(secs => seconds))
$$;
-- Used once: false when it was, is too old, or never was.
create or replace function app.use_challenge(wanted bytea) returns boolean
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  with used as (delete from directory.sign_in_challenge c where c.digest = wanted returning c.expires_at > now() as fresh)
  select coalesce((select fresh from used), false)
$$;
create or replace function app.sweep_challenges() returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  delete from directory.sign_in_challenge c where c.expires_at < now() - interval '1 day'
$$;

-- The account of a passkey that has shown itself; what it signed is checked afterwards.
create or replace function app.passkey_for(handle bytea) returns table (id uuid, account_id uuid)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.id, m.account_id from directory.sign_in_method m where m.kind = 'passkey' and m.handle_digest = handle and m.ended_at is null and m.confirmed_at is not null
$$;

-- The account that the link of a mail opens, as long as it opens anything.
create or replace function app.reset_for(token bytea) returns table (id uuid, account_id uuid, school_id uuid)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.id, r.account_id, r.school_id from directory.reset r where r.token_digest = token and r.used_at is null and r.expires_at > now()
$$;

-- What is asked of the account in hand, as the person in hand: read once, when a session begins.
create or replace function app.demands() returns table (must_change boolean, must_change_why text, is_privileged boolean, has_factor boolean, invented boolean, changed_at timestamptz, rotate_all_days int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select a.must_change, a.must_change_why, app.is_a('administrator', 'head', 'office', 'dpo', 'operator', 'support'),
    exists (select from directory.sign_in_method m where m.account_id = a.id and m.confirmed_at is not null and m.ended_at is null),
    a.invented, case when a.password_hash <> '' then a.password_changed_at end, (select r.rotate_all_days from public.sign_in_rules r where r.school_id = app.school_id())
  from directory.account a where a.id = app.account_id()
$$;

-- Whoever has its token ends a session, whosever it is: one signs in over it.
create or replace function app.end_session(token bytea) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  update directory.session s set ended_at = coalesce(s.ended_at, now()), ended_why = null where s.token_digest = token and (s.ended_at is null or s.ended_why is not null)
$$;

-- Where a session may go on that is over in its school alone: the person has left or is locked there, and is somebody elsewhere. Not where a
-- school fears for the account itself, nor once the password is another.
create or replace function app.way_on(token bytea) returns table (account_id uuid, authenticated_at timestamptz, shared_device boolean, from_school uuid, school_id uuid, person_id uuid, slug text, name text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.account_id, s.authenticated_at, s.shared_device, s.school_id, m.school_id, m.person_id, o.slug, o.name
  from directory.session s join directory.account a on a.id = s.account_id
    join directory.membership m on m.account_id = s.account_id and m.school_id <> s.school_id join public.school o on o.school_id = m.school_id
  where s.token_digest = token and s.limited is null and s.expires_at > now() and not (s.shared_device and s.seen_at <= now() - interval '20 minutes')
    and (s.ended_at is null and app.is_locked(s.school_id, s.person_id) or s.ended_why = 'membership' and s.ended_at > now() - interval '1 day')
    and (a.password_changed_at is null or a.password_changed_at <= coalesce(s.ended_at, now())) and not app.is_locked(m.school_id, m.person_id)
    and coalesce((select p.reason <> 'security' from public.person_state p where p.school_id = s.school_id and p.person_id = s.person_id and p.from_at <= now()
      order by p.from_at desc, p.id desc limit 1), true)
  order by o.name, m.person_id
$$;
