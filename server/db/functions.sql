-- Present tense: replaced whole when it changes. Context readers are inlined; relation functions belong to preau_relations.

-- Whether a session is over: ended, past its time, or left alone on a shared machine.
create or replace function app.is_over(s directory.session) returns boolean stable language sql as $$
  select s.ended_at is not null or s.expires_at <= now() or (s.shared_device and s.seen_at <= now() - interval '20 minutes')
$$;

-- How a school stands that is leaving: nobody changes anything from a day on, and once it is locked nobody is there but the school's own work.
create or replace function app.school_standing(in_school uuid) returns text stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case when x.locked_at is not null then 'locked' when (now() at time zone s.time_zone)::date >= x.read_only_on then 'read_only' else 'open' end
  from public.school_exit x join public.school s on s.school_id = x.school_id where x.school_id = in_school and x.signed_at is not null and x.withdrawn_at is null
$$;

-- Whether a person may do nothing for now, or any more: suspended, left since sixty days, locked. Whoever was erased is nobody. The newest state that has begun decides,
-- but that to be leaving ends no suspension: who leaves is still shut out who was, until somebody lets them in again.
create or replace function app.is_locked(in_school uuid, person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.school_exit x where x.school_id = in_school and x.locked_at is not null and person <> '00000000-0000-0000-0000-000000000000')
    or coalesce((select case s.state when 'leaving' then coalesce(s.until_at, s.from_at + interval '60 days') <= now() or coalesce((select b.state = 'suspended' from public.person_state b
        where b.school_id = in_school and b.person_id = person and b.state <> 'leaving' and b.from_at <= now() order by b.from_at desc, b.id desc limit 1), false)
      when 'suspended' then true when 'alumni_locked' then true when 'guidance' then true when 'archived' then true else false end
    from public.person_state s where s.school_id = in_school and s.person_id = person and s.from_at <= now() order by s.from_at desc, s.id desc limit 1), false)
$$;

-- Whether a person has left for good, so that nobody sees or does anything in the class, the family or the school on their account any more. To be
-- suspended is not to have left.
create or replace function app.has_gone(in_school uuid, person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select coalesce((select case s.state when 'leaving' then coalesce(s.until_at, s.from_at + interval '60 days') <= now() else s.state in ('alumni_locked', 'guidance', 'archived') end
    from public.person_state s where s.school_id = in_school and s.person_id = person and s.from_at <= now() order by s.from_at desc, s.id desc limit 1), false)
$$;

-- Whether a person is leaving: reads, and changes nothing but what is their own. The newest state that has begun decides.
create or replace function app.is_leaving(in_school uuid, person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select coalesce((select s.state = 'leaving' from public.person_state s where s.school_id = in_school and s.person_id = person and s.from_at <= now()
    order by s.from_at desc, s.id desc limit 1), false)
$$;

-- The last day on which somebody who leaves may read, where the school is.
create or replace function app.last_day(in_school uuid, person uuid) returns date stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select ((coalesce(s.until_at, s.from_at + interval '60 days') - interval '1 microsecond') at time zone c.time_zone)::date
  from public.person_state s join public.school c on c.school_id = s.school_id
  where s.school_id = in_school and s.person_id = person and s.from_at <= now() order by s.from_at desc, s.id desc limit 1
$$;
-- Whether anything may still be changed in a person's name.
create or replace function app.may_change(in_school uuid, person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select not app.is_locked(in_school, person) and not app.is_leaving(in_school, person)
$$;

-- Answers 'entered' ('limited', where what is held of somebody is not served for this purpose), or what stands in the way; then nothing is set, and no row exists. What a session may not do yet (`limited`) it may do
-- where the action is made for that; `confirmed_within`: the person has said who they are within so many seconds.
create or replace function app.enter(session bytea, school uuid, person uuid, account uuid, purpose text, request uuid, action text,
  confirmed_within int default null, despite text[] default '{}') returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s directory.session; limits text;
begin
  if session is not null then
    select * into s from directory.session d where d.token_digest = session and d.account_id = account and (d.school_id, d.person_id) is not distinct from (school, person);
    if not found or app.is_over(s) then return 'ended'; end if;
    if s.limited is not null and not (s.limited = any (despite)) then return s.limited; end if;
    if s.authenticated_at < now() - make_interval(secs => confirmed_within) then return 'must_confirm'; end if;
    -- Seen once a minute; of many requests at once one writes it down, and the others do not wait.
    if s.seen_at < now() - interval '1 minute' then
      update directory.session d set seen_at = now(), expires_at = case when d.shared_device or d.limited is not null then d.expires_at else greatest(d.expires_at, now() + interval '90 days') end
      where d.id in (select u.id from directory.session u where u.id = s.id for update skip locked);
    end if;
  end if;
  if app.is_locked(school, person) then return 'ended'; end if;
  if session is not null and not ('leaving' = any (despite)) and app.is_leaving(school, person) then return 'leaving'; end if;
  if session is not null and not (array['leaving', 'closing'] && despite) and app.school_standing(school) = 'read_only' then return 'closing'; end if;
  if purpose !~ '^[a-z_]{1,40}$' or action !~ '^[a-z_.]{1,100}$' then raise exception 'app.enter: purpose or action is not a name'; end if;
  perform set_config('app.school', coalesce(school::text, ''), true);
  perform set_config('app.person', coalesce(person::text, ''), true);
  perform set_config('app.account', coalesce(account::text, ''), true);
  perform set_config('app.context', purpose || '|' || coalesce(request::text, '') || '|' || action, true);
  -- The day is the school's: at eight in the morning of the first of April it is not yet April in London, and the walls ask for places of today.
  perform set_config('TimeZone', coalesce((select c.time_zone from public.school c where c.school_id = school), 'UTC'), true);
  limits := app.limiting(school, purpose, action);
  perform set_config('app.limits', limits, true);
  return case limits when 'all' then 'limited' else 'entered' end;
end $$;

create or replace function app.school_id() returns uuid stable language sql as $$ select nullif(current_setting('app.school', true), '')::uuid $$;
create or replace function app.person_id() returns uuid stable language sql as $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create or replace function app.account_id() returns uuid stable language sql as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
create or replace function app.purpose() returns text stable language sql as $$ select split_part(current_setting('app.context', true), '|', 1) $$;
create or replace function app.request_id() returns uuid stable language sql as $$ select nullif(split_part(current_setting('app.context', true), '|', 2), '')::uuid $$;
create or replace function app.action() returns text stable language sql as $$ select split_part(current_setting('app.context', true), '|', 3) $$;

-- The roles this person holds now.
create or replace function app.my_roles() returns setof text stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.role from public.person_role r
  where r.school_id = app.school_id() and r.person_id = app.person_id() and r.from_at <= now() and (r.until_at is null or r.until_at > now())
$$;

-- Whether this person holds one of these roles now.
create or replace function app.is_a(variadic roles text[]) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.person_role r
    where r.school_id = app.school_id() and r.person_id = app.person_id() and r.role = any (roles) and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
$$;

-- The school's own work (jobs, the operator's command line) acts as the nil person; a visitor is no person at all.
create or replace function app.is_system() returns boolean stable language sql as $$
  select app.person_id() is not distinct from '00000000-0000-0000-0000-000000000000'::uuid
$$;

-- Those who run the school see the whole of it.
create or replace function app.runs_school() returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_system() or app.is_a('administrator', 'head', 'office', 'dpo')
$$;

-- At what age someone may use their rights themselves, and when others lose theirs: the numbers and their articles are in contract/ages.ts.
create or replace function app.consent_age(profile text) returns int immutable language sql as $$
  select case profile when 'EU-FR' then 15 when 'QC-PRIV' then 14 when 'QC-PUB' then 14 when 'JP' then 16 else 13 end
$$;
create or replace function app.majority(profile text) returns int immutable language sql as $$ select 18 $$;
-- The day on which somebody has lived so many years: born on 29 February, in other years that is 1 March.
create or replace function app.turns_on(born_on date, years int) returns date immutable language sql as $$
  select greatest((born_on + make_interval(years => years))::date, ((born_on - 1) + make_interval(years => years))::date + 1)
$$;
-- Whether that day has begun where the school is; a birthday that nobody has told the school has not.
create or replace function app.has_turned(born_on date, years int, time_zone text, at timestamptz) returns boolean stable language sql as $$
  select coalesce(app.turns_on(born_on, years) <= (at at time zone time_zone)::date, false)
$$;
create or replace function app.is_of_age(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.person p join public.school s on s.school_id = p.school_id
    where p.school_id = app.school_id() and p.id = person and app.has_turned(p.born_on, app.majority(coalesce(p.profile, s.profile)), s.time_zone, now()))
$$;
-- Whether this person is known to be too young to use rights alone.
create or replace function app.is_too_young() returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.person p join public.school s on s.school_id = p.school_id
    where p.school_id = app.school_id() and p.id = app.person_id() and p.born_on is not null
      and not app.has_turned(p.born_on, app.consent_age(coalesce(p.profile, s.profile)), s.time_zone, now()))
$$;

-- Guardianship as of now, the only definition of it: begun, not ended, contact not forbidden; what is lent holds until its day, unless the other
-- guardian objects, and no further than the edge it was lent from; at majority all end but what the one of age has granted; of whom has left all end.
create or replace function app.edges_now() returns table (id uuid, pupil_id uuid, guardian_id uuid, authority text, scopes text[], delegated_from uuid)
stable language sql as $$
  select g.id, g.pupil_id, g.guardian_id, g.authority,
    case when g.delegated_from is null then g.scopes else array(select unnest(g.scopes) intersect select unnest(l.scopes)) end, g.delegated_from
  from public.guardianship g join public.person p on p.school_id = g.school_id and p.id = g.pupil_id join public.school s on s.school_id = g.school_id
    left join public.guardianship l on l.school_id = g.school_id and l.id = g.delegated_from
    left join public.delegation d on d.school_id = g.school_id and d.edge_id = g.id
  where g.school_id = app.school_id() and g.from_at <= now() and (g.until_at is null or g.until_at > now()) and g.preset <> 'no_contact'
    and (g.delegated_from is null or (l.from_at <= now() and (l.until_at is null or l.until_at > now()) and l.preset <> 'no_contact'
      and d.ended_at is null and d.until_at > now() and (d.objected_at is null or d.verdict is not distinct from 'stands')))
    and (g.source = 'pupil' or not app.has_turned(p.born_on, app.majority(coalesce(p.profile, s.profile)), s.time_zone, now()))
    and not (exists (select from public.person_state o where o.school_id = g.school_id and o.person_id = g.pupil_id and o.state in ('leaving', 'alumni_locked'))
      and app.has_gone(g.school_id, g.pupil_id))
$$;

-- Which edges of a pupil hold: ids only. And one's own, with what each allows.
create or replace function app.edges_holding(pupil uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.id from app.edges_now() g where g.pupil_id = pupil
$$;
create or replace function app.my_edges() returns table (id uuid, pupil_id uuid, scopes text[], is_delegated boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.id, g.pupil_id, g.scopes, g.delegated_from is not null from app.edges_now() g where g.guardian_id = app.person_id()
$$;
-- The children of this person.
create or replace function app.my_children() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.pupil_id from app.edges_now() g where g.guardian_id = app.person_id()
$$;
-- Those of whom this person may do what a scope names; what each scope opens is said in server/modules/families/scopes.ts.
create or replace function app.my_children_for(scope text) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.pupil_id from app.edges_now() g where g.guardian_id = app.person_id() and scope = any (g.scopes)
$$;
-- The other guardians of this person's children, where the names may be known.
create or replace function app.other_guardians() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.guardian_id from app.edges_now() g where g.pupil_id = any (array(select app.my_children_for('other_guardian')))
    and not exists (select from public.protected_identity i where i.school_id = app.school_id() and i.person_id in (g.guardian_id, g.pupil_id)
      and i.from_at <= now() and (i.until_at is null or i.until_at > now()))
$$;
-- Children about whom this person decides together with others: has to be told of what another lends, and may object.
create or replace function app.my_joint_children() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.pupil_id from app.edges_now() g where g.guardian_id = app.person_id() and g.authority in ('full', 'joint') and g.delegated_from is null
$$;

-- Each branch finds its rows by an index, and the plan is made once: this is asked several times on every page.
create or replace function app.my_classes(as_role text) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan language sql as $$
  select e.class_id from public.enrolment e
  where e.school_id = app.school_id() and e.person_id = app.person_id() and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
    and case as_role when 'teacher' then e.role in ('teacher', 'substitute') when 'pupil' then e.role = 'pupil' else as_role = 'any' end
    and (e.role = 'pupil' or (select app.is_a('teacher', 'substitute'))) -- whose role has ended teaches nobody
  union all
  select e.class_id from public.enrolment e
  where as_role in ('guardian', 'any') and e.school_id = app.school_id() and e.role = 'pupil' and e.person_id = any (array(select app.my_children_for('feed')))
    and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
$$;

-- Pupils of the classes this person teaches.
create or replace function app.my_pupils() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select e.person_id from public.enrolment e
  where e.school_id = app.school_id() and e.role = 'pupil' and e.class_id = any (array(select app.my_classes('teacher')))
    and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
    and not (exists (select from public.person_state o where o.school_id = e.school_id and o.person_id = e.person_id and o.state in ('leaving', 'alumni_locked'))
      and app.has_gone(e.school_id, e.person_id))
$$;

-- Who stands in which teaching group now: its owner and those who teach it beside them, as long as they teach at the school; its pupils, as long
-- as they are pupils of a class. A group that was put away, or whose year is over, has nobody.
create or replace function app.group_people() returns table (group_id uuid, person_id uuid, stands text) stable language sql as $$
  select g.id, p.person_id, case p.role when 'pupil' then 'pupil' else 'staff' end
  from public.group_place p join public.teaching_group g on g.school_id = p.school_id and g.id = p.group_id
    join public.school_year y on y.school_id = g.school_id and y.id = g.school_year_id
  where p.school_id = app.school_id() and p.from_at <= now() and (p.until_at is null or p.until_at > now()) and g.archived_at is null and y.to_on >= current_date
    and case p.role when 'pupil' then exists (select from public.enrolment e where e.school_id = p.school_id and e.person_id = p.person_id and e.role = 'pupil'
        and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date))
      else exists (select from public.person_role r where r.school_id = p.school_id and r.person_id = p.person_id
        and r.role in ('teacher', 'substitute') and r.from_at <= now() and (r.until_at is null or r.until_at > now())) end
  union all
  select g.id, g.owner_id, 'staff' from public.teaching_group g join public.school_year y on y.school_id = g.school_id and y.id = g.school_year_id
  where g.school_id = app.school_id() and g.archived_at is null and y.to_on >= current_date
    and exists (select from public.person_role r where r.school_id = g.school_id and r.person_id = g.owner_id
      and r.role in ('teacher', 'substitute') and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
$$;
-- The groups that this person teaches, is in, or has a child in.
create or replace function app.my_groups(as_role text) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan language sql as $$
  select m.group_id from app.group_people() m where m.person_id = app.person_id()
    and case as_role when 'teacher' then m.stands = 'staff' when 'pupil' then m.stands = 'pupil' else as_role = 'any' end
  union
  select m.group_id from app.group_people() m where as_role in ('guardian', 'any') and m.stands = 'pupil'
    and m.person_id = any (array(select app.my_children_for('feed')))
$$;
-- The groups that are this person's own, as long as they teach and the group lasts.
create or replace function app.my_own_groups() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.id from public.teaching_group g join public.school_year y on y.school_id = g.school_id and y.id = g.school_year_id
  where g.school_id = app.school_id() and g.owner_id = app.person_id() and g.archived_at is null and y.to_on >= current_date and app.is_a('teacher', 'substitute')
$$;
-- Of some people, those whom this person may put into a group: pupils whom one teaches, for those who run the school any; and whoever teaches here.
create or replace function app.groupable(people uuid[], as_role text) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select e.person_id from public.enrolment e where as_role = 'pupil' and e.school_id = app.school_id() and e.role = 'pupil' and e.person_id = any (people)
    and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date) and (app.runs_school() or e.person_id = any (array(select app.my_pupils())))
  union
  select r.person_id from public.person_role r where as_role = 'teacher' and r.school_id = app.school_id() and r.role in ('teacher', 'substitute')
    and r.person_id = any (people) and r.from_at <= now() and (r.until_at is null or r.until_at > now()) and not app.is_locked(r.school_id, r.person_id)
$$;
-- The names of those who stand in a group, for whoever teaches it or runs the school: a pupil of it may be in no class of theirs.
create or replace function app.group_named(wanted uuid) returns table (id uuid, sealed bytea, stands text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct p.id, p.sealed, m.stands from app.group_people() m join public.person p on p.school_id = app.school_id() and p.id = m.person_id
  where m.group_id = wanted and (app.runs_school() or wanted = any (array(select app.my_groups('teacher'))))
$$;

-- Whose record exists for this person: oneself, one's children, one's classes' teachers; for a teacher also pupils, their guardians and colleagues.
create or replace function app.my_people() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.person_id()
  union select app.my_children()
  union select app.other_guardians()
  union select e.person_id from public.enrolment e
    where e.school_id = app.school_id() and e.role in ('teacher', 'substitute') and e.class_id = any (array(select app.my_classes('any')))
  union select e.person_id from public.enrolment e
    where e.school_id = app.school_id() and e.role = 'pupil'
      and e.class_id = any (array(select app.my_classes('teacher') union all select app.my_classes('pupil')))
      and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
      and not (exists (select from public.person_state o where o.school_id = e.school_id and o.person_id = e.person_id and o.state in ('leaving', 'alumni_locked'))
        and app.has_gone(e.school_id, e.person_id))
  union select g.guardian_id from public.guardianship g
    where g.school_id = app.school_id() and g.pupil_id = any (array(select app.my_pupils()))
      and g.from_at <= now() and (g.until_at is null or g.until_at > now())
  union select g.guardian_id from public.guardianship g
    where g.school_id = app.school_id() and g.pupil_id = app.person_id() and g.from_at <= now() and (g.until_at is null or g.until_at > now())
$$;

-- Restriction of processing. What is restricted is kept and not served: but to the person, to whoever decides about them in their own right, and to whoever
-- answers for the law. Lists that arrive and the turn of a year read and pass it over: 'changes'. One question per request, and none where no school restricts anything.
create or replace function app.limiting(school uuid, purpose text, action text) returns text stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if school is null or not exists (select from public.restriction r where r.school_id = school and (r.lifts_at is null or r.lifts_at > now())) then return ''; end if;
  if app.is_system() then
    return case when purpose in ('legal', 'security', 'self') then '' when purpose in ('enrolment', 'administration') then 'changes' else 'all' end;
  end if;
  if purpose = 'legal' and (app.is_a('dpo', 'head') or (action ~ '^privacy[.]' and app.runs_school())) then return ''; end if;
  return 'all';
end $$;
-- Whose data is restricted for whoever asks, and which tables of it; null: all.
create or replace function app.limited_now() returns table (person_id uuid, tables text[], locale text) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.person_id, r.tables, s.locale from public.restriction r join public.school s on s.school_id = r.school_id
  where r.school_id = app.school_id() and (r.lifts_at is null or r.lifts_at > now())
    and r.person_id is distinct from app.person_id() and r.person_id <> all (array(select app.my_joint_children()))
    and not (app.purpose() in ('self', 'legal') and r.person_id = any (array(select app.my_children_for('copies'))))
$$;
create or replace function app.limited(of_table text) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select l.person_id from app.limited_now() l where l.tables is null or of_table = any (l.tables)
$$;
create or replace function app.is_unlimited() returns boolean stable language sql as $$ select coalesce(current_setting('app.limits', true), '') = '' $$;
create or replace function app.may_pass_over() returns boolean stable language sql as $$ select coalesce(current_setting('app.limits', true), '') <> 'all' $$;

-- Of whom nothing may go: two have signed, nobody has let go, and the day on which somebody has to look again has not passed.
create or replace function app.held_people() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select h.person_id from public.legal_hold h join public.school s on s.school_id = h.school_id
  where h.school_id = app.school_id() and h.signed_at is not null and h.ended_at is null and h.review_on >= (now() at time zone s.time_zone)::date
$$;

-- Whose rows were held at an instant, and whose are since then: what is counted once and goes in portions is the same for both.
create or replace function app.held_people_at(instant timestamptz) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select h.person_id from public.legal_hold h join public.school s on s.school_id = h.school_id
  where h.school_id = app.school_id() and h.signed_at <= instant and (h.ended_at is null or h.ended_at > instant)
    and h.review_on >= (instant at time zone s.time_zone)::date
$$;
create or replace function app.held_since(instant timestamptz, up_to timestamptz) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select h.person_id from public.legal_hold h where h.school_id = app.school_id() and h.signed_at > instant and h.signed_at <= up_to
  except select app.held_people_at(instant)
$$;

-- What a visitor may find with a secret in hand. Each returns ids only, and nothing without the right digest.

create or replace function app.class_key_for(key_digests bytea[]) returns table (school_id uuid, class_key_id uuid, class_id uuid, sealed bytea, school text, slug text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select k.school_id, k.id, k.class_id, c.sealed, s.name, s.slug
  from vault.blind_index b join public.class_key k on k.school_id = b.target_school and k.id = b.target_id
    join public.class c on c.school_id = k.school_id and c.id = k.class_id join public.school s on s.school_id = k.school_id
  where b.school_id = '00000000-0000-0000-0000-000000000000' and b.kind = 'class_key' and b.digest = any (key_digests)
    and k.revoked_at is null and k.ends_on >= current_date
$$;

-- The request that a token from a mail belongs to, as long as it can still be confirmed.
create or replace function app.join_request_for(token bytea) returns table (school_id uuid, id uuid, class_id uuid, sealed bytea, locale text, slug text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.school_id, r.id, r.class_id, r.sealed, r.locale, s.slug from public.join_request r join public.school s on s.school_id = r.school_id
  where r.token_digest = token and r.confirmed_at is null and r.withdrawn_at is null and r.expires_at > now()
$$;

-- The account in hand confirms the request whose token it has; false when another did so a moment before.
create or replace function app.confirm_join_request(token bytea) returns boolean
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  with confirmed as (
    update public.join_request r set account_id = app.account_id(), confirmed_at = now(), token_digest = null, version = r.version + 1
    where r.token_digest = token and r.confirmed_at is null and r.withdrawn_at is null and r.expires_at > now() and app.account_id() is not null returning 1)
  select exists (select from confirmed)
$$;

-- What the one who asked may see of the own requests, in whatever school.
create or replace function app.my_join_requests() returns table (school_id uuid, id uuid, class_id uuid, sealed bytea, class_sealed bytea, school text, slug text, made_at timestamptz, expires_at timestamptz,
  withdrawn_at timestamptz, decided_at timestamptz, linked_at timestamptz, verdict text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.school_id, r.id, r.class_id, r.sealed, c.sealed, s.name, s.slug, r.made_at, r.expires_at, r.withdrawn_at, r.decided_at, r.linked_at, r.verdict
  from public.join_request r join public.class c on c.school_id = r.school_id and c.id = r.class_id join public.school s on s.school_id = r.school_id
  where r.account_id = app.account_id() order by r.made_at desc
$$;

create or replace function app.account_for(in_school uuid, index_kind text, digests bytea[]) returns table (account_id uuid, password_hash text, must_change boolean, locale text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select a.id, a.password_hash, a.must_change, a.locale from vault.blind_index b
    left join directory.membership m on index_kind = 'username' and m.school_id = b.school_id and m.person_id = b.target_id
    join directory.account a on a.id = coalesce(m.account_id, b.target_id)
  where b.school_id = in_school and b.kind = index_kind and b.digest = any (digests)
$$;

-- Whether an account has been signed in from a device before, with the password of now.
create or replace function app.knows_device(account uuid, shown bytea) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from directory.session s where s.account_id = account and s.device_digest = shown and s.limited is distinct from 'second_step'
    and s.started_at > now() - interval '180 days'
    and s.started_at >= coalesce((select a.password_changed_at from directory.account a where a.id = account), '-infinity'))
$$;

-- What signing in begins with, in one question: whether it has to wait; if not, a try at this name is counted, and the account is said with
-- its person in the school, if there are any. A device that the account knows has tries of its own, so that neither strangers who guess at the
-- name nor neighbours behind the same address make it wait. From where it came is only looked at: a wrong try counts it, and a thousand right
-- ones at eight o'clock do not wait for one row. Planned once: to find two digests by index costs a fifth of thinking about it.
create or replace function app.begin_sign_in(name_tried bytea, free int, came_from bytea, in_school uuid, home uuid, index_kind text, digests bytea[], shown bytea, device_tried bytea)
returns table (seconds int, account_id uuid, password_hash text, person_id uuid, is_known boolean)
volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language plpgsql as $$
declare f record;
begin
  perform set_config('synchronous_commit', 'off', true); -- a power cut may forget a try
  select * into f from app.account_for(home, index_kind, digests);
  is_known := coalesce(app.knows_device(f.account_id, shown), false);
  seconds := case when is_known then app.begin_try(device_tried, free) else coalesce(app.throttled(came_from), app.begin_try(name_tried, free)) end;
  if seconds is null then
    begin_sign_in.account_id := f.account_id;
    begin_sign_in.password_hash := f.password_hash;
    begin_sign_in.person_id := (select m.person_id from directory.membership m
      where m.account_id = f.account_id and m.school_id = in_school and not app.is_locked(m.school_id, m.person_id) order by m.person_id limit 1);
  end if;
  return next;
end $$;

create or replace function app.session_for(token bytea) returns table (id uuid, account_id uuid, school_id uuid, person_id uuid, expires_at timestamptz, shared_device boolean, limited text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.id, s.account_id, s.school_id, s.person_id, s.expires_at, s.shared_device, s.limited
  from directory.session s where s.token_digest = token and not app.is_over(s) and not app.is_locked(s.school_id, s.person_id)
$$;

-- The schools of an account, across schools: what the switcher shows. Where the person is locked, the account is nobody.
create or replace function app.my_memberships() returns table (school_id uuid, person_id uuid, slug text, name text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.school_id, m.person_id, s.slug, s.name from directory.membership m join public.school s on s.school_id = m.school_id
  where m.account_id = app.account_id() and not app.is_locked(m.school_id, m.person_id)
$$;

create or replace function app.school_for(wanted_slug text) returns table (school_id uuid, slug text, name text, locale text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.school_id, s.slug, s.name, s.locale from public.school s where s.slug = wanted_slug
    and not exists (select from public.school_exit x where x.school_id = s.school_id and x.destroyed_at is not null)
$$;

create or replace function app.schools() returns table (school_id uuid, slug text, name text, locale text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.school_id, s.slug, s.name, s.locale from public.school s
  where not exists (select from public.school_exit x where x.school_id = s.school_id and x.destroyed_at is not null) order by s.created_at
$$;

-- Uses up the one-time set-up code; false when it is wrong or was used.
create or replace function app.use_setup_code(code_digest bytea) returns boolean
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  with used as (update directory.installation set setup_digest = null, setup_used_at = now() where setup_digest = code_digest returning 1)
  select exists (select from used)
$$;

-- What has been tried too often has to wait: 0.5 s doubled from one try to the next once the free ones are used up, at most 15 minutes.
create or replace function app.wait_after(tries int, free int) returns interval immutable language sql as $$
  select case when tries <= free then interval '0' else least(interval '15 minutes', interval '0.5 seconds' * power(2, least(tries - free, 12) - 1)) end
$$;
create or replace function app.throttled(what bytea) returns int
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select ceil(extract(epoch from t.until_at - now()))::int from directory.throttle t where t.digest = what and t.until_at > now()
$$;
create or replace function app.count_wrong_try(what bytea, free int) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  insert into directory.throttle as t (digest, tries, first_at, until_at) values (what, 1, now(), now())
  on conflict (digest) do update set
    tries = case when t.first_at < now() - interval '1 day' then 1 else t.tries + 1 end,
    first_at = case when t.first_at < now() - interval '1 day' then now() else t.first_at end,
    -- in the past as long as nothing has to wait, as in begin_try
    until_at = case when t.first_at < now() - interval '1 day' or t.tries < free then to_timestamp(0) else now() + app.wait_after(t.tries + 1, free) end
$$;
-- A wrong try at a name counts for where it came from once a day: who mistypes thirty times is one, who guesses at thirty names is thirty.
create or replace function app.count_wrong_from(name_from bytea, came_from bytea, free int) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  with counted as (insert into directory.throttle as t (digest, tries, first_at, until_at) values (name_from, 1, now(), to_timestamp(0))
    on conflict (digest) do update set tries = 1, first_at = now() where t.first_at < now() - interval '1 day' returning 1)
  select app.count_wrong_try(came_from, free) from counted
$$;
-- Counts a try before it is known to be wrong, unless it has to wait: then says how many seconds. Of many at once each sees those before.
create or replace function app.begin_try(what bytea, free int) returns int
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  with counted as (
    insert into directory.throttle as t (digest, tries, first_at, until_at) values (what, 1, now(), to_timestamp(0))
    on conflict (digest) do update set
      tries = case when t.first_at < now() - interval '1 day' then 1 else t.tries + 1 end,
      first_at = case when t.first_at < now() - interval '1 day' then now() else t.first_at end,
      -- as long as nothing has to wait this stays in the past: who began earlier and comes later must not wait either
      until_at = case when t.first_at < now() - interval '1 day' or t.tries < free then t.until_at else now() + app.wait_after(t.tries + 1, free) end
      where t.until_at <= now()
    returning 1)
  select case when exists (select from counted) then null
    else coalesce((select greatest(1, ceil(extract(epoch from t.until_at - now())))::int from directory.throttle t where t.digest = what), 1) end
$$;
-- Nobody's wrong tries are remembered for longer than a day.
create or replace function app.sweep_tries() returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  delete from directory.throttle where first_at < now() - interval '1 day' and until_at < now()
$$;
-- The try was right after all.
create or replace function app.forgive_try(what bytea) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  update directory.throttle set tries = greatest(0, tries - 1), until_at = to_timestamp(0) where digest = what
$$;
-- The name was right in the end: what it counted for where it came from is given back.
create or replace function app.forgive_from(name_from bytea, came_from bytea) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  with gone as (delete from directory.throttle t where t.digest = name_from returning 1)
  select app.forgive_try(came_from) from gone
$$;
create or replace function app.clear_tries(what bytea) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$ delete from directory.throttle where digest = what $$;

create or replace function app.is_live_key(key_id uuid, of_class uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.class_key k where k.school_id = app.school_id() and k.id = key_id and k.class_id = of_class and k.revoked_at is null and k.ends_on >= current_date)
$$;

-- Slips. Whether teachers of this school print those of their own classes.
create or replace function app.teachers_print_slips() returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.slip_setting s where s.school_id = app.school_id() and s.teachers_print)
$$;
-- The pupils whom this person may help back in: those one teaches, and one's children where one may sign for them.
create or replace function app.my_charges() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.my_pupils() union select app.my_children_for('sign')
$$;
-- Whose codes one may make: everyone's for the office; for a teacher the own pupils' and their guardians', where the school says so.
create or replace function app.my_slip_people() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p from app.my_charges() p where app.action() = 'activation.reset.start'
  union select p from app.my_pupils() p where app.teachers_print_slips()
  union select g.guardian_id from app.edges_now() g where app.teachers_print_slips() and g.pupil_id = any (array(select app.my_pupils()))
$$;
-- Whose role one may give or end alone: the office those who teach; administrator or head everyone's.
create or replace function app.may_give(role text) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_a('administrator', 'head') or (role in ('teacher', 'substitute') and app.is_a('office'))
$$;
create or replace function app.is_office() returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_system() or app.is_a('administrator', 'head', 'office')
$$;
-- The language of a person's account, and so whether there is one: nothing else of it.
create or replace function app.locale_of(person uuid) returns text stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select a.locale from directory.membership m join directory.account a on a.id = m.account_id where m.school_id = app.school_id() and m.person_id = person
$$;
-- Which of these live under protection, so that no slip says their names.
create or replace function app.protected_among(people uuid[]) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select i.person_id from public.protected_identity i where i.school_id = app.school_id() and i.person_id = any (people)
    and i.from_at <= now() and (i.until_at is null or i.until_at > now())
$$;
-- What the code of a slip opens, while it can be used.
create or replace function app.activation_for(digests bytea[]) returns table (school_id uuid, id uuid, person_id uuid, account_id uuid, slug text, locale text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select c.school_id, c.id, c.person_id, m.account_id, s.slug, s.locale from public.activation_code c
    join public.school s on s.school_id = c.school_id left join directory.membership m on m.school_id = c.school_id and m.person_id = c.person_id
  where c.code_digest = any (digests) and c.used_at is null and c.voided_at is null and c.expires_at > now() and not app.is_locked(c.school_id, c.person_id)
$$;

-- Whether the account of a person is somebody in another school too.
create or replace function app.is_elsewhere(in_school uuid, person uuid) returns boolean
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from directory.membership m join directory.membership o on o.account_id = m.account_id and o.school_id <> m.school_id
    where m.school_id = in_school and m.person_id = person)
$$;
-- A school that helps somebody back in opens nothing of another school: the person goes on with the account in hand, the sessions of before
-- end, and the old account stays with the others. Only with a code of the person that was used just now.
create or replace function app.part_from_account(in_school uuid, person uuid) returns void
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not exists (select from public.activation_code c where c.school_id = in_school and c.person_id = person and c.used_at > now() - interval '5 minutes') then
    raise exception 'app.part_from_account: no code was used';
  end if;
  update directory.session s set ended_at = now() where s.school_id = in_school and s.person_id = person and s.ended_at is null;
  update directory.membership m set account_id = app.account_id() where m.school_id = in_school and m.person_id = person;
end $$;

-- The only way into the queue. Its tables belong to preau_queue; the runtime role can add a job and cannot read one.
create or replace function app.job(task text, payload json, after_seconds int, key text) returns void
volatile security definer set search_path = graphile_worker, pg_temp language sql as $$
  select graphile_worker.add_job(task, payload, run_at := now() + make_interval(secs => after_seconds), job_key := key, max_attempts := 8)
$$;
alter function app.job(text, json, int, text) owner to preau_queue;
