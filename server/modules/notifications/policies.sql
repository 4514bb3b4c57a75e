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

create policy "when the school is quiet is no secret in it" on public.notification_rules for select using (school_id = app.school_id());
create policy "those who lead the school make its quiet hours" on public.notification_rules for insert with check (school_id = app.school_id() and app.is_a('administrator', 'head'));
create policy "those who lead the school change its quiet hours" on public.notification_rules for update using (school_id = app.school_id() and app.is_a('administrator', 'head'));
grant select, insert, update on public.notification_rules to preau_app;

create policy "what waits for oneself; the school tells" on public.telling for select
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
create policy "the school tells" on public.telling for insert with check (school_id = app.school_id() and app.is_system());
create policy "what waits moves with one's choice; the school takes it along" on public.telling for update
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()))
  with check (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
create policy "what one wants no word of goes" on public.telling for delete
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
grant select, insert, delete on public.telling to preau_app;
grant update (due_at, taken_at, mail_id) on public.telling to preau_app;

-- The row that says that somebody is told of a thing is called after both, so that there is no second one: here by the same rule as where it is made.
create or replace function app.telling_of(event text, thing uuid, person uuid) returns uuid immutable language sql as $$
  select (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-8' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12))::uuid
  from encode(sha256(convert_to(event || '|' || thing || '|' || person, 'UTF8')), 'hex') as h
$$;
-- Of what waits for somebody, what is about something that was taken back meanwhile: nobody is told of it any more.
create or replace function app.tellings_of_nothing(person uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t.id from public.telling t where app.is_system() and t.school_id = app.school_id() and t.person_id = person and t.taken_at is null and t.id in (
    select app.telling_of('post.published', p.id, person) from public.post p
      where p.school_id = t.school_id and t.event = 'post.published' and p.withdrawn_at >= t.happened_at
    union all
    select app.telling_of(t.event, n.id, person) from public.notice n
      where n.school_id = t.school_id and t.event in ('notice.published', 'notice.confirmation_asked') and n.withdrawn_at >= t.happened_at
    union all
    select app.telling_of('message.sent', m.id, person) from public.message m
      where m.school_id = t.school_id and t.event = 'message.sent' and m.withdrawn_at >= t.happened_at)
$$;

create policy "mails to oneself; the school sends them" on public.telling_mail for select
  using (school_id = app.school_id() and (person_id = app.person_id() or app.is_system()));
create policy "the school sends mails" on public.telling_mail for insert with check (school_id = app.school_id() and app.is_system());
create policy "the school notes what became of a mail" on public.telling_mail for update using (school_id = app.school_id() and app.is_system());
grant select, insert on public.telling_mail to preau_app;
grant update (sent_at, answered_at) on public.telling_mail to preau_app;

create policy "the school puts the link into its mails" on public.mail_stop for select using (school_id = app.school_id() and app.is_system());
create policy "the school makes the link" on public.mail_stop for insert with check (school_id = app.school_id() and app.is_system());
grant select, insert on public.mail_stop to preau_app;

-- Whether an account belongs to somebody of the school whose office one keeps.
create or replace function app.is_of_office(account uuid) returns boolean
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_a('administrator', 'head', 'office') and exists (select from directory.membership m where m.school_id = app.school_id() and m.account_id = account)
$$;
create policy "trouble with one's own address; whoever keeps the office helps" on directory.mail_trouble for select
  using (account_id = app.account_id() or app.is_of_office(account_id));
create policy "trouble is noted with its account in hand" on directory.mail_trouble for insert with check (account_id = app.account_id() and app.is_system());
create policy "trouble is noted anew with its account in hand" on directory.mail_trouble for update using (account_id = app.account_id() and app.is_system());
create policy "trouble ends with its account in hand, or by whoever keeps the office of a school that it belongs to" on directory.mail_trouble for delete
  using (account_id = app.account_id() or app.is_of_office(account_id));
grant select, insert, update, delete on directory.mail_trouble to preau_app;

-- How often the school has called something urgent in the school year of this day, also what was taken back: a count, which every member may know.
-- What was said to many families at once was urgent once.
create or replace function app.urgent_this_year(today date) returns int stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with year as (select y.id from public.school_year y where y.school_id = app.school_id() order by y.from_on <= today desc, abs(y.from_on - today) limit 1)
  select (select count(*) from public.notice n where n.school_id = app.school_id() and n.kind = 'urgent' and n.published_at is not null and n.school_year_id = (select id from year))::int
    + (select count(distinct case when m.made_at = c.begun_at then coalesce(c.round_id, m.id) else m.id end) from public.message m
        join public.conversation c on c.school_id = m.school_id and c.id = m.conversation_id
      where m.school_id = app.school_id() and m.urgent is not null and c.school_year_id = (select id from year))::int
$$;

-- Whose mail does not arrive, for the office of their school.
create or replace function app.mail_troubles() returns table (person_id uuid, account_id uuid, way text, status text, since_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.person_id, t.account_id, t.way, t.status, t.since_at from directory.mail_trouble t join directory.membership m on m.account_id = t.account_id
  where app.is_a('administrator', 'head', 'office') and m.school_id = app.school_id() and not app.is_locked(m.school_id, m.person_id)
$$;
-- Whether the office may say another address for this account: not of one that is of another school too, or that may do much here.
create or replace function app.may_correct_address(account uuid) returns boolean
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_of_office(account) and exists (select from directory.mail_trouble t where t.account_id = account) and not exists (select from directory.membership m
    where m.account_id = account and (m.school_id <> app.school_id() or exists (select from public.person_role r where r.school_id = m.school_id and r.person_id = m.person_id
      and r.role in ('administrator', 'head', 'office', 'dpo', 'support', 'operator') and r.from_at <= now() and (r.until_at is null or r.until_at > now()))))
$$;
-- The address that mail comes back from.
create or replace function app.troubled_address(person uuid) returns table (account_id uuid, sealed bytea, can_correct boolean, waits_since timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t.account_id, a.sealed, app.may_correct_address(t.account_id), (select c.made_at from directory.address_change c where c.account_id = t.account_id and c.expires_at > now())
  from app.mail_troubles() t join directory.account a on a.id = t.account_id where t.person_id = person
$$;
create policy "where one's own mail is to go; the office says it for others" on directory.address_change for select
  using (account_id = app.account_id() or app.may_correct_address(account_id));
create policy "one says another address; the office, where mail comes back" on directory.address_change for insert
  with check (asked_in = app.school_id() and ((account_id = app.account_id() and not by_office) or (by_office and app.may_correct_address(account_id))));
create policy "the mail there is written with its account in hand" on directory.address_change for update using (account_id = app.account_id() and app.is_system());
create policy "another address was said, or it holds" on directory.address_change for delete using (account_id = app.account_id() or app.may_correct_address(account_id));
grant select, insert, delete on directory.address_change to preau_app;
grant update (token_digest, expires_at) on directory.address_change to preau_app;
-- Whose address a link confirms, as long as it opens anything.
create or replace function app.address_change_for(wanted bytea) returns table (school_id uuid, person_id uuid, account_id uuid, school text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select c.asked_in, m.person_id, c.account_id, s.name from directory.address_change c join directory.membership m on m.account_id = c.account_id and m.school_id = c.asked_in
  join public.school s on s.school_id = c.asked_in where c.token_digest = wanted and c.expires_at > now()
$$;
-- Whose mails a link stops: whoever has it has had one of them.
create or replace function app.mail_stop_for(wanted bytea) returns table (school_id uuid, person_id uuid, account_id uuid, school text, are_stopped boolean, stopped_kinds text[])
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select k.school_id, k.person_id, m.account_id, s.name, c.mails_stopped_at is not null, coalesce(c.stopped_kinds, '{}') from public.mail_stop k
  left join public.notification_choice c on c.school_id = k.school_id and c.person_id = k.person_id
  join directory.membership m on m.school_id = k.school_id and m.person_id = k.person_id join public.school s on s.school_id = k.school_id
  where k.token_digest = wanted
$$;
-- Where a mail went that somebody answers, or that comes back. Its id is in it, and in nothing else that leaves the house.
create or replace function app.telling_mail_of(wanted uuid) returns table (school_id uuid, person_id uuid, account_id uuid)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select k.school_id, k.person_id, m.account_id from public.telling_mail k
  join directory.membership m on m.school_id = k.school_id and m.person_id = k.person_id where app.is_system() and k.id = wanted
$$;
-- How somebody has chosen to be told, and by whose clock: the school's own work asks, and who is about to write to them.
create or replace function app.notification_choices(people uuid[]) returns table (person_id uuid, account_id uuid, preset text, to_do text, messages text, class_life text,
  homework text, digest_minute smallint, digest_weekday smallint, quiet_from smallint, quiet_until smallint, quiet_days smallint, zone text, mails_stopped_at timestamptz, stopped_kinds text[])
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.person_id, m.account_id, coalesce(c.preset, 'calm'), c.to_do, c.messages, c.class_life, c.homework, coalesce(c.digest_minute, 1050::smallint),
    coalesce(c.digest_weekday, 5::smallint), c.quiet_from, c.quiet_until, c.quiet_days, coalesce(a.time_zone, s.time_zone), c.mails_stopped_at, coalesce(c.stopped_kinds, '{}')
  from directory.membership m join directory.account a on a.id = m.account_id join public.school s on s.school_id = m.school_id
  left join public.notification_choice c on c.school_id = m.school_id and c.person_id = m.person_id
  where (app.is_system() or exists (select app.my_roles())) and m.school_id = app.school_id() and m.person_id = any (people) and not app.is_locked(m.school_id, m.person_id)
    and exists (select from public.person_role r where r.school_id = m.school_id and r.person_id = m.person_id and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
$$;
