-- Who answers for whom is as it is for pictures (image-rights): each guardian who signs in the own right, or the pupil, once old enough. What is about
-- oneself an adult answers, and a pupil who is old enough.
create or replace function app.answers_policy(wanted uuid, person uuid, word text) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.policy p where p.school_id = app.school_id() and p.id = wanted and p.ended_at is null
    and case when p.kind = 'terms' then word = 'accepted' and person = app.person_id() and not app.is_too_young()
      when p.about = 'self' then word in ('yes', 'no') and person = app.person_id() and not app.is_too_young() and (not app.is_a('pupil') or app.answers_for_own_image(person))
      else word in ('yes', 'no') and ((person = app.person_id() and app.is_a('pupil') and app.answers_for_own_image(person))
        or (person = any (array(select app.my_image_children())) and (word = 'no' or not app.answers_for_own_image(person)))) end)
$$;

-- Whether a consent holds now: the only definition. No answer is no, one no is no; an answer to a text that is no longer asked for holds no more; where
-- the profile says so all guardians agree; and what guardians said before a pupil was old enough holds until the pupil speaks.
create or replace function app.consent_holds(wanted uuid, person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with now_is as materialized (select p.about, v.counts_from from public.policy p join public.policy_version v on v.school_id = p.school_id and v.policy_id = p.id
      where p.school_id = app.school_id() and p.id = wanted and p.kind = 'consent' and p.ended_at is null order by v.number desc limit 1),
    said as materialized (select a.by_id, a.says from public.policy_answer a join public.policy_version v on v.school_id = a.school_id and v.id = a.version_id, now_is n
      where a.school_id = app.school_id() and a.policy_id = wanted and a.person_id = person and a.replaced_at is null and (v.number >= n.counts_from or a.says = 'no')),
    entitled as materialized (select distinct g.guardian_id as id from app.edges_now() g where g.pupil_id = person and 'sign' = any (g.scopes) and g.delegated_from is null)
  select case (select n.about from now_is n) when 'self' then exists (select from said s where s.by_id = person and s.says = 'yes')
    when 'pupil' then coalesce((select s.says = 'yes' from said s where s.by_id = person and app.answers_for_own_image(person)),
      exists (select from said s join entitled e on e.id = s.by_id where s.says = 'yes')
      and not exists (select from said s join entitled e on e.id = s.by_id where s.says = 'no')
      and (not exists (select from entitled e where not exists (select from said s where s.by_id = e.id))
        or not app.images_together((select coalesce(p.profile, c.profile) from public.person p join public.school c on c.school_id = p.school_id where p.school_id = app.school_id() and p.id = person))))
    else false end
$$;

-- Whether consents hold, for those about whom the reader may answer, and for the school's own work.
create or replace function app.consents_of(people uuid[]) returns table (policy_id uuid, person_id uuid, holds boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, w.id, app.consent_holds(p.id, w.id) from public.policy p,
    (select unnest(people) intersect (select app.my_image_children() union select app.person_id() union select unnest(people) where app.is_system())) as w (id)
  where p.school_id = app.school_id() and p.kind = 'consent' and p.ended_at is null
$$;

-- How many have answered, as numbers: who said what is nobody's but theirs.
create or replace function app.policy_numbers() returns table (policy_id uuid, asked int, agreed int, refused int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with people as materialized (select r.person_id as id, bool_or(r.role = 'pupil') as is_pupil, bool_or(r.role = 'guardian') as is_guardian from public.person_role r
      where r.school_id = app.school_id() and r.from_at <= now() and (r.until_at is null or r.until_at > now()) group by 1),
    latest as materialized (select distinct on (v.policy_id) v.policy_id, v.counts_from from public.policy_version v where v.school_id = app.school_id() order by v.policy_id, v.number desc),
    standing as materialized (select a.policy_id, a.person_id, a.says from public.policy_answer a join public.policy_version v on v.school_id = a.school_id and v.id = a.version_id
        join latest l on l.policy_id = a.policy_id
      where a.school_id = app.school_id() and a.replaced_at is null and (v.number >= l.counts_from or a.says = 'no'))
  select p.id, (select count(*)::int from people o where case when p.about = 'pupil' then o.is_pupil else not o.is_pupil or o.is_guardian end),
    case when p.kind = 'terms' then (select count(distinct s.person_id)::int from standing s where s.policy_id = p.id)
      else (select count(*)::int from people o where exists (select from standing s where s.policy_id = p.id and s.person_id = o.id) and app.consent_holds(p.id, o.id)) end,
    (select count(distinct s.person_id)::int from standing s where s.policy_id = p.id and s.says = 'no')
  from public.policy p where p.school_id = app.school_id() and (app.is_system() or app.is_a('dpo', 'head', 'office'))
$$;

create policy "what the school asks is known to all of it" on public.policy for select using (school_id = app.school_id() and exists (select app.my_roles()));
create policy "those who answer for the school ask" on public.policy for insert with check (school_id = app.school_id() and ended_at is null and app.is_a('dpo', 'head', 'office'));
create policy "and cease to ask" on public.policy for update using (school_id = app.school_id() and ended_at is null and app.is_a('dpo', 'head', 'office'))
  with check (school_id = app.school_id() and app.is_a('dpo', 'head', 'office'));
create policy "versions of what one is asked" on public.policy_version for select using (school_id = app.school_id() and exists (select app.my_roles()));
create policy "those who answer for the school publish" on public.policy_version for insert
  with check (school_id = app.school_id() and app.is_a('dpo', 'head', 'office'));
create policy "texts that one is asked about" on public.policy_text for select using (school_id = app.school_id() and exists (select app.my_roles()));
create policy "those who answer for the school write them" on public.policy_text for insert with check (school_id = app.school_id() and app.is_a('dpo', 'head', 'office'));

-- What somebody answered is shown to whoever answered, and to nobody else.
create policy "one's own answers to what the school asks" on public.policy_answer for select
  using (school_id = app.school_id() and (by_id = app.person_id() or (select app.is_system())));
create policy "one answers for oneself or one's child" on public.policy_answer for insert
  with check (school_id = app.school_id() and by_id = app.person_id() and replaced_at is null and app.answers_policy(policy_id, person_id, says));
create policy "an answer gives way to the next of the same person" on public.policy_answer for update
  using (school_id = app.school_id() and by_id = app.person_id() and replaced_at is null) with check (by_id = app.person_id());

grant select, insert on public.policy, public.policy_version, public.policy_text, public.policy_answer to preau_app;
grant update (ended_at) on public.policy to preau_app;
grant update (replaced_at, ceased_at) on public.policy_answer to preau_app;
grant update (ceased_at) on public.policy_answer to preau_relations;

-- An answer ceases to hold when another takes its place, when the text asks anew (a no does not), or when nothing is asked any more: from then on its time runs.
create or replace function app.answers_cease() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if tg_table_name = 'policy' then
    update public.policy_answer a set ceased_at = n.ended_at from new_rows n where n.ended_at is not null and a.school_id = n.school_id and a.policy_id = n.id and a.ceased_at is null;
  else
    update public.policy_answer a set ceased_at = n.published_at from new_rows n join public.policy_version v on v.school_id = n.school_id and v.policy_id = n.policy_id and v.number < n.counts_from
      where a.school_id = v.school_id and a.version_id = v.id and a.says <> 'no' and a.ceased_at is null;
  end if;
  return null;
end $$;
create or replace trigger answers_cease after update on public.policy referencing new table as new_rows for each statement execute function app.answers_cease();
create or replace trigger answers_cease after insert on public.policy_version referencing new table as new_rows for each statement execute function app.answers_cease();

-- Of some people, those whose consent a purpose waits for and does not have: where the school has made a purpose depend on a consent, silence is no.
create or replace function app.not_agreeing(to_purpose text, people uuid[]) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select w.id from public.policy p cross join unnest(people) as w (id)
  where p.school_id = app.school_id() and p.serves = to_purpose and p.kind = 'consent' and p.ended_at is null and not app.consent_holds(p.id, w.id)
$$;

-- Who is asked something: whoever answers for themselves, or for a child.
create or replace function app.policy_told(wanted uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with asked as materialized (select p.about from public.policy p where p.school_id = app.school_id() and p.id = wanted and p.ended_at is null and app.is_system()),
    here as materialized (select r.person_id as id, bool_or(r.role = 'pupil') as is_pupil from public.person_role r
      where r.school_id = app.school_id() and r.from_at <= now() and (r.until_at is null or r.until_at > now()) group by 1)
  select h.id from here h, asked a where case when h.is_pupil then app.answers_for_own_image(h.id) else a.about = 'self' end
  union select g.guardian_id from app.edges_now() g, asked a where a.about = 'pupil' and 'sign' = any (g.scopes) and g.delegated_from is null
$$;
