-- How its parts answer is measured by the installation itself, and what is said of incidents by whoever runs it: nobody else writes here.
create policy "the installation reads how its parts answered" on directory.component_day for select using ((select app.is_system()));
create policy "the installation counts how its parts answer" on directory.component_day for insert with check ((select app.is_system()));
create policy "a day goes on" on directory.component_day for update using ((select app.is_system()));
create policy "days that are over go" on directory.component_day for delete using ((select app.is_system()));
create policy "the installation reads how its parts answer" on directory.component_now for select using ((select app.is_system()));
create policy "the installation notes how its parts answer" on directory.component_now for insert with check ((select app.is_system()));
create policy "a part answers otherwise" on directory.component_now for update using ((select app.is_system()));
grant select, insert, update, delete on directory.component_day to preau_app;
grant select, insert, update on directory.component_now to preau_app;

create policy "the installation reads its incidents" on directory.incident for select using ((select app.is_system()));
create policy "an operator opens an incident" on directory.incident for insert with check ((select app.is_system()));
create policy "an operator closes an incident" on directory.incident for update using ((select app.is_system()));
create policy "incidents of long ago go" on directory.incident for delete using ((select app.is_system()));
create policy "the installation reads what was said of incidents" on directory.incident_update for select using ((select app.is_system()));
create policy "an operator says how an incident goes on" on directory.incident_update for insert with check ((select app.is_system()));
create policy "what was said of incidents goes with them" on directory.incident_update for delete using ((select app.is_system()));
create policy "the installation reads the words" on directory.incident_text for select using ((select app.is_system()));
create policy "an operator finds the words" on directory.incident_text for insert with check ((select app.is_system()));
create policy "the words go with the incident" on directory.incident_text for delete using ((select app.is_system()));
grant select, insert, delete on directory.incident, directory.incident_update, directory.incident_text to preau_app;
grant update (closed_at) on directory.incident to preau_app;

-- An address comes from the public page and goes by the link of a mail; in between only the installation's own work sees it.
create policy "anybody may want to hear of the service" on directory.status_subscriber for insert
  with check (app.action() = 'status.subscribe' and asked_at is null and confirmed_at is null and told_at is null and claimed_at is null);
create policy "whoever has the link of a mail" on directory.status_subscriber for select
  using ((select app.is_system()) or app.action() in ('status.confirm', 'status.unsubscribe'));
create policy "the link of the first mail was opened, or a mail leaves" on directory.status_subscriber for update
  using ((select app.is_system()) or app.action() = 'status.confirm');
create policy "the link of a mail ends them, or their time is over" on directory.status_subscriber for delete
  using ((select app.is_system()) or app.action() = 'status.unsubscribe');
grant select, insert, delete on directory.status_subscriber to preau_app;
grant update (asked_at, confirmed_at, told_at, claimed_at) on directory.status_subscriber to preau_app;

create policy "anybody may report a weak point" on directory.weak_point for insert
  with check (app.action() = 'weak_point.report' and told_at is null and answered_at is null and closed_at is null and claimed_at is null);
create policy "an operator reads reports" on directory.weak_point for select using ((select app.is_system()));
create policy "an operator answers reports" on directory.weak_point for update using ((select app.is_system()));
create policy "reports whose time is over go" on directory.weak_point for delete using ((select app.is_system()));
grant select, insert, delete on directory.weak_point to preau_app;
grant update (told_at, claimed_at, answered_at, closed_at, outcome) on directory.weak_point to preau_app;

-- What an operator announced stands in every school; it is one announcement, and taken back where every school has taken it back.
create or replace function app.announced_maintenance(since timestamptz)
returns table (announcement bytea, school_id uuid, notice_id uuid, impact text, from_at timestamptz, until_at timestamptz, announced_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct on (n.announcement) n.announcement, n.school_id, n.id, n.impact, n.effective_from, n.effective_until, n.published_at
  from public.notice n where app.is_system() and n.kind = 'maintenance' and n.state = 'published' and coalesce(n.effective_until, n.effective_from + interval '1 day') > since
  order by n.announcement, n.published_at, n.school_id
$$;

-- Reports of weak points that wait for their first answer, by the days they have waited: numbers of nobody. Weekends do not count.
create or replace function app.count_weak_points() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with clocks as (
    select w.answered_at, (select count(*) from generate_series(w.made_at + interval '1 day', coalesce(w.answered_at, now()), interval '1 day') d where extract(isodow from d) < 6) as days
    from directory.weak_point w where app.is_system()
  )
  select jsonb_build_object('reports', count(*), 'waiting', count(*) filter (where answered_at is null), 'late', count(*) filter (where answered_at is null and days > 5),
    'answeredLate', count(*) filter (where answered_at > now() - interval '90 days' and days > 5),
    'unheard', (select count(*) from directory.weak_point w where w.told_at is null and w.answered_at is null and w.made_at < now() - interval '1 hour')) from clocks
$$;

-- Addresses that wait too long for the first mail, or for what was said: numbers of nobody.
create or replace function app.count_subscribers() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with newest as (select max(u.at) as at from directory.incident_update u where u.at < now() - interval '30 minutes')
  select jsonb_build_object('subscribers', count(*), 'late', count(*) filter (where s.asked_at is null and s.made_at < now() - interval '30 minutes'
    or s.confirmed_at is not null and s.told_at < (select n.at from newest n))) from directory.status_subscriber s where app.is_system()
$$;

-- What of the service is said on every screen of a school: problems that are not over, where they touch what somebody does, and interruptions within
-- two days. Those who run the school hear of everything. It is asked beside who one is, so that nobody waits for it.
create or replace function app.service_news() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case when i.found is not null or w.found is not null then jsonb_build_object('incidents', coalesce(i.found, '[]'), 'windows', coalesce(w.found, '[]')) end
  from (select jsonb_agg(jsonb_build_object('id', i.id, 'impact', i.impact, 'components', i.components, 'beganAt', i.began_at, 'state', u.state, 'titles', u.titles)
        order by i.opened_at desc) as found
      from directory.incident i cross join lateral (
        select u.state, (select jsonb_agg(jsonb_build_object('language', t.language, 'title', t.title) order by t.place)
          from directory.incident_text t where t.incident_id = u.incident_id and t.number = u.number) as titles
        from directory.incident_update u where u.incident_id = i.id order by u.number desc limit 1) u
      where i.closed_at is null and (i.components && array['app', 'database', 'jobs', 'files', 'mail', 'push', 'scanner'] or app.is_a('administrator', 'head', 'office', 'dpo'))) i,
    (select jsonb_agg(jsonb_build_object('id', n.id, 'from', n.effective_from, 'until', coalesce(n.effective_until, n.effective_from + interval '1 day'))
        order by n.effective_from) as found
      from public.notice n where n.school_id = app.school_id() and n.kind = 'maintenance' and n.state = 'published'
        and n.effective_from < now() + interval '48 hours' and coalesce(n.effective_until, n.effective_from + interval '1 day') > now()) w
$$;
