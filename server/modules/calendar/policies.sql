-- For whom this person may answer: oneself, where one is a pupil of those for whom an entry is meant, and the children for whom one may sign.
create or replace function app.answers_for(entries uuid[]) returns table (entry_id uuid, pupil_id uuid, may_answer boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct on (e.id, m.pupil_id) e.id, m.pupil_id, m.may_answer
  from (select p.audience_id, p.person_id as pupil_id, true as may_answer from app.audience_people() p where p.person_id = app.person_id() and p.stands = 'pupil'
      union all
      select p.audience_id, p.child_id, exists (select from app.edges_now() g where g.guardian_id = app.person_id() and g.pupil_id = p.child_id and 'sign' = any (g.scopes))
      from app.audience_people() p where p.person_id = app.person_id() and p.stands = 'guardian') m
    join public.calendar_entry e on e.school_id = app.school_id() and e.audience_id = m.audience_id and e.id = any (entries)
  order by e.id, m.pupil_id, m.may_answer desc
$$;
-- How many of the pupils for whom an entry is meant said what: for those who speak there, and of years that are not over.
create or replace function app.calendar_counts(entries uuid[]) returns table (entry_id uuid, yes int, no int, perhaps int, waiting int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select e.id, count(*) filter (where r.answer = 'yes')::int, count(*) filter (where r.answer = 'no')::int, count(*) filter (where r.answer = 'perhaps')::int,
    count(*) filter (where r.answer is null)::int
  from public.calendar_entry e join app.audience_people() m on m.audience_id = e.audience_id and m.stands = 'pupil'
    left join public.calendar_reply r on r.school_id = e.school_id and r.entry_id = e.id and r.pupil_id = m.person_id
  where e.school_id = app.school_id() and e.id = any (entries) and e.audience_id = any (array(select app.my_voices()))
    and e.to_on >= (select app.history_until()) group by e.id
$$;
-- Whose an address is: asked before anybody is known, by whoever holds it.
create or replace function app.calendar_feed_at(school uuid, address bytea) returns table (id uuid, person_id uuid, pupil_id uuid, with_name boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select f.id, f.person_id, f.pupil_id, f.with_name from public.calendar_feed f where f.school_id = school and f.digest = address
$$;
-- The children whose calendar this person may have read, and oneself where one is a pupil.
create or replace function app.my_calendars() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.my_children_for('feed') union select app.person_id() where app.is_a('pupil')
$$;
-- Who is told that an entry came, changed, was cancelled or is near: whoever belongs where it stands, while it is still to come. Only the school's own work asks.
create or replace function app.told_of_entry(wanted uuid, standing text) returns setof uuid
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct m.person_id from app.audience_people() m join public.calendar_entry e on e.school_id = app.school_id() and e.audience_id = m.audience_id
  where app.is_system() and e.id = wanted and e.state = standing and e.to_on >= current_date and m.person_id is distinct from e.author_id
$$;
-- When people are reminded of an entry that is planned: at eight in the morning of the day before, where the school is.
create or replace function app.entry_reminder(wanted uuid, numbered int, at timestamptz) returns table (audience_id uuid, in_seconds int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select e.audience_id, ceil(extract(epoch from ((e.from_on - 1) + time '08:00') at time zone s.time_zone - at))::int
  from public.calendar_entry e join public.school s on s.school_id = e.school_id
  where e.school_id = app.school_id() and e.id = wanted and e.version = numbered and e.state = 'planned'
    and (app.is_system() or e.audience_id = any (array(select app.my_voices())))
$$;
grant select on public.calendar_entry, public.calendar_version, public.calendar_reply, public.calendar_feed to preau_relations;

create policy "entries where one belongs or speaks, or runs the school" on public.calendar_entry for select
  using (school_id = app.school_id() and (audience_id = any (array(select app.my_audiences())) or audience_id = any (array(select app.my_voices())) or (select app.runs_school())));
create policy "one enters where one speaks" on public.calendar_entry for insert
  with check (school_id = app.school_id() and author_id = app.person_id() and audience_id = any (array(select app.my_voices())));
create policy "whoever speaks there changes and cancels" on public.calendar_entry for update
  using (school_id = app.school_id() and state = 'planned' and audience_id = any (array(select app.my_voices()))) with check (school_id = app.school_id() and audience_id = any (array(select app.my_voices())));

create policy "versions of what one sees" on public.calendar_version for select
  using (school_id = app.school_id() and exists (select from public.calendar_entry e where e.school_id = calendar_version.school_id and e.id = calendar_version.entry_id));
create policy "whoever changes keeps what it said" on public.calendar_version for insert
  with check (school_id = app.school_id() and exists (select from public.calendar_entry e where e.school_id = calendar_version.school_id and e.id = calendar_version.entry_id
    and e.audience_id = any (array(select app.my_voices()))));

create policy "answers of one's own, and those that one asked for" on public.calendar_reply for select
  using (school_id = app.school_id() and (pupil_id = any (array(select app.my_calendars()))
    or exists (select from public.calendar_entry e where e.school_id = calendar_reply.school_id and e.id = calendar_reply.entry_id and e.audience_id = any (array(select app.my_voices())))));
create policy "one answers for oneself and one's children" on public.calendar_reply for insert
  with check (school_id = app.school_id() and answered_by = app.person_id()
    and exists (select from app.answers_for(array[entry_id]) a where a.pupil_id = calendar_reply.pupil_id and a.may_answer));
create policy "an answer is changed by whoever may answer" on public.calendar_reply for update
  using (school_id = app.school_id() and exists (select from app.answers_for(array[entry_id]) a where a.pupil_id = calendar_reply.pupil_id and a.may_answer))
  with check (school_id = app.school_id() and answered_by = app.person_id());

create policy "one's own addresses" on public.calendar_feed for select using (school_id = app.school_id() and person_id = app.person_id());
create policy "an address for a child of one's own" on public.calendar_feed for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and pupil_id = any (array(select app.my_calendars())));
create policy "one ends and renews one's own" on public.calendar_feed for update using (school_id = app.school_id() and person_id = app.person_id())
  with check (school_id = app.school_id() and person_id = app.person_id() and (digest is null or pupil_id = any (array(select app.my_calendars()))));
grant select, insert, update on public.calendar_entry, public.calendar_reply, public.calendar_feed to preau_app;
grant select, insert on public.calendar_version to preau_app;
