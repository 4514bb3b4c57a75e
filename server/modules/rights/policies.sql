-- Whose guardian somebody is, or was, or is on paper without any contact: whoever has a part in what a family is in dispute about.
create or replace function app.ever_my_children() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.pupil_id from public.guardianship g where g.school_id = app.school_id() and g.guardian_id = app.person_id()
$$;

-- Who may ask that something is no longer done: for oneself whoever is old enough, for a child whoever decides about it in the own right.
create or replace function app.may_ask_right(person uuid, wanted text) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case
    when person = app.person_id() then wanted in ('human', 'complaint') or not app.is_too_young()
    when wanted in ('erasure', 'restriction', 'objection', 'deindexing') then person = any (array(select app.my_joint_children()))
    else person = any (array(select app.my_children_for('copies'))) end
$$;
-- Who has no part in what two guardians are in dispute about: neither of them, nor the other guardian of a child of theirs.
create or replace function app.no_part_of(who uuid, about uuid, asker uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select who not in (about, asker) and not exists (select from public.guardianship mine where mine.school_id = app.school_id() and mine.guardian_id = who and (mine.pupil_id = about
    or exists (select from public.guardianship g where g.school_id = mine.school_id and g.guardian_id = asker and g.pupil_id = mine.pupil_id)))
$$;
create or replace function app.has_no_part(about uuid, asker uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.no_part_of(app.person_id(), about, asker)
$$;
-- Who looks after requests: the data protection officer and the head, never in their own cause, their own child's, or that of the other guardian of their child.
create or replace function app.answers_rights(person uuid, asker uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_a('dpo', 'head') and app.has_no_part(person, asker)
$$;

-- Whether somebody cannot fetch what is ready for them: without an account, or locked out. For the desk, which answers them by letter.
create or replace function app.answered_by_letter(asker uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_a('dpo', 'head') and (app.is_locked(app.school_id(), asker)
    or not exists (select from directory.membership m where m.school_id = app.school_id() and m.person_id = asker))
$$;

-- Whether somebody has an account that works: not locked out, opened within thirty days, and theirs to answer with, which a young child's is not. Whoever
-- has one says themselves whether a letter is theirs.
create or replace function app.has_working_account(who uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select not app.is_locked(app.school_id(), who) and exists (select from directory.membership m join directory.session s on s.account_id = m.account_id
    where m.school_id = app.school_id() and m.person_id = who and s.seen_at > now() - interval '30 days')
    and exists (select from public.person p join public.school c on c.school_id = p.school_id where p.school_id = app.school_id() and p.id = who
      and (p.born_on is null or app.has_turned(p.born_on, app.consent_age(coalesce(p.profile, c.profile)), c.time_zone, now())))
$$;
-- Whether anything may be shown, handed out or changed for a request: it was tapped by whoever asks, or what came on paper has been confirmed.
create or replace function app.is_established(request uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = request and (q.came = 'app' or q.confirmed_at is not null))
$$;
-- What a case on paper waits for, as long as nobody has confirmed it: whoever is said to ask; to know who asks; a second of the desk; and where there is none, that somebody is named.
create or replace function app.case_waits_for(about uuid, asker uuid, known text, first uuid, other uuid) returns text stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case when app.has_working_account(asker) then 'asker' when known in ('not_established', 'leaver_key') then 'proof'
    when exists (select from public.person_role r where r.school_id = app.school_id() and r.role in ('dpo', 'head') and r.from_at <= now() and (r.until_at is null or r.until_at > now())
      and r.person_id is distinct from first and r.person_id is distinct from other and app.no_part_of(r.person_id, about, asker) and not app.is_locked(r.school_id, r.person_id)) then 'second'
    else 'nobody' end
$$;
-- Who of the desk is the second who confirms that who asks was established: not whoever wrote it down, nor whoever established it.
create or replace function app.may_second(about uuid, asker uuid, known text, first uuid, other uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.answers_rights(about, asker) and app.person_id() is distinct from first and app.person_id() is distinct from other and app.case_waits_for(about, asker, known, first, other) = 'second'
$$;
-- Confirms what came on paper, and with it the refusal that it follows: by whoever is said to ask, or by a second of the desk. Nothing else writes that it was confirmed.
-- Whoever confirms their own deletion thinks it over for as long as whoever asks for it by a tap: another may have written the letter, weeks ago.
create or replace function app.confirm_case(request uuid, at timestamptz) returns text volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare q record; how text;
begin
  select r.* into q from public.rights_request r where r.school_id = app.school_id() and r.id = request and r.came <> 'app' and r.confirmed_at is null for update;
  if not found then return null; end if;
  how := case when q.asked_by = app.person_id() then 'own' when q.closed_at is null and app.may_second(q.person_id, q.asked_by, q.identity, q.taken_by, q.known_by) then 'second' end;
  update public.rights_request r set confirmed_at = at, confirmed_how = how, confirmed_by = case how when 'second' then app.person_id() end,
    cools_until = case when how = 'own' and r.kind = 'erasure' and r.closed_at is null then greatest(r.cools_until, at + interval '7 days') else r.cools_until end
    where how is not null and r.school_id = q.school_id and (r.id = q.id or r.id = q.follows and r.came <> 'app' and r.confirmed_at is null);
  return how;
end $$;
-- Says how the desk knows who asks, once: whoever says so is not the second who confirms it.
create or replace function app.establish_case(request uuid, how text) returns boolean volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update public.rights_request r set identity = how, known_by = app.person_id() where r.school_id = app.school_id() and r.id = request and r.closed_at is null and r.confirmed_at is null
    and r.identity in ('not_established', 'leaver_key') and how in ('known', 'called_back', 'document_seen', 'signature') and app.answers_rights(r.person_id, r.asked_by);
  return found;
end $$;
grant update (identity, known_by, confirmed_at, confirmed_how, confirmed_by, cools_until) on public.rights_request to preau_relations;

-- The same of somebody who writes or calls: the desk writes it down for them. What was agreed to is taken back by whoever agreed.
create or replace function app.may_ask_as(asker uuid, person uuid, wanted text) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case
    when asker = person then wanted in ('human', 'complaint') or exists (select from public.person p join public.school s on s.school_id = p.school_id
      where p.school_id = app.school_id() and p.id = person and (p.born_on is null or app.has_turned(p.born_on, app.consent_age(coalesce(p.profile, s.profile)), s.time_zone, now())))
    else exists (select from app.edges_now() g where g.pupil_id = person and g.guardian_id = asker and case
      when wanted in ('erasure', 'restriction', 'objection', 'deindexing') then g.authority in ('full', 'joint') and g.delegated_from is null
      when wanted = 'withdrawal' then true else 'copies' = any (g.scopes) end) end
$$;
create or replace function app.askers_of(person uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select person where exists (select from public.person p where p.school_id = app.school_id() and p.id = person) and app.answers_rights(person, person)
  union select g.guardian_id from app.edges_now() g where g.pupil_id = person and app.answers_rights(person, person)
$$;

-- Whoever holds the key of a request may know how it stands; without one there is nothing to list, and nothing in it names anybody.
create or replace function app.request_with(digest bytea) returns table (school text, id uuid, kind text, profile text, asked_at timestamptz, due_on date, extended_at timestamptz,
  cools_until timestamptz, closed_at timestamptz, outcome text, ground text) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.name, q.id, q.kind, q.profile, q.asked_at, q.due_on, q.extended_at, q.cools_until, q.closed_at, q.outcome, q.ground
  from public.rights_request q join public.school s on s.school_id = q.school_id where q.code_digest = digest order by q.asked_at desc limit 1
$$;
-- A request is between the one who asks and the school: another guardian does not know that there is one, whatever they are at the school.
create policy "requests one made, and those put to the school" on public.rights_request for select
  using (school_id = app.school_id() and (asked_by = app.person_id() or (select app.is_system()) or ((select app.is_a('dpo', 'head')) and app.has_no_part(person_id, asked_by))));
-- What came on paper opens nothing before it is confirmed who asks.
create policy "nothing is granted before it is known who asks" on public.rights_request as restrictive for update to preau_app
  with check (outcome is distinct from 'granted' or kind = 'withdrawal' or came = 'app' or confirmed_at is not null);
create policy "one asks for oneself or one's child" on public.rights_request for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and app.may_ask_right(person_id, kind) and (outcome is null or outcome = 'granted') and extended_at is null and came = 'app' and num_nonnulls(taken_by, known_by, needed_at, confirmed_at) = 0);
create policy "what comes on paper the desk writes down" on public.rights_request for insert
  with check (school_id = app.school_id() and came <> 'app' and taken_by = app.person_id() and app.answers_rights(person_id, asked_by) and app.may_ask_as(asked_by, person_id, kind)
    and (outcome is null or (outcome = 'granted' and kind = 'withdrawal')) and num_nonnulls(extended_at, needed_at, confirmed_at) = 0
    and known_by is not distinct from case when identity <> 'not_established' then app.person_id() end);
create policy "whoever asked takes it back" on public.rights_request for update
  using (school_id = app.school_id() and asked_by = app.person_id() and (closed_at is null or (kind in ('objection', 'deindexing') and outcome = 'granted'))) with check (asked_by = app.person_id() and outcome = 'withdrawn');
create policy "whoever had not asked says so" on public.rights_request for update
  using (school_id = app.school_id() and asked_by = app.person_id() and came <> 'app' and confirmed_at is null and (closed_at is null or kind = 'withdrawal' and outcome = 'granted'))
  with check (asked_by = app.person_id() and came <> 'app' and confirmed_at is null and outcome = 'disowned');
create policy "the school answers, nobody in their own cause" on public.rights_request for update
  using (school_id = app.school_id() and app.answers_rights(person_id, asked_by)) with check (app.answers_rights(person_id, asked_by) and (closed_by is null or closed_by = app.person_id()));
grant select, insert, update (due_on, received_on, needed_at, needed_by, link_until, extended_at, closed_at, closed_by, outcome, ground, sealed, version) on public.rights_request to preau_app;
grant update (person_id, asked_by) on public.rights_request to preau_relations;

-- A copy that the desk prepares: nobody else sees what is covered before it is given, and nothing of it changes after that.
create policy "copies that one was given, and those the desk prepares" on public.prepared_copy for select
  using (school_id = app.school_id() and ((select app.is_system()) or app.answers_rights(person_id, asked_by)
    or (asked_by = app.person_id() and exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = prepared_copy.request_id and q.link_until is not null))));
create policy "the desk prepares a copy that was asked for" on public.prepared_copy for insert
  with check (school_id = app.school_id() and changed_by = app.person_id() and app.answers_rights(person_id, asked_by)
    and exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = prepared_copy.request_id and q.person_id = prepared_copy.person_id and q.asked_by = prepared_copy.asked_by and q.by_hand and q.closed_at is null));
create policy "the desk covers and uncovers until it is given" on public.prepared_copy for update
  using (school_id = app.school_id() and app.answers_rights(person_id, asked_by)
    and exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = prepared_copy.request_id and q.closed_at is null)) with check (changed_by = app.person_id());
create policy "nothing is gathered before it is known who asks" on public.prepared_copy as restrictive for insert to preau_app with check (app.is_established(request_id));
create policy "nothing is covered before it is known who asks" on public.prepared_copy as restrictive for update to preau_app with check (app.is_established(request_id));
grant select, insert, update (version, covered, changed_at, changed_by, sealed) on public.prepared_copy to preau_app;
grant select, update (person_id, asked_by) on public.prepared_copy to preau_relations;

-- Which files of it were opened is between those of the desk: each says of themselves how many they have not.
create policy "the desk knows which files it opened" on public.opened_copy_file for select
  using (school_id = app.school_id() and ((select app.is_system()) or app.answers_rights(person_id, asked_by)));
create policy "the desk opens files of a copy that was asked for" on public.opened_copy_file for insert
  with check (school_id = app.school_id() and opened_by = app.person_id() and app.answers_rights(person_id, asked_by)
    and exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = opened_copy_file.request_id and q.person_id = opened_copy_file.person_id and q.asked_by = opened_copy_file.asked_by and q.by_hand and q.closed_at is null));
create policy "nothing is opened before it is known who asks" on public.opened_copy_file as restrictive for insert to preau_app with check (app.is_established(request_id));
grant select, insert on public.opened_copy_file to preau_app;
grant select, update (person_id, asked_by) on public.opened_copy_file to preau_relations;

-- What is said to be wrong in a record and not decided yet: for those of the school who read it. A family that reads it is not told of the other's doubt.
create or replace function app.contested_about(person uuid) returns table (field text, since timestamptz) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select q.field, min(q.asked_at) from public.rights_request q
  where q.school_id = app.school_id() and q.person_id = person and q.kind = 'rectification' and q.closed_at is null
    and (app.runs_school() or person = any (array(select app.my_pupils()))) and person <> all (array(select app.my_children()))
  group by q.field order by 2
$$;

-- What is restricted is known to whom it protects, to who decides about them, and to the desk.
create policy "one's own restrictions, and those the school answers for" on public.restriction for select
  using (school_id = app.school_id() and (person_id = app.person_id() or person_id = any (array(select app.my_joint_children())) or (select app.is_system()) or (select app.is_a('dpo', 'head'))));
create policy "the desk restricts, nobody in their own cause" on public.restriction for insert
  with check (school_id = app.school_id() and made_by = app.person_id() and app.answers_rights(person_id, person_id));
create policy "nothing is restricted before it is known who asks" on public.restriction as restrictive for insert to preau_app with check (request_id is null or app.is_established(request_id));
create policy "the desk lifts, and whoever it protects" on public.restriction for update
  using (school_id = app.school_id() and (app.answers_rights(person_id, person_id) or person_id = app.person_id() or person_id = any (array(select app.my_joint_children()))))
  with check (lifted_by = app.person_id());
grant select, insert, update (lifts_at, lifted_by) on public.restriction to preau_app;
grant select on public.restriction to preau_relations;

-- Whom a restriction protects, once old enough, and who asked for it; where whoever asked no longer decides about the child, those who do: told before it ends.
create or replace function app.restriction_known(restricted uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with it as materialized (select r.person_id, q.asked_by from public.restriction r left join public.rights_request q on q.school_id = r.school_id and q.id = r.request_id
      where r.school_id = app.school_id() and r.id = restricted),
    deciding as materialized (select g.guardian_id as id from app.edges_now() g join it on it.person_id = g.pupil_id where g.authority in ('full', 'joint') and g.delegated_from is null),
    asking as materialized (select i.asked_by as id from it i where i.asked_by = i.person_id or i.asked_by in (select d.id from deciding d))
  select i.person_id from it i join public.person p on p.school_id = app.school_id() and p.id = i.person_id join public.school s on s.school_id = p.school_id
    where p.born_on is null or app.has_turned(p.born_on, app.consent_age(coalesce(p.profile, s.profile)), s.time_zone, now())
  union select a.id from asking a
  union select d.id from deciding d where not exists (select from asking)
$$;
-- Of these, how many have an account to be told in: for the desk, which writes to whoever has none.
create or replace function app.restriction_reaches(restricted uuid) returns int stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select count(*)::int from app.restriction_known(restricted) k (id) where exists (select from directory.membership m where m.school_id = app.school_id() and m.person_id = k.id)
$$;

-- Of some people, those who object to something: from the day on which it is said until it is refused or taken back.
create or replace function app.objecting(to_purpose text, people uuid[]) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct q.person_id from public.rights_request q
  where q.school_id = app.school_id() and q.purpose = to_purpose and q.person_id = any (people) and (q.closed_at is null or q.outcome = 'granted')
$$;

-- Of some people, those who asked no longer to be found by their name, and were granted it: whoever runs the school still finds them.
create or replace function app.unlisted(people uuid[]) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct q.person_id from public.rights_request q
  where q.school_id = app.school_id() and q.kind = 'deindexing' and q.outcome = 'granted' and q.person_id = any (people) and not app.runs_school()
$$;

-- What somebody agreed to, and takes back by letter or on the telephone: the desk writes it down, and the answer before gives way as to any other.
create or replace function app.agreed_by(person uuid, by_person uuid) returns table (policy_id uuid, version_id uuid, language text, digest bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select a.policy_id, a.version_id, a.language, a.digest from public.policy_answer a join public.policy p on p.school_id = a.school_id and p.id = a.policy_id
  where a.school_id = app.school_id() and a.person_id = person and a.by_id = by_person and a.says = 'yes' and a.replaced_at is null and p.kind = 'consent' and p.ended_at is null
    and app.answers_rights(person, by_person)
$$;
create policy "what is taken back on paper the desk writes down" on public.policy_answer for insert
  with check (school_id = app.school_id() and says = 'no' and replaced_at is null and app.action() = 'rights.case.open' and by_id <> app.person_id() and app.answers_rights(person_id, by_id));
create or replace function app.paper_takes_back() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update public.policy_answer a set replaced_at = new.said_at, ceased_at = coalesce(a.ceased_at, new.said_at) where a.school_id = new.school_id and a.policy_id = new.policy_id
    and a.person_id = new.person_id and a.by_id = new.by_id and a.says = 'yes' and a.replaced_at is null;
  return case when found then new end; -- what nobody agreed to is not taken back
end $$;
create or replace trigger paper_takes_back before insert on public.policy_answer for each row when (app.action() = 'rights.case.open') execute function app.paper_takes_back();
grant update (replaced_at) on public.policy_answer to preau_relations;

-- A statement stands with the record: whoever reads the record there reads it, whoever wrote it, and the desk. Nobody changes it.
create policy "one's own statements, and those with records that one reads" on public.record_statement for select
  using (school_id = app.school_id() and (asked_by = app.person_id() or (select app.is_system()) or (((select app.runs_school()) or person_id = any (array(select app.my_pupils()))) and person_id <> all (array(select app.ever_my_children())))));
create policy "one places a statement after a hearing that left the record as it was" on public.record_statement for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = request_id
    and q.asked_by = app.person_id() and q.person_id = record_statement.person_id and q.kind = 'hearing' and q.outcome = 'refused'));
grant select, insert on public.record_statement to preau_app;
grant update (person_id, asked_by) on public.record_statement to preau_relations;

-- What must stay is known to those who answer for it; to one of them whom it is about, or whose child, only where that may be told. Whoever asked for an erasure learns until when at most it is delayed, and why, unless that may not be told.
create policy "the desk sees what is held" on public.legal_hold for select using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('dpo', 'head')) and (told or app.answers_rights(person_id, person_id))));
create policy "one of the desk asks that it stays" on public.legal_hold for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and app.answers_rights(person_id, person_id) and signed_at is null and ended_at is null and review_on <= current_date + 91);
create policy "another of the desk signs, and either lets go" on public.legal_hold for update
  using (school_id = app.school_id() and app.answers_rights(person_id, person_id)) with check (review_on <= current_date + 91);
create policy "nobody has looked at it again" on public.legal_hold for update using (school_id = app.school_id() and app.is_system());
grant select, insert, update (signed_by, signed_at, review_on, reminded_at, ended_at, ended_by, ended_how) on public.legal_hold to preau_app;
grant select on public.legal_hold to preau_relations;
create or replace function app.holds_told(requests uuid[]) returns table (id uuid, until_on date, ground text) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select q.id, h.review_on, h.ground from public.rights_request q cross join lateral (
    select l.review_on, l.ground from public.legal_hold l where l.school_id = q.school_id and l.person_id = q.person_id and l.told and l.signed_at is not null and l.ended_at is null
    order by l.review_on desc limit 1) h
  where q.school_id = app.school_id() and q.id = any (requests) and q.held_at is not null and q.closed_at is null and (q.asked_by = app.person_id() or app.is_a('dpo', 'head'))
$$;
create policy "what a hold delayed is carried out by the school itself" on public.rights_request for update using (school_id = app.school_id() and held_at is not null and closed_at is null and (select app.is_system()));
grant update (held_at) on public.rights_request to preau_app;

-- Who received what was put right: the school finds it out and tells; whoever asked sees to whom it was told, and whoever took it away what to put right.
create policy "to whom a correction one asked for was told, and what to put right" on public.correction_recipient for select
  using (school_id = app.school_id() and (asked_by = app.person_id() or (taken_by = app.person_id() and told_how = 'app') or (select app.is_system())
    or ((select app.is_a('dpo', 'head')) and app.has_no_part(coalesce(person_id, '00000000-0000-0000-0000-000000000000'), coalesce(asked_by, '00000000-0000-0000-0000-000000000000')))));
create policy "the school finds out who received it" on public.correction_recipient for insert with check (school_id = app.school_id() and app.is_system());
create policy "the desk notes how they were told" on public.correction_recipient for update
  using (school_id = app.school_id() and told_at is null and app.answers_rights(coalesce(person_id, '00000000-0000-0000-0000-000000000000'), coalesce(asked_by, '00000000-0000-0000-0000-000000000000'))) with check (told_by = app.person_id() and told_how <> 'app' and done_at is null);
create policy "whoever took it says that it is put right" on public.correction_recipient for update
  using (school_id = app.school_id() and taken_by = app.person_id() and told_how = 'app' and done_at is null) with check (taken_by = app.person_id() and told_how = 'app');
grant select, insert, update (told_at, told_how, told_by, done_at, sealed) on public.correction_recipient to preau_app;
grant update (person_id, asked_by) on public.correction_recipient to preau_relations;

-- The code with which another Préau fetches a copy: whoever asked for the copy draws and ends it, and whoever holds it is let in as them.
create or replace function app.carry_token_at(school uuid, held bytea) returns table (id uuid, person_id uuid, asked_by uuid, is_portable boolean, copy uuid, until_at timestamptz,
  used_at timestamptz, revoked_at timestamptz) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select c.id, c.person_id, c.asked_by, q.kind = 'portability', case when q.by_hand then q.id end, c.until_at, c.used_at, c.revoked_at
  from public.carry_token c join public.rights_request q on q.school_id = c.school_id and q.id = c.request_id where c.school_id = school and c.digest = held
$$;
create policy "codes for one's own copies" on public.carry_token for select using (school_id = app.school_id() and asked_by = app.person_id());
create policy "one draws a code for a copy that one asked for" on public.carry_token for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and app.may_ask_right(person_id, 'access') and num_nonnulls(used_at, revoked_at) = 0
    and exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = request_id and q.person_id = carry_token.person_id and q.asked_by = app.person_id() and q.link_until is not null));
create policy "one ends one's own, and whoever holds it uses it" on public.carry_token for update
  using (school_id = app.school_id() and asked_by = app.person_id() and used_at is null and revoked_at is null) with check (asked_by = app.person_id());
grant select, insert, update (used_at, revoked_at) on public.carry_token to preau_app;
grant select, update (person_id, asked_by) on public.carry_token to preau_relations;

-- Of those who were erased the desk keeps that there were cases.
create policy "the desk sees the cases of those who are gone" on public.rights_case_done for select using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('dpo', 'head'))));
create policy "whoever carries out an erasure keeps that there was a case" on public.rights_case_done for insert with check (school_id = app.school_id() and (app.is_system() or app.is_a('dpo', 'head')));
grant select, insert on public.rights_case_done to preau_app;

-- Guardians in dispute. That they are is known to the office and the head, and never to one of them who is in it.
create policy "the office sees disputes, nobody their own" on public.family_dispute for select
  using (school_id = app.school_id() and ((select app.is_system()) or ((select app.is_a('administrator', 'head', 'office')) and pupil_id <> all (array(select app.ever_my_children())) and pupil_id <> app.person_id())));
create policy "the office enters a dispute, nobody their own" on public.family_dispute for insert
  with check (school_id = app.school_id() and begun_by = app.person_id() and ended_at is null and begun_on = current_date and app.is_a('administrator', 'head', 'office')
    and pupil_id <> all (array(select app.ever_my_children())) and pupil_id <> app.person_id());
create policy "the office ends a dispute, nobody their own" on public.family_dispute for update
  using (school_id = app.school_id() and ended_at is null and app.is_a('administrator', 'head', 'office') and pupil_id <> all (array(select app.ever_my_children())) and pupil_id <> app.person_id())
  with check (ended_by = app.person_id());
grant select, insert, update (ended_at, ended_by) on public.family_dispute to preau_app;
grant select, update (pupil_id) on public.family_dispute to preau_relations;

-- The conversations that a request of a guardian touches while a dispute holds: about a pupil whose guardian they are, and in which another guardian
-- of that pupil takes part. A copy holds those in which whoever asked takes part, too; deleting the pupil takes all of them.
create or replace function app.threads_touched(asker uuid, about uuid, kind text) returns table (conversation_id uuid, pupil_id uuid)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select c.id, c.pupil_id from public.family_dispute d join public.conversation c on c.school_id = d.school_id and c.pupil_id = d.pupil_id and c.line like '%guardian'
  where d.school_id = app.school_id() and d.ended_at is null and current_date between d.begun_on and d.until_on and about in (d.pupil_id, asker)
    and exists (select from public.guardianship g where g.school_id = d.school_id and g.pupil_id = d.pupil_id and g.guardian_id = asker)
    and exists (select from public.conversation_member m join public.guardianship o on o.school_id = m.school_id and o.pupil_id = d.pupil_id and o.guardian_id = m.person_id and o.delegated_from is null
      where m.school_id = c.school_id and m.conversation_id = c.id and m.person_id <> asker)
    and (kind = 'erasure' and about = d.pupil_id
      or exists (select from public.conversation_member m where m.school_id = c.school_id and m.conversation_id = c.id and m.person_id = asker))
$$;
-- Whether a request waits for the head: it touches such conversations, and the head has not let it go on.
create or replace function app.needs_head(request uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.rights_request q where q.school_id = app.school_id() and q.id = request and q.kind in ('access', 'portability', 'erasure')
    and exists (select from app.threads_touched(q.asked_by, q.person_id, q.kind))
    and not exists (select from public.head_step s where s.school_id = q.school_id and s.request_id = q.id and s.verdict = 'approved'))
$$;
-- Whether somebody's deletion was asked for and waits for the head: nobody carries it out by another way meanwhile.
create or replace function app.waits_for_head(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.rights_request q where q.school_id = app.school_id() and q.person_id = person and q.kind = 'erasure' and q.closed_at is null and app.needs_head(q.id))
$$;
-- Whether somebody's own time being over takes what guardians in dispute share: a pupil's goes with the pupil, a guardian's own with the guardian.
create or replace function app.shared_in_dispute(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from app.threads_touched(person, person, 'erasure')) or exists (
    select from public.guardianship g cross join lateral app.threads_touched(g.guardian_id, person, 'erasure') where g.school_id = app.school_id() and g.pupil_id = person)
$$;
-- The request whose looked-through copy is gathered or fetched in this transaction.
create or replace function app.copy_id() returns uuid stable language sql as $$ select nullif(current_setting('app.copy', true), '')::uuid $$;
-- What is left out of a copy that somebody takes now, however they ask for it. What the head agreed to for a copy that somebody looks through holds
-- for that very copy. Nothing else that is done with these rows is touched.
create or replace function app.threads_that_wait() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t.conversation_id from app.threads_touched(app.person_id(), app.person_id(), 'access') t
  where app.action() = 'privacy.export' and not exists (select from public.head_step s join public.rights_request q on q.school_id = s.school_id and q.id = s.request_id
    where s.school_id = app.school_id() and s.asked_by = app.person_id() and s.verdict = 'approved' and s.person_id in (s.asked_by, t.pupil_id)
      and case when q.by_hand then q.id = app.copy_id() and (q.closed_at is null or q.link_until > now()) else app.copy_id() is null and q.link_until > now() end)
$$;
create policy "shared threads wait for the head" on public.conversation as restrictive for select to preau_privacy using (id <> all (array(select app.threads_that_wait())));
create policy "shared threads wait for the head" on public.conversation_member as restrictive for select to preau_privacy using (conversation_id <> all (array(select app.threads_that_wait())));
create policy "shared threads wait for the head" on public.conversation_note as restrictive for select to preau_privacy using (conversation_id <> all (array(select app.threads_that_wait())));
create policy "shared threads wait for the head" on public.conversation_reading as restrictive for select to preau_privacy using (conversation_id <> all (array(select app.threads_that_wait())));
create policy "shared threads wait for the head" on public.message as restrictive for select to preau_privacy using (conversation_id <> all (array(select app.threads_that_wait())));
create policy "shared threads wait for the head" on public.message_text as restrictive for select to preau_privacy using (conversation_id <> all (array(select app.threads_that_wait())));
create policy "shared threads wait for the head" on public.message_report as restrictive for select to preau_privacy using (conversation_id <> all (array(select app.threads_that_wait())));

-- Which role decides what waits: the head; where every head has a part in it, the data protection officer; null where all of these have one. Never one of the two guardians.
create or replace function app.who_decides(about uuid, asker uuid) returns text stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.role from public.person_role r where r.school_id = app.school_id() and r.role in ('head', 'dpo') and r.from_at <= now() and (r.until_at is null or r.until_at > now())
    and app.no_part_of(r.person_id, about, asker) and not app.is_locked(r.school_id, r.person_id) order by r.role = 'head' desc limit 1
$$;
create or replace function app.decides_step(about uuid, asker uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.has_no_part(about, asker) and app.is_a(app.who_decides(about, asker))
$$;
create policy "steps of what one asked, and those the head decides" on public.head_step for select
  using (school_id = app.school_id() and (asked_by = app.person_id() or (select app.is_system()) or ((select app.is_a('dpo', 'head')) and app.has_no_part(person_id, asked_by))));
create policy "what one asks waits for the head" on public.head_step for insert
  with check (school_id = app.school_id() and num_nonnulls(decided_at, decided_by, verdict, ground, sealed) = 0 and (asked_by = app.person_id() or app.is_system()) and app.needs_head(request_id));
create policy "the head decides, or who stands in, nobody in their own cause" on public.head_step for update
  using (school_id = app.school_id() and decided_at is null and app.decides_step(person_id, asked_by)) with check (decided_by = app.person_id());
grant select, insert, update (decided_at, decided_by, verdict, ground, sealed) on public.head_step to preau_app;
grant select, update (person_id, asked_by) on public.head_step to preau_relations;
-- Nobody else agrees to the deletion of somebody who has left, where it takes what guardians in dispute share.
create policy "what guardians in dispute share goes once the head has agreed" on public.leaving_step as restrictive for update to preau_app
  with check (agreed_by is null or app.is_system() or (agreed_by = app.person_id() and done_at is null and app.decides_step(person_id, person_id)));

-- A key for after somebody has left: they make it and replace it. Whoever holds it is nobody here: it opens what was asked with it, and asks as the one it was handed to.
create policy "one's own key" on public.leaver_key for select using (school_id = app.school_id() and person_id = app.person_id());
create policy "one makes a key for oneself" on public.leaver_key for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and not app.is_too_young() and num_nonnulls(used_at, replaced_at) = 0);
create policy "a new key replaces the old" on public.leaver_key for update
  using (school_id = app.school_id() and person_id = app.person_id() and replaced_at is null) with check (person_id = app.person_id());
grant select, insert, update (replaced_at) on public.leaver_key to preau_app;
grant select, update (person_id, used_at) on public.leaver_key to preau_relations;
grant insert on public.rights_request to preau_relations;
create or replace function app.leaver_key_at(held bytea) returns table (school_id uuid, id uuid, person_id uuid, school text, laws text[]) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select k.school_id, k.id, k.person_id, s.name, array_remove(array[s.profile, p.profile], null) from public.leaver_key k join public.school s on s.school_id = k.school_id
    join public.person p on p.school_id = k.school_id and p.id = k.person_id
  where k.code_digest = held and k.replaced_at is null and app.school_standing(k.school_id) is distinct from 'locked'
$$;
create or replace function app.cases_with_key(held bytea) returns table (id uuid, kind text, asked_at timestamptz, due_on date, closed_at timestamptz, outcome text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select q.id, q.kind, q.asked_at, q.due_on, q.closed_at, q.outcome from app.leaver_key_at(held) k
    join public.rights_request q on q.school_id = k.school_id and q.person_id = k.person_id and q.asked_by = k.person_id and q.came = 'key' order by q.asked_at desc limit 20
$$;
-- The same deletion or copy is the case that is open already; no two questions and no two corrections are the same.
create or replace function app.ask_with_key(held bytea, request uuid, wanted text, law text, at timestamptz, due date, cools timestamptz, words bytea)
returns table (id uuid, asked_at timestamptz, due_on date, cools_until timestamptz, is_again boolean) volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare k record;
begin
  select l.school_id, l.person_id into k from public.leaver_key l where l.code_digest = held and l.replaced_at is null and l.school_id = app.school_id() and app.action() = 'leaver_key.ask' for update;
  if not found or wanted not in ('access', 'rectification', 'erasure', 'human') then return; end if;
  update public.leaver_key l set used_at = coalesce(l.used_at, at) where l.code_digest = held;
  insert into public.rights_request (school_id, id, kind, person_id, asked_by, asked_at, profile, due_on, cools_until, by_hand, came, identity, code_digest, sealed)
    values (k.school_id, request, wanted, k.person_id, k.person_id, at, law, due, cools, wanted = 'access', 'key', 'leaver_key', case when wanted = 'erasure' then held end, words) on conflict do nothing;
  return query select q.id, q.asked_at, q.due_on, q.cools_until, q.id <> request from public.rights_request q where q.school_id = k.school_id and q.person_id = k.person_id and q.asked_by = k.person_id
    and (q.id = request or q.kind = wanted and q.closed_at is null) order by q.id = request desc, q.asked_at desc limit 1;
end $$;
