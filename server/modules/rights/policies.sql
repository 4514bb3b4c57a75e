-- Who may ask that something is no longer done: for oneself whoever is old enough, for a child whoever decides about it in the own right.
create or replace function app.may_ask_right(person uuid, wanted text) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case
    when person = app.person_id() then wanted = 'human' or not app.is_too_young()
    when wanted in ('erasure', 'restriction', 'objection') then person = any (array(select app.my_joint_children()))
    else person = any (array(select app.my_children_for('copies'))) end
$$;
-- Who looks after requests: the data protection officer and the head, never in their own cause or their own child's.
create or replace function app.answers_rights(person uuid, asker uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_a('dpo', 'head') and app.person_id() not in (person, asker) and person <> all (array(select app.my_children()))
$$;

-- Whoever holds the key of a request may know how it stands; without one there is nothing to list, and nothing in it names anybody.
create or replace function app.request_with(digest bytea) returns table (school text, id uuid, kind text, profile text, asked_at timestamptz, due_on date, extended_at timestamptz,
  cools_until timestamptz, closed_at timestamptz, outcome text, ground text) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.name, q.id, q.kind, q.profile, q.asked_at, q.due_on, q.extended_at, q.cools_until, q.closed_at, q.outcome, q.ground
  from public.rights_request q join public.school s on s.school_id = q.school_id where q.code_digest = digest
$$;
-- A request is between the one who asks and the school: another guardian does not know that there is one.
create policy "requests one made, and those put to the school" on public.rights_request for select
  using (school_id = app.school_id() and (asked_by = app.person_id() or (select app.is_system()) or (select app.is_a('dpo', 'head'))));
create policy "one asks for oneself or one's child" on public.rights_request for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and app.may_ask_right(person_id, kind) and (outcome is null or outcome = 'granted') and extended_at is null);
create policy "whoever asked takes it back" on public.rights_request for update
  using (school_id = app.school_id() and asked_by = app.person_id() and closed_at is null) with check (asked_by = app.person_id() and outcome = 'withdrawn');
create policy "the school answers, nobody in their own cause" on public.rights_request for update
  using (school_id = app.school_id() and app.answers_rights(person_id, asked_by)) with check (app.answers_rights(person_id, asked_by) and (closed_by is null or closed_by = app.person_id()));
grant select, insert, update (due_on, extended_at, closed_at, closed_by, outcome, ground, sealed, version) on public.rights_request to preau_app;
grant update (person_id, asked_by) on public.rights_request to preau_relations;

-- What is said to be wrong in a record and not decided yet: for those of the school who read it. A family that reads it is not told of the other's doubt.
create or replace function app.contested_about(person uuid) returns table (field text, since timestamptz) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select q.field, min(q.asked_at) from public.rights_request q
  where q.school_id = app.school_id() and q.person_id = person and q.kind = 'rectification' and q.closed_at is null
    and (app.runs_school() or person = any (array(select app.my_pupils()))) and person <> all (array(select app.my_children()))
  group by q.field order by 2
$$;
