-- Those who have left, as of now: the newest state decides, and all clocks run from the night on which they were locked.
create or replace function app.gone_people() returns table (person_id uuid, state text, locked_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select n.person_id, n.state, coalesce((select max(l.from_at) from public.person_state l where l.school_id = app.school_id() and l.person_id = n.person_id
      and l.state = 'alumni_locked' and l.from_at <= now()), n.from_at)
  from (select distinct on (s.person_id) s.person_id, s.state, s.from_at from public.person_state s
    where s.school_id = app.school_id() and s.from_at <= now() order by s.person_id, s.from_at desc, s.id desc) n
  where n.state in ('alumni_locked', 'guidance', 'archived') and app.runs_school()
$$;

-- The former pupils whom this person may read for guidance, and the last day of it: whom one taught in the last year, as long as one teaches here; for the head, all.
create or replace function app.former_pupils() returns table (id uuid, sealed bytea, until_on date)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, p.sealed, ((n.locked_at + make_interval(months => coalesce((select c.guidance_months from public.leaving_clock c where c.school_id = app.school_id()), 12))) at time zone s.time_zone)::date
  from (select distinct on (x.person_id) x.person_id, x.state,
      (select max(l.from_at) from public.person_state l where l.school_id = x.school_id and l.person_id = x.person_id and l.state = 'alumni_locked' and l.from_at <= now()) as locked_at
    from public.person_state x where x.school_id = app.school_id() and x.from_at <= now() order by x.person_id, x.from_at desc, x.id desc) n
    join public.person p on p.school_id = app.school_id() and p.id = n.person_id join public.school s on s.school_id = p.school_id
  where n.state = 'guidance' and n.locked_at + interval '12 months' > now()
    and not exists (select from public.protected_identity i where i.school_id = p.school_id and i.person_id = p.id and i.from_at <= now() and (i.until_at is null or i.until_at > now()))
    and (app.is_a('head') or app.is_a('teacher', 'substitute') and exists (
      select from public.enrolment w join public.enrolment m on m.school_id = w.school_id and m.class_id = w.class_id
      where w.school_id = p.school_id and w.person_id = p.id and w.role = 'pupil' and coalesce(w.until_on, 'infinity') > n.locked_at::date - 366
        and m.person_id = app.person_id() and m.role in ('teacher', 'substitute') and m.from_on <= coalesce(w.until_on, 'infinity') and coalesce(m.until_on, 'infinity') >= w.from_on))
$$;

create policy "whoever works here knows how long steps last" on public.leaving_clock for select using (school_id = app.school_id() and (app.is_system() or exists (select app.my_roles())));
create policy "those who lead the school set it" on public.leaving_clock for insert with check (school_id = app.school_id() and app.is_a('administrator', 'head'));
create policy "those who lead the school change it" on public.leaving_clock for update using (school_id = app.school_id() and app.is_a('administrator', 'head'));
create policy "steps are seen by those who run the school" on public.leaving_step for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "the night announces steps" on public.leaving_step for insert with check (school_id = app.school_id() and app.is_system() and done_at is null and deferred_until is null);
create policy "the night takes steps" on public.leaving_step for update using (school_id = app.school_id() and app.is_system());
create policy "the office puts steps off" on public.leaving_step for update using (school_id = app.school_id() and app.runs_school() and done_at is null) with check (done_at is null);
grant select, insert, update (guidance_months, archive_months, why, set_at, version) on public.leaving_clock to preau_app;
grant select, insert, update (deferred_until, why, deferred_at, deferred_by, agreed_at, agreed_by, done_at) on public.leaving_step to preau_app;
grant select on public.leaving_clock to preau_relations;
