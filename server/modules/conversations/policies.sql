-- What everybody begins with, and what this school has made of it.
create or replace function app.writing_rules_now() returns table (line text, school_may text, family_may text, read_by text[], reports_to text, acts_id uuid, days int, version int)
stable language sql as $$
  select d.line, coalesce(w.school_may, d.school_may), coalesce(w.family_may, d.family_may), coalesce(w.read_by, d.read_by), coalesce(w.reports_to, d.reports_to), w.acts_id,
    coalesce(w.days, d.days), coalesce(w.version, 0)
  from (values ('teacher_guardian', 'begin', 'begin', '{}'::text[], 'head', 3), ('office_guardian', 'begin', 'begin', '{}', 'head', 3),
    ('teacher_pupil', 'begin', 'begin', '{head}', 'head', 3), ('office_pupil', 'begin', 'answer', '{head}', 'head', 3),
    ('group_guardian', 'begin', 'begin', '{}', 'head', 3), ('group_pupil', 'begin', 'begin', '{head}', 'head', 3)) as d (line, school_may, family_may, read_by, reports_to, days)
    left join public.writing_rule w on w.school_id = app.school_id() and w.line = d.line
$$;

-- Whether a conversation that was handed over is this teacher's nevertheless: before the successor's first day, and after a substitute's last.
create or replace function app.keeps_conversation(conversation uuid, teacher uuid) returns boolean stable language sql as $$
  select exists (select from public.hand_over_item i join public.hand_over h on h.school_id = i.school_id and h.id = i.hand_over_id
    where i.school_id = app.school_id() and i.kind = 'conversation_teacher_id' and i.target_id = conversation and h.from_id = teacher and h.undone_at is null
      and (h.from_on > current_date or h.until_on < current_date))
$$;

-- Who takes part in which conversation now, and as what: the only definition of it, asked in both directions. Of the family those whom it was begun
-- with, as long as they may write about the pupil; where there are two, as long as each may know of the other. Of the school whoever teaches the
-- class or the group that the pupil is in, or works in the office. Each branch begins with one person or one conversation; the laterals see to it that
-- the rest is found by index for each, and that nobody joins the whole school.
create or replace function app.conversation_people() returns table (conversation_id uuid, person_id uuid, stands text) stable language sql as $$
  select c.id, m.person_id, 'family' from public.conversation_member m join public.conversation c on c.school_id = m.school_id and c.id = m.conversation_id
    cross join lateral (select e.scopes from app.edges_now() e where e.pupil_id = c.pupil_id and e.guardian_id = m.person_id and 'message' = any (e.scopes) offset 0) g
  where m.school_id = app.school_id() and c.line like '%guardian'
    and (not exists (select from public.conversation_member o where o.school_id = m.school_id and o.conversation_id = m.conversation_id and o.person_id <> m.person_id)
      or ('other_guardian' = any (g.scopes) and not exists (select from public.protected_identity i join public.conversation_member o on o.school_id = i.school_id and o.conversation_id = c.id
        where i.school_id = m.school_id and i.person_id in (o.person_id, c.pupil_id) and i.from_at <= now() and (i.until_at is null or i.until_at > now()))))
  union all
  select c.id, m.person_id, 'family' from public.conversation_member m join public.conversation c on c.school_id = m.school_id and c.id = m.conversation_id and c.pupil_id = m.person_id
    join public.person_role r on r.school_id = m.school_id and r.person_id = m.person_id and r.role = 'pupil' and r.from_at <= now() and (r.until_at is null or r.until_at > now())
  where m.school_id = app.school_id() and c.line like '%pupil'
  union all
  select c.id, e.person_id, 'teacher' from public.enrolment e join public.conversation c on c.school_id = e.school_id and c.class_id = e.class_id and (c.teacher_id is null or c.teacher_id = e.person_id or app.keeps_conversation(c.id, e.person_id))
    cross join lateral (select from public.enrolment p where p.school_id = c.school_id and p.person_id = c.pupil_id and p.class_id = c.class_id and p.role = 'pupil'
      and p.from_on <= current_date and (p.until_on is null or p.until_on >= current_date) limit 1) pupil
  where e.school_id = app.school_id() and e.role in ('teacher', 'substitute') and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
    and exists (select from public.person_role r where r.school_id = e.school_id and r.person_id = e.person_id and r.role in ('teacher', 'substitute')
      and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
  union all
  select c.id, t.person_id, 'teacher' from app.group_people() t join public.conversation c on c.school_id = app.school_id() and c.group_id = t.group_id
    cross join lateral (select from app.group_people() p where p.group_id = c.group_id and p.person_id = c.pupil_id and p.stands = 'pupil' limit 1) pupil
  where t.stands = 'staff' and c.group_id is not null
  union all
  select distinct c.id, r.person_id, 'office' from public.person_role r join public.conversation c on c.school_id = r.school_id and c.line in ('office_guardian', 'office_pupil')
  where r.school_id = app.school_id() and r.role in ('administrator', 'head', 'office') and r.from_at <= now() and (r.until_at is null or r.until_at > now())
$$;
-- Those that this person takes part in, on one side.
create or replace function app.my_conversations_as(side text) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select p.conversation_id from app.conversation_people() p where p.person_id = app.person_id() and (p.stands = 'family') = (side = 'family')
$$;
create or replace function app.my_conversations() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select p.conversation_id from app.conversation_people() p where p.person_id = app.person_id()
$$;
-- The same, once, with the side or sides on which one stands: to enumerate them is what a page of them costs.
create or replace function app.my_sides() returns table (conversation_id uuid, is_family boolean, is_school boolean)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select p.conversation_id, bool_or(p.stands = 'family'), bool_or(p.stands <> 'family') from app.conversation_people() p where p.person_id = app.person_id() group by 1
$$;
-- Those that one only looks into, to protect somebody: by the school's table, or because a message of it waits for one's decision. Asked for any
-- other purpose there are none.
create or replace function app.overseen_conversations() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select c.id from public.conversation c join app.writing_rules_now() w on w.line = c.line
  where app.purpose() = 'safeguarding' and c.school_id = app.school_id() and exists (select from public.person_role r where r.school_id = c.school_id and r.person_id = app.person_id()
    and r.role = any (w.read_by) and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
  union
  select r.conversation_id from public.message_report r where app.purpose() = 'safeguarding' and r.school_id = app.school_id() and r.acts_id = app.person_id() and r.decided_at is null
    and app.is_a('administrator', 'head', 'office', 'dpo')
$$;
-- In which one may say something: begun by the other side, an answer is enough.
create or replace function app.writable_conversations(side text) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select c.id from public.conversation c join app.writing_rules_now() w on w.line = c.line
  where c.school_id = app.school_id() and c.id = any (array(select app.my_conversations_as(side)))
    and case case side when 'family' then w.family_may else w.school_may end when 'begin' then true when 'answer' then c.begun_side <> side else false end
$$;
-- Whether one may begin such a conversation about this pupil.
create or replace function app.may_begin(on_line text, side text, pupil uuid, of_class uuid, with_teacher uuid, of_group uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from app.writing_rules_now() w where w.line = on_line and case side when 'family' then w.family_may else w.school_may end = 'begin')
    and case side
      when 'family' then case when on_line like '%guardian' then pupil = any (array(select app.my_children_for('message'))) else pupil = app.person_id() and app.is_a('pupil') end
      else case when of_group is not null then of_group = any (array(select app.my_groups('teacher')))
        when of_class is null then app.is_a('administrator', 'head', 'office')
        else of_class = any (array(select app.my_classes('teacher'))) and coalesce(with_teacher, app.person_id()) = app.person_id() end end
    and (of_group is null or exists (select from app.group_people() p where p.group_id = of_group and p.person_id = pupil and p.stands = 'pupil'))
    and (of_class is null or exists (select from public.enrolment e where e.school_id = app.school_id() and e.class_id = of_class and e.person_id = pupil and e.role = 'pupil'
      and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)))
    and (with_teacher is null or exists (select from public.enrolment e where e.school_id = app.school_id() and e.class_id = of_class and e.person_id = with_teacher and e.role in ('teacher', 'substitute')
      and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)))
$$;
-- Whether somebody of the family belongs in a conversation that one begins just now.
create or replace function app.may_be_member(conversation uuid, person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.conversation c where c.school_id = app.school_id() and c.id = conversation and c.begun_by = app.person_id() and app.action() = 'conversation.begin'
    and case when c.line like '%guardian' then exists (select from app.edges_now() g where g.pupil_id = c.pupil_id and g.guardian_id = person and 'message' = any (g.scopes))
      else person = c.pupil_id end)
$$;
-- Whom one can write to. For the family: each child (or oneself) with its classes and their teachers. Names of the other side's staff are no secret.
create or replace function app.my_partners() returns table (pupil_id uuid, pupil_sealed bytea, class_id uuid, class_sealed bytea, teacher_id uuid, teacher_sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, p.sealed, c.id, c.sealed, t.id, t.sealed
  from public.person p
    left join public.enrolment e on e.school_id = p.school_id and e.person_id = p.id and e.role = 'pupil' and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
    left join public.class c on c.school_id = e.school_id and c.id = e.class_id
    left join public.enrolment te on te.school_id = e.school_id and te.class_id = e.class_id and te.role in ('teacher', 'substitute') and te.from_on <= current_date and (te.until_on is null or te.until_on >= current_date)
      and exists (select from public.person_role r where r.school_id = te.school_id and r.person_id = te.person_id and r.role in ('teacher', 'substitute') and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
    left join public.person t on t.school_id = te.school_id and t.id = te.person_id
  where p.school_id = app.school_id() and (p.id = any (array(select app.my_children_for('message'))) or (p.id = app.person_id() and app.is_a('pupil')))
$$;
-- The groups of each child, or one's own, and who teaches them: they are written to together.
create or replace function app.my_group_partners() returns table (pupil_id uuid, group_id uuid, group_sealed bytea, teacher_id uuid, teacher_sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.person_id, g.id, g.sealed, t.person_id, s.sealed from app.group_people() p join public.teaching_group g on g.school_id = app.school_id() and g.id = p.group_id
    join app.group_people() t on t.group_id = p.group_id and t.stands = 'staff' join public.person s on s.school_id = app.school_id() and s.id = t.person_id
  where p.stands = 'pupil' and (p.person_id = any (array(select app.my_children_for('message'))) or (p.person_id = app.person_id() and app.is_a('pupil')))
$$;
-- What the groups are called that these conversations are with, for whoever takes part in them or looks into them.
create or replace function app.groups_in(conversations uuid[]) returns table (id uuid, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select distinct g.id, g.sealed from public.conversation c join public.teaching_group g on g.school_id = c.school_id and g.id = c.group_id
  where c.school_id = app.school_id() and c.id = any (conversations) and (c.id = any (array(select app.my_conversations())) or c.id = any (array(select app.overseen_conversations())))
$$;
-- For the school: some pupils and those who may be written to about each. Whoever may not is not there, and nothing says so. Who may ask for which
-- pupils, the four that follow say.
create or replace function app.families_of(pupils uuid[]) returns table (pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean)
stable language sql as $$
  select p.id, p.sealed, g.guardian_id, (select a.sealed from public.person a where a.school_id = p.school_id and a.id = g.guardian_id),
    exists (select from directory.membership m where m.school_id = p.school_id and m.person_id = g.guardian_id),
    'other_guardian' = any (g.scopes) and not exists (select from public.protected_identity i where i.school_id = p.school_id and i.person_id in (p.id, g.guardian_id)
      and i.from_at <= now() and (i.until_at is null or i.until_at > now()))
  from public.person p left join app.edges_now() g on g.pupil_id = p.id and 'message' = any (g.scopes)
  where p.school_id = app.school_id() and p.id = any (pupils)
$$;
-- Of a class, and of a group: for whoever teaches it, and for the office.
create or replace function app.families_of_class(of_class uuid) returns table (pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select f.* from app.families_of(array(select e.person_id from public.enrolment e where e.school_id = app.school_id() and e.class_id = of_class and e.role = 'pupil'
    and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date))) f
  where of_class = any (array(select app.my_classes('teacher'))) or app.is_a('administrator', 'head', 'office')
$$;
create or replace function app.families_of_group(of_group uuid) returns table (pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select f.* from app.families_of(array(select p.person_id from app.group_people() p where p.group_id = of_group and p.stands = 'pupil')) f
  where of_group = any (array(select app.my_groups('teacher'))) or app.is_a('administrator', 'head', 'office')
$$;
-- For the office: of all who are in no class now.
create or replace function app.families_without_class() returns table (pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select f.* from app.families_of(array(select r.person_id from public.person_role r
    where r.school_id = app.school_id() and r.role = 'pupil' and r.from_at <= now() and (r.until_at is null or r.until_at > now())
      and not app.is_locked(r.school_id, r.person_id) and not exists (select from public.enrolment e where e.school_id = r.school_id and e.person_id = r.person_id and e.role = 'pupil'
        and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)))) f
  where app.is_a('administrator', 'head', 'office')
$$;
-- For the office: of one pupil, who need not be in any class.
create or replace function app.family_of_pupil(of_pupil uuid) returns table (pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select f.* from app.families_of(array(select r.person_id from public.person_role r
    where r.school_id = app.school_id() and r.person_id = of_pupil and r.role = 'pupil' and r.from_at <= now() and (r.until_at is null or r.until_at > now()))) f
  where app.is_a('administrator', 'head', 'office')
$$;
-- The same for whoever of the family begins one together: the other guardians who may know of each other.
create or replace function app.partners_beside(pupil uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.guardian_id from app.edges_now() g where g.pupil_id = pupil and 'message' = any (g.scopes) and 'other_guardian' = any (g.scopes)
    and g.guardian_id = any (array(select app.other_guardians())) and g.guardian_id <> app.person_id()
$$;
-- Everyone who stands in these conversations, with the names that the reader may know: the school's side knows all; the family the school's staff,
-- the pupil, and of others only those whom the rights matrix lets it know.
create or replace function app.names_in(conversations uuid[]) returns table (conversation_id uuid, person_id uuid, stands text, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  with seen as (select c.* from public.conversation c where c.school_id = app.school_id() and c.id = any (conversations)
      and (c.id = any (array(select app.my_conversations())) or c.id = any (array(select app.overseen_conversations())))),
    met as (
      select s.id, s.pupil_id as person_id, 'pupil' as stands from seen s
      union select s.id, m.person_id, 'family' from seen s join public.conversation_member m on m.school_id = s.school_id and m.conversation_id = s.id where m.person_id <> s.pupil_id
      union select s.id, x.person_id, 'school' from seen s cross join lateral (values (s.teacher_id), (s.assigned_to), (s.closed_by)) as x (person_id) where x.person_id is not null
      union select s.id, g.author_id, 'school' from seen s join public.message g on g.school_id = s.school_id and g.conversation_id = s.id and g.side = 'school' where g.author_id is not null
      union select s.id, n.author_id, 'school' from seen s join public.conversation_note n on n.school_id = s.school_id and n.conversation_id = s.id where n.author_id is not null
      union select s.id, r.person_id, 'school' from seen s join public.conversation_reading r on r.school_id = s.school_id and r.conversation_id = s.id -- a colleague who has only read it
        where not exists (select from public.conversation_member m where m.school_id = r.school_id and m.conversation_id = r.conversation_id and m.person_id = r.person_id)
      union select s.id, r.acts_id, 'school' from seen s join public.message_report r on r.school_id = s.school_id and r.conversation_id = s.id where r.acts_id is not null)
  select m.id, m.person_id, m.stands, case when m.stands <> 'family' or m.person_id = app.person_id() or m.id = any (array(select app.my_conversations_as('school')))
    or m.id = any (array(select app.overseen_conversations())) or m.person_id = any (array(select app.other_guardians())) then p.sealed end
  from met m join public.person p on p.school_id = app.school_id() and p.id = m.person_id
$$;
-- Who can read a conversation now: those who take part, and those who may look into it to protect somebody. Whoever is suspended or gone reads nothing.
create or replace function app.conversation_readers(conversation uuid) returns table (person_id uuid, stands text, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  with allowed as (select conversation as id where conversation = any (array(select app.my_conversations())) or conversation = any (array(select app.overseen_conversations()))),
    found as materialized ( -- or else everybody of the school is asked whether they are locked, before their role
      select p.person_id, p.stands from app.conversation_people() p where p.conversation_id = conversation and exists (select from allowed)
      union all
      select r.person_id, 'overseer' from public.conversation c join app.writing_rules_now() w on w.line = c.line
        join public.person_role r on r.school_id = c.school_id and r.role in ('head', 'administrator', 'dpo') and r.role = any (w.read_by)
          and r.from_at <= now() and (r.until_at is null or r.until_at > now())
      where c.school_id = app.school_id() and c.id = conversation and exists (select from allowed))
  select f.person_id, (array['family', 'teacher', 'office', 'overseer'])[min(array_position(array['family', 'teacher', 'office', 'overseer'], f.stands))], p.sealed
  from found f join public.person p on p.school_id = app.school_id() and p.id = f.person_id
  where not app.is_locked(app.school_id(), f.person_id) group by f.person_id, p.sealed
$$;
-- How far the other side has read, of those who let it be known, and not in their quiet hours.
create or replace function app.readings_of(conversations uuid[], at timestamptz) returns table (conversation_id uuid, person_id uuid, message_id uuid, read_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select r.conversation_id, r.person_id, r.message_id, r.read_at from public.conversation_reading r
    join app.conversation_people() p on p.conversation_id = r.conversation_id and p.person_id = r.person_id
  where r.school_id = app.school_id() and r.conversation_id = any (conversations) and p.conversation_id = any (conversations) and r.shown_at <= at and r.person_id <> app.person_id()
    and ((p.stands = 'family' and r.conversation_id = any (array(select app.my_conversations_as('school'))))
      or (p.stands <> 'family' and r.conversation_id = any (array(select app.my_conversations_as('family')))))
    and not exists (select from public.reading_choice o where o.school_id = r.school_id and o.person_id = r.person_id and not o.is_shown)
$$;
-- Who decides about a message that was reported: whom the school has named, else the first of the role, of the head, of the administration; never
-- who wrote it or who reports it.
create or replace function app.who_acts(message uuid) returns table (person_id uuid, days int) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.person_id, w.days from public.message g join public.conversation c on c.school_id = g.school_id and c.id = g.conversation_id join app.writing_rules_now() w on w.line = c.line
    join public.person_role r on r.school_id = g.school_id and (r.role in (w.reports_to, 'head', 'administrator') or (r.person_id = w.acts_id and r.role in ('administrator', 'head', 'office', 'dpo')))
      and r.from_at <= now() and (r.until_at is null or r.until_at > now())
  where g.school_id = app.school_id() and g.id = message and g.conversation_id = any (array(select app.my_conversations()))
    and r.person_id is distinct from g.author_id and r.person_id <> app.person_id() and not app.is_locked(g.school_id, r.person_id)
  order by r.person_id is not distinct from w.acts_id desc, r.role = w.reports_to desc, r.role = 'head' desc, r.from_at, r.person_id limit 1
$$;
-- Who is told of a message, as long as it is there to be read: the other side, and of the office whoever sees to it.
create or replace function app.told_of_message(message uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct p.person_id from public.message m join public.conversation c on c.school_id = m.school_id and c.id = m.conversation_id join app.conversation_people() p on p.conversation_id = c.id
  where app.is_system() and m.school_id = app.school_id() and m.id = message and m.state = 'sent' and p.person_id is distinct from m.author_id and (m.side = 'family' or p.stands = 'family')
    and (p.stands <> 'office' or c.assigned_to is null or c.assigned_to = p.person_id)
$$;
-- What goes on with somebody else by a hand-over: conversations that were its teacher's alone, and open ones of its classes and groups in which that teacher wrote.
create or replace function app.passed_with(hand_over uuid) returns table (conversation_id uuid, pupil_id uuid) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select c.id, c.pupil_id from public.hand_over h join public.hand_over_item i on i.school_id = h.school_id and i.hand_over_id = h.id
    join public.conversation c on c.school_id = h.school_id and c.state = 'open' and (i.kind = 'conversation_teacher_id' and c.id = i.target_id
      or (i.kind = 'class' and c.class_id = i.target_id and c.teacher_id is null or i.kind = 'teaching_group_owner_id' and c.group_id = i.target_id)
        and exists (select from public.message g where g.school_id = c.school_id and g.conversation_id = c.id and g.author_id = h.from_id))
  where h.school_id = app.school_id() and h.id = hand_over and app.runs_school()
$$;
-- Who goes on in these conversations, and from when on, for whoever takes part in them: for sixty days. Names of staff are no secret.
create or replace function app.goes_on_with(conversation uuid) returns table (person_id uuid, sealed bytea, from_on date, until_on date) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select h.to_id, p.sealed, h.from_on, h.until_on from public.conversation c
    join public.hand_over_item i on i.school_id = c.school_id and (i.kind = 'conversation_teacher_id' and i.target_id = c.id
      or i.kind = 'class' and i.target_id = c.class_id and c.teacher_id is null or i.kind = 'teaching_group_owner_id' and i.target_id = c.group_id)
    join public.hand_over h on h.school_id = i.school_id and h.id = i.hand_over_id and h.undone_at is null and h.from_on > current_date - 60 and h.made_at > c.begun_at
      and coalesce(h.until_on >= current_date, true)
    join public.person p on p.school_id = h.school_id and p.id = h.to_id
  where c.school_id = app.school_id() and c.id = conversation and c.id = any (array(select app.my_conversations())) order by h.made_at desc limit 1
$$;
-- Of the family, whoever is to be told that somebody else goes on.
create or replace function app.family_of(conversation uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct p.person_id from app.conversation_people() p where app.is_system() and p.conversation_id = conversation and p.stands = 'family'
$$;
-- Whose open apps hear of conversations, and of messages: those who take part now, and those who decide about a report.
create or replace function app.taking_part(conversations uuid[]) returns table (conversation_id uuid, person_id uuid, is_school boolean)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select p.conversation_id, p.person_id, bool_or(p.stands <> 'family') from app.conversation_people() p
  where app.is_system() and p.conversation_id = any (conversations) group by 1, 2
$$;
create or replace function app.around_messages(messages uuid[]) returns table (message_id uuid, person_id uuid, decides boolean)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select m.id, p.person_id, false from public.message m join app.conversation_people() p on p.conversation_id = m.conversation_id
  where app.is_system() and m.school_id = app.school_id() and m.id = any (messages)
  union
  select r.message_id, r.acts_id, true from public.message_report r where app.is_system() and r.school_id = app.school_id() and r.message_id = any (messages) and r.acts_id is not null
$$;
-- What of these conversations waits for a decision, and whose: nobody learns here who reported it.
create or replace function app.reports_in(conversation uuid) returns table (message_id uuid, acts_id uuid, due_at timestamptz) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.message_id, r.acts_id, r.due_at from public.message_report r where r.school_id = app.school_id() and r.conversation_id = conversation and r.decided_at is null
    and (conversation = any (array(select app.my_conversations())) or conversation = any (array(select app.overseen_conversations())))
$$;
-- Whether this person decides about it: the named one, and those who lead the school once the time is over; never about what one wrote or reported.
create or replace function app.decides_on(message uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.message_report r join public.message g on g.school_id = r.school_id and g.id = r.message_id
    where r.school_id = app.school_id() and r.message_id = message and r.decided_at is null and g.author_id is distinct from app.person_id() and r.reported_by is distinct from app.person_id()
      and ((r.acts_id = app.person_id() and app.is_a('administrator', 'head', 'office', 'dpo')) or ((r.acts_id is null or r.overdue_at is not null) and app.is_a('administrator', 'head'))))
$$;

create policy "conversations one takes part in, or looks into" on public.conversation for select
  using (school_id = app.school_id() and (id = any (array(select app.my_conversations())) or id = any (array(select app.overseen_conversations())) or (select app.is_system())
    or (begun_by = app.person_id() and app.action() = 'conversation.begin') or (teacher_id is not null and app.action() in ('hand_over.make', 'hand_over.undo') and (select app.is_office()))));
create policy "conversations are begun by whoever may" on public.conversation for insert
  with check (school_id = app.school_id() and begun_by = app.person_id() and app.may_begin(line, begun_side, pupil_id, class_id, teacher_id, group_id));
create policy "what is said moves a conversation up" on public.conversation for update
  using (school_id = app.school_id() and app.action() in ('conversation.begin', 'message.send') and id = any (array(select app.my_conversations())));
create policy "the office sees to what comes to it" on public.conversation for update
  using (school_id = app.school_id() and line like 'office%' and app.action() in ('conversation.assign', 'conversation.close', 'conversation.reopen') and id = any (array(select app.my_conversations_as('school'))));
create policy "a hand-over takes conversations along" on public.conversation for update
  using (school_id = app.school_id() and teacher_id is not null and (app.is_system() or (app.action() in ('hand_over.make', 'hand_over.undo') and app.is_office())));

create policy "with whom one's conversations are" on public.conversation_member for select
  using (school_id = app.school_id() and (person_id = app.person_id() or conversation_id = any (array(select app.my_conversations_as('school'))) or conversation_id = any (array(select app.overseen_conversations()))));
create policy "whoever begins says with whom" on public.conversation_member for insert with check (school_id = app.school_id() and app.may_be_member(conversation_id, person_id));

create policy "what is said where one takes part" on public.message for select
  using (school_id = app.school_id() and (conversation_id = any (array(select app.my_conversations())) or conversation_id = any (array(select app.overseen_conversations()))
    or (select app.is_system()) or (app.action() = 'message.report.decide' and app.decides_on(id))));
create policy "one says something on one's own side" on public.message for insert
  with check (school_id = app.school_id() and author_id = app.person_id() and case side when 'family' then conversation_id = any (array(select app.writable_conversations('family')))
    else conversation_id = any (array(select app.writable_conversations('school'))) end);
create policy "one changes or takes back what one has just said" on public.message for update
  using (school_id = app.school_id() and author_id = app.person_id() and state = 'sent' and conversation_id = any (array(select app.my_conversations()))
    and case app.action() when 'message.edit' then made_at > now() - interval '16 minutes' when 'message.withdraw' then made_at > now() - interval '25 hours' else false end)
  with check (author_id = app.person_id());
create policy "what is reported is hidden" on public.message for update
  using (school_id = app.school_id() and app.action() = 'message.report' and state = 'sent' and author_id is distinct from app.person_id() and conversation_id = any (array(select app.my_conversations())))
  with check (state = 'hidden' and app.action() = 'message.report');
create policy "whoever decides shows it again" on public.message for update
  using (school_id = app.school_id() and app.action() = 'message.report.decide' and state = 'hidden' and app.decides_on(id)) with check (state = 'sent' and app.action() = 'message.report.decide');

create policy "words of what is there to be read" on public.message_text for select
  using (school_id = app.school_id() and ((conversation_id = any (array(select app.my_conversations())) and exists (select from public.message m
      where m.school_id = message_text.school_id and m.id = message_text.message_id and m.state = 'sent'))
    or conversation_id = any (array(select app.overseen_conversations())) or (app.action() = 'message.withdraw' and author_id = app.person_id())));
create policy "one's own words" on public.message_text for insert
  with check (school_id = app.school_id() and author_id = app.person_id() and exists (select from public.message m
    where m.school_id = message_text.school_id and m.id = message_text.message_id and m.conversation_id = message_text.conversation_id and m.author_id = app.person_id() and m.state = 'sent'));
create policy "words go with what is taken back" on public.message_text for delete
  using (school_id = app.school_id() and author_id = app.person_id() and app.action() = 'message.withdraw');

create policy "notes of one's side" on public.conversation_note for select
  using (school_id = app.school_id() and conversation_id = any (array(select app.my_conversations_as('school'))));
create policy "the office notes" on public.conversation_note for insert
  with check (school_id = app.school_id() and author_id = app.person_id() and conversation_id = any (array(select app.my_conversations_as('school'))));

create policy "how far one has read" on public.conversation_reading for select using (school_id = app.school_id() and person_id = app.person_id());
create policy "one reads what one takes part in" on public.conversation_reading for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and conversation_id = any (array(select app.my_conversations()))
    and exists (select from public.message m where m.school_id = conversation_reading.school_id and m.id = conversation_reading.message_id and m.conversation_id = conversation_reading.conversation_id));
create policy "one reads on" on public.conversation_reading for update using (school_id = app.school_id() and person_id = app.person_id()) with check (person_id = app.person_id());

create policy "one's own choice" on public.reading_choice for select using (school_id = app.school_id() and person_id = app.person_id());
create policy "one chooses" on public.reading_choice for insert with check (school_id = app.school_id() and person_id = app.person_id() and exists (select app.my_roles()));
create policy "one chooses anew" on public.reading_choice for update using (school_id = app.school_id() and person_id = app.person_id()) with check (person_id = app.person_id());

create policy "everybody may know who may write to whom" on public.writing_rule for select using (school_id = app.school_id() and exists (select app.my_roles()));
create policy "those who lead the school say so" on public.writing_rule for insert with check (school_id = app.school_id() and set_by = app.person_id() and app.is_a('administrator', 'head'));
create policy "and otherwise" on public.writing_rule for update using (school_id = app.school_id() and app.is_a('administrator', 'head')) with check (set_by = app.person_id());

create policy "reports one made, decides about, or answers for" on public.message_report for select
  using (school_id = app.school_id() and ((reported_by = app.person_id() and exists (select app.my_roles())) or (acts_id = app.person_id() and (select app.is_a('administrator', 'head', 'office', 'dpo')))
    or (overdue_at is not null and (select app.is_a('administrator', 'head'))) or (acts_id is null and (select app.is_a('administrator', 'head'))) or (select app.is_system())));
create policy "one reports what one could read" on public.message_report for insert
  with check (school_id = app.school_id() and reported_by = app.person_id() and conversation_id = any (array(select app.my_conversations()))
    and exists (select from public.message m where m.school_id = message_report.school_id and m.id = message_report.message_id and m.conversation_id = message_report.conversation_id
      and m.author_id is distinct from app.person_id()));
create policy "a report is decided by whom it reaches" on public.message_report for update
  using (school_id = app.school_id() and decided_at is null and app.action() = 'message.report.decide' and app.decides_on(message_id)) with check (decided_by = app.person_id());
create policy "the school sees that a report waits too long" on public.message_report for update using (school_id = app.school_id() and (select app.is_system()));

-- Two records of one person become one: what is about that pupil is sealed anew, by whoever merges, who sees no word of it.
create policy "a merge takes along what is about a pupil" on public.conversation for select using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and (select app.is_office()));
create policy "a merge seals it anew" on public.conversation for update using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and app.is_office());
create policy "a merge takes along what was said about a pupil" on public.message_text for select using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and (select app.is_office()));
create policy "a merge seals it anew" on public.message_text for update using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and app.is_office());
create policy "a merge takes along what was noted about a pupil" on public.conversation_note for select using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and (select app.is_office()));
create policy "a merge seals it anew" on public.conversation_note for update using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and app.is_office());

grant select, insert, update on public.conversation, public.message, public.conversation_reading, public.reading_choice, public.writing_rule, public.message_report to preau_app;
grant select, insert on public.conversation_member, public.conversation_note to preau_app;
grant select, insert, delete on public.message_text to preau_app;
grant update (sealed) on public.message_text to preau_app;
grant update (sealed) on public.conversation_note to preau_app;
grant update (pupil_id, teacher_id, begun_by) on public.conversation to preau_relations;
grant update (person_id) on public.conversation_member to preau_relations;
grant update (author_id) on public.message, public.message_text, public.conversation_note to preau_relations;
grant update (pupil_id) on public.message_text, public.conversation_note to preau_relations;
