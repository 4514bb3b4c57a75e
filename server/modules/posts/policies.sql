-- Who belongs to which audience now, and as what: the only definition of it, asked in both directions. From a person it is the wall of what is
-- posted (app.my_audiences); from an audience it is the answer to "who can see this" (app.readers_of).
create or replace function app.audience_people() returns table (audience_id uuid, person_id uuid, stands text, child_id uuid) stable language sql as $$
  select a.id, e.person_id, case e.role when 'pupil' then 'pupil' else 'staff' end, null::uuid
  from public.enrolment e join public.audience a on a.school_id = app.school_id() and a.kind = 'class' and a.target_id = e.class_id
  where e.school_id = app.school_id() and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
    and (e.role = 'pupil' or exists (select from public.person_role r where r.school_id = e.school_id and r.person_id = e.person_id
      and r.role in ('teacher', 'substitute') and r.from_at <= now() and (r.until_at is null or r.until_at > now()))) -- whose role has ended teaches nobody
  union all
  select a.id, g.guardian_id, 'guardian', g.pupil_id
  from app.edges_now() g join public.enrolment e on e.school_id = app.school_id() and e.person_id = g.pupil_id and e.role = 'pupil'
    join public.audience a on a.school_id = app.school_id() and a.kind = 'class' and a.target_id = e.class_id
  where 'feed' = any (g.scopes) and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
  union all
  select a.id, r.person_id, case r.role when 'pupil' then 'pupil' else 'staff' end, null::uuid
  from public.person_role r join public.audience a on a.school_id = app.school_id() and a.kind in ('school', case r.role when 'pupil' then 'pupils' else 'staff' end) and a.target_id = r.school_id
  where r.school_id = app.school_id() and r.role in ('administrator', 'head', 'office', 'dpo', 'teacher', 'substitute', 'pupil')
    and r.from_at <= now() and (r.until_at is null or r.until_at > now())
  union all
  select a.id, g.guardian_id, 'guardian', g.pupil_id
  from app.edges_now() g join public.person_role r on r.school_id = app.school_id() and r.person_id = g.pupil_id and r.role = 'pupil'
    and r.from_at <= now() and (r.until_at is null or r.until_at > now())
    join public.audience a on a.school_id = app.school_id() and a.kind in ('school', 'guardians') and a.target_id = r.school_id
  where 'feed' = any (g.scopes)
  union all
  select a.id, m.person_id, m.stands, null::uuid
  from app.group_people() m join public.audience a on a.school_id = app.school_id() and a.kind = 'group' and a.target_id = m.group_id
  union all
  select a.id, g.guardian_id, 'guardian', g.pupil_id
  from app.edges_now() g join app.group_people() m on m.person_id = g.pupil_id and m.stands = 'pupil'
    join public.audience a on a.school_id = app.school_id() and a.kind = 'group' and a.target_id = m.group_id
  where 'feed' = any (g.scopes)
$$;
-- Where this person stands: audiences and, beside each, the child by whom. One statement asks it several times, and a transaction is one moment: what
-- was found is kept until its end, for this school and person and nobody else.
create or replace function app.my_standing() returns text stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan language plpgsql as $$
declare
  mine text := coalesce(app.school_id()::text, '') || coalesce(app.person_id()::text, '') || ';';
  kept text := current_setting('app.standing', true);
begin
  if kept is null or not starts_with(kept, mine) then
    select mine || coalesce(array_agg(m.audience_id)::text, '{}') || ';' || coalesce(array_agg(m.child_id)::text, '{}') into kept
      from app.audience_people() m where m.person_id = app.person_id();
    perform set_config('app.standing', kept, true);
  end if;
  return kept;
end $$;
-- The audiences that this person belongs to.
create or replace function app.my_audiences() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select unnest(split_part(app.my_standing(), ';', 2)::uuid[])
$$;
-- The same with what a page says of each: the label of a class or group, and by which children one belongs to it. Whoever runs the school may look into another.
create or replace function app.my_places(also uuid) returns table (id uuid, kind text, target_id uuid, sealed bytea, children uuid[])
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select a.id, a.kind, a.target_id, coalesce(c.sealed, t.sealed), m.children
  from (select p.audience_id, array_remove(array_agg(distinct p.child_id), null) as children
      from unnest(split_part(app.my_standing(), ';', 2)::uuid[], split_part(app.my_standing(), ';', 3)::uuid[]) as p (audience_id, child_id) group by p.audience_id
      union all select also, '{}'::uuid[] where also is not null and app.runs_school() and also <> all (array(select app.my_audiences()))) m
    join public.audience a on a.school_id = app.school_id() and a.id = m.audience_id and a.kind not in ('staff', 'guardians', 'pupils') -- nobody posts there
    left join public.class c on c.school_id = a.school_id and a.kind = 'class' and c.id = a.target_id
    left join public.teaching_group t on t.school_id = a.school_id and a.kind = 'group' and t.id = a.target_id
$$;
-- To whom a person may speak: a teacher to the classes and groups of now, the office and the head to every class and group and to the school.
-- Where the school speaks in somebody's name, whoever is suspended, leaving or gone speaks to nobody: no session asks that there.
create or replace function app.voices_of(person uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.audience_id from app.audience_people() m join public.audience a on a.school_id = app.school_id() and a.id = m.audience_id and a.kind in ('class', 'group')
  where m.person_id = person and m.stands = 'staff' and (person = app.person_id() or app.is_system() and app.may_change(app.school_id(), person))
  union
  select a.id from public.audience a where a.school_id = app.school_id() and a.kind in ('school', 'class', 'group')
    and (a.kind <> 'group' or exists (select from public.teaching_group t where t.school_id = a.school_id and t.id = a.target_id and t.archived_at is null))
    and (person = app.person_id() or app.is_system() and app.may_change(app.school_id(), person))
    and exists (select from public.person_role r where r.school_id = a.school_id and r.person_id = person and r.role in ('administrator', 'head', 'office')
      and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
$$;
create or replace function app.my_voices() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.voices_of(app.person_id())
$$;
-- Everyone who can read what is addressed to these audiences: who belongs to them, and who runs the school; each once for an audience, as the first
-- of staff, pupil, guardian. Who is suspended or gone can read nothing.
create or replace function app.readers_now(audiences uuid[]) returns table (audience_id uuid, person_id uuid, stands text) stable language sql as $$
  select r.audience_id, r.person_id, (array['staff', 'pupil', 'guardian'])[min(r.rank)] from (
    select m.audience_id, m.person_id, case m.stands when 'staff' then 1 when 'pupil' then 2 else 3 end as rank
    from app.audience_people() m where m.audience_id = any (audiences)
    union all
    select a.id, r.person_id, 1 from unnest(audiences) as a (id) join public.person_role r on r.school_id = app.school_id()
      and r.role in ('administrator', 'head', 'office', 'dpo') and r.from_at <= now() and (r.until_at is null or r.until_at > now())) r
  where not (exists (select from public.person_state s where s.school_id = app.school_id() and s.person_id = r.person_id
    and s.state in ('leaving', 'suspended', 'alumni_locked', 'erased')) and app.is_locked(app.school_id(), r.person_id))
  group by r.audience_id, r.person_id
$$;
-- How many they are, for whoever belongs there, speaks there or runs the school: numbers, and the staff's names, never those of families.
create or replace function app.readers_of(audiences uuid[]) returns table (audience_id uuid, staff int, pupils int, guardians int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.audience_id, count(*) filter (where r.stands = 'staff')::int, count(*) filter (where r.stands = 'pupil')::int, count(*) filter (where r.stands = 'guardian')::int
  from app.readers_now(array(select unnest(audiences) intersect (select app.my_audiences() union select app.my_voices() union
    select a.id from public.audience a where a.school_id = app.school_id() and app.runs_school()))) r group by r.audience_id
$$;
create or replace function app.readers_named(audiences uuid[]) returns table (person_id uuid, stands text, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select r.person_id, (array['staff', 'pupil', 'guardian'])[min(case r.stands when 'staff' then 1 when 'pupil' then 2 else 3 end)],
    case when min(case r.stands when 'staff' then 1 else 2 end) = 1 then (select p.sealed from public.person p where p.school_id = app.school_id() and p.id = r.person_id) end
  from app.readers_now(array(select unnest(audiences) intersect (select app.my_audiences() union select app.my_voices() union
    select a.id from public.audience a where a.school_id = app.school_id() and app.runs_school()))) r group by r.person_id
$$;
-- Those who have answered below a post that one sees: whoever answers shows the own name.
create or replace function app.commenters_of(post uuid) returns table (id uuid, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, p.sealed from public.person p where p.school_id = app.school_id() and p.id in (select c.author_id from public.post_comment c
    where c.school_id = p.school_id and c.post_id = post and c.withdrawn_at is null)
    and (app.runs_school() or exists (select from public.post_audience a where a.school_id = p.school_id and a.post_id = post and a.feed_at is not null
      and a.audience_id = any (array(select app.my_audiences()))))
$$;

create policy "posts stand where one belongs or speaks" on public.post_audience for select
  using (school_id = app.school_id() and ((feed_at is not null and audience_id = any (array(select app.my_audiences())))
    or audience_id = any (array(select app.my_voices())) or (select app.runs_school())));
create policy "posts are put where one speaks" on public.post_audience for insert
  with check (school_id = app.school_id() and audience_id = any (array(select app.my_voices())));
create policy "posts begin to stand, and are pinned, where one speaks" on public.post_audience for update
  using (school_id = app.school_id() and (audience_id = any (array(select app.my_voices())) or (select app.is_system())));
create policy "a draft may be put elsewhere" on public.post_audience for delete
  using (school_id = app.school_id() and feed_at is null and audience_id = any (array(select app.my_voices())));

-- What waits for its hour goes over with the class; nobody reads it on the way, and nothing but its author changes.
create or replace function app.is_handing_over() returns boolean stable language sql as $$
  select app.action() in ('hand_over.make', 'hand_over.undo') and app.is_a('administrator', 'head', 'office')
$$;
create policy "what waits for its hour goes over with the class" on public.post for update
  using (school_id = app.school_id() and state = 'scheduled' and (select app.is_handing_over())) with check (state = 'scheduled' and (select app.is_handing_over()));
-- A draft exists for whoever writes it alone; what was published for those whom it stands before, and those who run the school.
create policy "posts that stand before one, and one's own drafts" on public.post for select
  using (school_id = app.school_id() and (
    (published_at is not null and exists (select from public.post_audience a where a.school_id = post.school_id and a.post_id = post.id
      and a.feed_at is not null and a.audience_id = any (array(select app.my_audiences()))))
    or (published_at is null and author_id = app.person_id() and (select app.is_member()))
    or (published_at is not null and (select app.runs_school())) or (select app.is_system())
    or (state = 'scheduled' and (select app.is_handing_over()))));
create policy "those who teach or run the school write" on public.post for insert
  with check (school_id = app.school_id() and author_id = app.person_id() and (select app.is_a('teacher', 'substitute', 'administrator', 'head', 'office')));
create policy "authors change their own posts" on public.post for update
  using (school_id = app.school_id() and author_id = app.person_id() and state <> 'withdrawn' and (select app.is_member())) with check (author_id = app.person_id());
create policy "the office and the head take back and pin" on public.post for update
  using (school_id = app.school_id() and app.action() in ('post.withdraw', 'post.pin', 'post.unpin') and state = 'published' and (select app.is_a('administrator', 'head', 'office')))
  with check (school_id = app.school_id() and app.action() in ('post.withdraw', 'post.pin', 'post.unpin') and (select app.is_a('administrator', 'head', 'office')));
create policy "the school publishes at its hour" on public.post for update using (school_id = app.school_id() and (select app.is_system()));

create policy "what a post said before, as long as it is there" on public.post_version for select
  using (school_id = app.school_id() and exists (select from public.post p where p.school_id = post_version.school_id and p.id = post_version.post_id
    and (p.state = 'published' or p.author_id = app.person_id() or (select app.runs_school()))));
create policy "what a post said is kept by whoever changes it" on public.post_version for insert
  with check (school_id = app.school_id() and exists (select from public.post p where p.school_id = post_version.school_id and p.id = post_version.post_id
    and (p.author_id = app.person_id() or (select app.is_a('administrator', 'head', 'office')))));

create policy "answers below what one sees" on public.post_comment for select
  using (school_id = app.school_id() and exists (select from public.post p where p.school_id = post_comment.school_id and p.id = post_comment.post_id and p.state = 'published'));
-- Pupils do not write to pupils: what is answered below a post is read by all whom it stands before.
create policy "adults answer where it is allowed" on public.post_comment for insert
  with check (school_id = app.school_id() and author_id = app.person_id() and not (select app.is_a('pupil')) and exists (select from public.post p
    where p.school_id = post_comment.school_id and p.id = post_comment.post_id and p.state = 'published' and p.answers = 'comments'));
create policy "an answer is taken back by who gave it, who asked for it, or the office" on public.post_comment for update
  using (school_id = app.school_id() and withdrawn_at is null and (author_id = app.person_id() or (select app.is_a('administrator', 'head', 'office'))
    or exists (select from public.post p where p.school_id = post_comment.school_id and p.id = post_comment.post_id and p.author_id = app.person_id())))
  with check (withdrawn_by = app.person_id());

create policy "one's own reactions" on public.post_reaction for select using (school_id = app.school_id() and person_id = app.person_id());
create policy "one reacts where it is allowed" on public.post_reaction for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and exists (select from public.post p
    where p.school_id = post_reaction.school_id and p.id = post_reaction.post_id and p.state = 'published' and p.answers <> 'none'));
create policy "one changes one's own reaction" on public.post_reaction for update using (school_id = app.school_id() and person_id = app.person_id());
create policy "one takes one's own reaction back" on public.post_reaction for delete using (school_id = app.school_id() and person_id = app.person_id());

-- Which consent a pupil's picture needs there: that for the class in the pupil's own class, that for the school everywhere else.
create or replace function app.image_audience(audience uuid, pupil uuid) returns text stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case when exists (select from public.audience a join public.enrolment e on e.school_id = a.school_id and e.class_id = a.target_id and e.role = 'pupil'
      and e.person_id = pupil and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
    where a.school_id = app.school_id() and a.id = audience and a.kind = 'class') then 'class' else 'school' end
$$;
-- Whether this person may see a photo of a post: everybody on it is of the own family, or may be shown to an audience by which one sees the post. Asked
-- whenever the photo is: an answer that was taken back a second ago holds. What goes to families only, and what shows nobody but one's own, needs no consent.
create or replace function app.shows_photo(wanted uuid, of_post uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with family as materialized (select app.person_id() as id union all select app.my_children_for('feed')),
    depicted as materialized (select d.pupil_id, d.pupil_id = any (array(select f.id from family f)) as is_own from public.depiction d where d.school_id = app.school_id() and d.file_id = wanted)
  select exists (select from public.photo h join public.post p on p.school_id = h.school_id and p.id = of_post
    where h.school_id = app.school_id() and h.file_id = wanted and p.state = 'published' and (select app.is_member())
      and (h.state = 'nobody' and not exists (select from depicted) or h.state = 'tagged' and exists (select from depicted))
      and ((h.state = 'tagged' and not exists (select from depicted d where not d.is_own))
        or (h.reach = 'audience' and exists (select from public.post_audience a where a.school_id = h.school_id and a.post_id = of_post and a.feed_at is not null
          and (a.audience_id = any (array(select app.my_audiences())) or (select app.runs_school()))
          and not exists (select from depicted d where not d.is_own and not app.image_allowed(d.pupil_id, app.image_audience(a.audience_id, d.pupil_id), h.school_year_id))))))
$$;
-- Who sees a photo of a post by that rule, for whoever sees it or has sent it: numbers of families, names of staff. Whoever sent it sees what was sent.
create or replace function app.photo_readers(wanted uuid, of_post uuid) returns table (person_id uuid, stands text, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with photo as materialized (select h.state, h.reach, h.school_year_id, h.tagged_by from public.photo h where h.school_id = app.school_id() and h.file_id = wanted and h.state <> 'open'
      and exists (select from public.attachment a where a.school_id = h.school_id and a.file_id = wanted and a.target_kind = 'post' and a.target_id = of_post)
      and (h.tagged_by = app.person_id() or app.shows_photo(wanted, of_post))),
    place as materialized (select a.audience_id from public.post_audience a join photo on true where a.school_id = app.school_id() and a.post_id = of_post and a.feed_at is not null),
    depicted as materialized (select d.pupil_id from public.depiction d join photo on true where d.school_id = app.school_id() and d.file_id = wanted),
    own as materialized (select d.pupil_id, d.pupil_id as reader_id from depicted d
      union select g.pupil_id, g.guardian_id from app.edges_now() g join depicted d on d.pupil_id = g.pupil_id where 'feed' = any (g.scopes)),
    barred as materialized (select a.audience_id, d.pupil_id from photo h, place a, depicted d
      where not app.image_allowed(d.pupil_id, app.image_audience(a.audience_id, d.pupil_id), h.school_year_id)),
    reader as (select r.person_id, array_position(array['staff', 'pupil', 'guardian'], r.stands) as rank
      from photo h, app.readers_now(array(select a.audience_id from place a)) r
      where h.reach = 'audience' and not exists (select from barred b where b.audience_id = r.audience_id
        and not exists (select from own o where o.pupil_id = b.pupil_id and o.reader_id = r.person_id))
      union all select o.reader_id, case when o.reader_id = o.pupil_id then 2 else 3 end from own o
      where not app.is_locked(app.school_id(), o.reader_id) and not exists (select from depicted d
        where not exists (select from own x where x.pupil_id = d.pupil_id and x.reader_id = o.reader_id))
      union all select h.tagged_by, 1 from photo h where h.tagged_by is not null and not app.is_locked(app.school_id(), h.tagged_by))
  select r.person_id, (array['staff', 'pupil', 'guardian'])[min(r.rank)],
    case when min(r.rank) = 1 then (select p.sealed from public.person p where p.school_id = app.school_id() and p.id = r.person_id) end
  from reader r group by r.person_id
$$;
-- How far a photo may go with a post: to its audiences, where everybody on it may be shown to each; of one pupil, to the family; or nowhere.
create or replace function app.photo_reach(wanted uuid, audiences uuid[]) returns text stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case when h.state = 'open' or (h.state = 'tagged' and d.n = 0) or (h.state = 'nobody' and d.n > 0) then 'untagged'
    when not exists (select from public.depiction x, unnest(audiences) as a (id) where x.school_id = h.school_id and x.file_id = h.file_id
      and not app.image_allowed(x.pupil_id, app.image_audience(a.id, x.pupil_id), h.school_year_id)) then 'audience'
    when d.n = 1 then 'families' else 'nobody' end
  from public.photo h cross join lateral (select count(*) as n from public.depiction x where x.school_id = h.school_id and x.file_id = h.file_id) d
  where h.school_id = app.school_id() and h.file_id = wanted and h.tagged_by = app.person_id()
$$;
create or replace function app.may_go_with(wanted uuid, of_post uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select coalesce((select case h.reach when 'families' then (select count(*) from public.depiction d where d.school_id = h.school_id and d.file_id = h.file_id) = 1
      else app.photo_reach(wanted, array(select a.audience_id from public.post_audience a where a.school_id = h.school_id and a.post_id = of_post)) = 'audience' end
    from public.photo h where h.school_id = app.school_id() and h.file_id = wanted and h.state <> 'open'), false)
$$;

-- Who of those on an own photo may not be shown to all whom the post is for: for whoever tagged it.
create or replace function app.hidden_on(wanted uuid, of_post uuid) returns table (pupil_id uuid, at_left int, at_top int, wide int, high int)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select d.pupil_id, d.at_left, d.at_top, d.wide, d.high from public.depiction d join public.photo h on h.school_id = d.school_id and h.file_id = d.file_id
  where d.school_id = app.school_id() and d.file_id = wanted and h.tagged_by = app.person_id()
    and exists (select from public.post p where p.school_id = d.school_id and p.id = of_post and p.state = 'published')
    and exists (select from public.post_audience a where a.school_id = d.school_id and a.post_id = of_post
      and not app.image_allowed(d.pupil_id, app.image_audience(a.audience_id, d.pupil_id), h.school_year_id))
$$;

-- Whose photos of a pupil some of those addressed no longer see since this answer, without a version that they do see. Only the school's own work asks.
create or replace function app.hidden_by_answer(receipt uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct h.tagged_by from public.image_consent c
    join public.depiction d on d.school_id = c.school_id and d.pupil_id = c.pupil_id
    join public.photo h on h.school_id = d.school_id and h.file_id = d.file_id and h.school_year_id = c.school_year_id and h.state = 'tagged' and h.reach = 'audience'
    join public.attachment a on a.school_id = h.school_id and a.file_id = h.file_id and a.target_kind = 'post'
    join public.post p on p.school_id = a.school_id and p.id = a.target_id and p.state = 'published'
    join public.post_audience t on t.school_id = p.school_id and t.post_id = p.id
  where app.is_system() and c.school_id = app.school_id() and c.id = receipt and c.says = 'no' and c.replaced_at is null and h.tagged_by is not null
    and app.image_audience(t.audience_id, c.pupil_id) = c.audience and not app.image_allowed(c.pupil_id, c.audience, c.school_year_id)
    and not exists (select from public.photo b where b.school_id = h.school_id and b.instead_of = h.file_id)
$$;

-- Files go with a post: for whoever sees it, as long as it stands; photos for whom they may be shown to. No film, until image rights can be asked for each of its moments.
create policy "attachments of posts one sees" on public.attachment for select
  using (school_id = app.school_id() and target_kind = 'post' and case when app.is_guarded(file_id) then app.shows_photo(file_id, target_id)
    else exists (select from public.post p where p.school_id = attachment.school_id and p.id = attachment.target_id and p.state <> 'withdrawn') end);
-- A draft keeps what it is given: it is shown to nobody, and goes out only when of each photo somebody has said who is on it (stillMayGo).
create policy "documents and consented photos are attached to one's own posts" on public.attachment for insert
  with check (school_id = app.school_id() and target_kind = 'post' and app.is_my_upload(file_id) and exists (select from public.post p where p.school_id = attachment.school_id and p.id = attachment.target_id and p.author_id = app.person_id()
    and case p.state when 'withdrawn' then false when 'draft' then app.is_document(file_id) or app.is_picture(file_id) else app.is_document(file_id) or app.may_go_with(file_id, target_id) end));

-- A post counts what was answered below it, so that a feed need not.
create or replace function app.count_comments() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update public.post p set comments = (select count(*) from public.post_comment c where c.school_id = p.school_id and c.post_id = p.id and c.withdrawn_at is null)
    where (p.school_id, p.id) in (select n.school_id, n.post_id from some_rows n);
  return null;
end $$;
create or replace trigger counted_insert after insert on public.post_comment referencing new table as some_rows for each statement execute function app.count_comments();
create or replace trigger counted_update after update on public.post_comment referencing new table as some_rows for each statement execute function app.count_comments();
create or replace trigger counted_delete after delete on public.post_comment referencing old table as some_rows for each statement execute function app.count_comments();
create or replace function app.count_reactions() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update public.post p set (seen, thanks, glad) = (select count(*) filter (where r.kind = 'seen'), count(*) filter (where r.kind = 'thanks'),
      count(*) filter (where r.kind = 'glad') from public.post_reaction r where r.school_id = p.school_id and r.post_id = p.id)
    where (p.school_id, p.id) in (select n.school_id, n.post_id from some_rows n);
  return null;
end $$;
create or replace trigger counted_insert after insert on public.post_reaction referencing new table as some_rows for each statement execute function app.count_reactions();
create or replace trigger counted_update after update on public.post_reaction referencing new table as some_rows for each statement execute function app.count_reactions();
create or replace trigger counted_delete after delete on public.post_reaction referencing old table as some_rows for each statement execute function app.count_reactions();
-- What was taken back is pinned nowhere, nor in a class that its author has left since and no longer sees.
create or replace function app.unpin_withdrawn() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update public.post_audience a set is_pinned = false where a.school_id = new.school_id and a.post_id = new.id and a.is_pinned;
  return null;
end $$;
create or replace trigger unpinned_withdrawn after update of state on public.post for each row when (new.state = 'withdrawn') execute function app.unpin_withdrawn();

create or replace trigger files_go after delete on public.post referencing old table as old_rows for each statement execute function app.let_files_go('post');

grant update (comments, seen, thanks, glad) on public.post to preau_relations;
grant update (is_pinned) on public.post_audience to preau_relations;
grant select, insert, update on public.post, public.post_comment to preau_app;
grant select, insert, update, delete on public.post_audience, public.post_reaction to preau_app;
grant select, insert on public.post_version to preau_app;

-- Who is told of a post that stands there now: whoever belongs to the audience, and not who wrote it. Only the school's own work asks.
create or replace function app.told_of_post(wanted uuid, audience uuid) returns setof uuid
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct m.person_id from app.audience_people() m join public.post p on p.school_id = app.school_id() and p.id = wanted
  where app.is_system() and m.audience_id = audience and p.state = 'published' and m.person_id is distinct from p.author_id
$$;
