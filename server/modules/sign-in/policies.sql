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
  update directory.session s set ended_at = now() where s.token_digest = token and s.ended_at is null
$$;
