-- Whose answer counts for a pupil's pictures: each guardian who signs, by an edge of their own and not a lent one; or the pupil, once old enough.
-- Whether all of them have to agree is a matter of the law that the school lives under: contract/image-rights.ts has the same list.
create or replace function app.images_together(profile text) returns boolean immutable language sql as $$
  select profile in ('EU-FR', 'EU-SE')
$$;
create or replace function app.answers_for_own_image(pupil uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.person p join public.school s on s.school_id = p.school_id where p.school_id = app.school_id() and p.id = pupil
    and app.has_turned(p.born_on, app.consent_age(coalesce(p.profile, s.profile)), s.time_zone, now()))
$$;
create or replace function app.my_image_children() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select g.pupil_id from app.edges_now() g where g.guardian_id = app.person_id() and 'sign' = any (g.scopes) and g.delegated_from is null
$$;

-- Whether pictures of a pupil may be shown to an audience now: the only definition. No answer is no; one no is no; whoever must not be found is
-- on no picture; and when the school year is over nothing holds any more. What guardians said before a pupil was old enough holds until the pupil speaks.
create or replace function app.image_allowed(pupil uuid, wanted text, year uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with said as materialized (select c.by_id, c.says from public.image_consent c where c.school_id = app.school_id() and c.pupil_id = pupil and c.school_year_id = year
      and c.audience = wanted and c.replaced_at is null),
    entitled as materialized (select distinct g.guardian_id as id from app.edges_now() g where g.pupil_id = pupil and 'sign' = any (g.scopes) and g.delegated_from is null)
  select exists (select from said)
    and exists (select from public.school_year y where y.school_id = app.school_id() and y.id = year and y.to_on >= current_date)
    and not exists (select from public.protected_identity i where i.school_id = app.school_id() and i.person_id = pupil and i.from_at <= now() and (i.until_at is null or i.until_at > now()))
    and coalesce((select s.says = 'yes' from said s where s.by_id = pupil and app.answers_for_own_image(pupil)),
      exists (select from said s join entitled e on e.id = s.by_id where s.says = 'yes')
      and not exists (select from said s join entitled e on e.id = s.by_id where s.says = 'no')
      and (not exists (select from entitled e where not exists (select from said s where s.by_id = e.id))
        or not app.images_together((select coalesce(p.profile, c.profile) from public.person p join public.school c on c.school_id = p.school_id where p.school_id = app.school_id() and p.id = pupil))))
$$;
-- May, or may not: for those who teach the pupil or run the school, and for the family. Nobody is told why not.
create or replace function app.image_rights_of(pupils uuid[], year uuid) returns table (pupil_id uuid, audience text, allowed boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, a.name, app.image_allowed(p.id, a.name, year)
  from (select unnest(pupils) intersect (select app.my_pupils() union select app.my_children() union select app.person_id()
      union select e.id from public.person e where e.school_id = app.school_id() and e.id = any (pupils) and app.runs_school())) as p (id),
    unnest(array['class', 'school', 'outside']) as a (name)
$$;

-- Who answers for which pupils: for those who may write down what came on paper. One old enough answers alone; what guardians withdraw counts all the same.
create or replace function app.image_signatories(pupils uuid[]) returns table (pupil_id uuid, id uuid, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.pupil_id, p.id, p.sealed from (
      select g.pupil_id, g.guardian_id as id from app.edges_now() g where 'sign' = any (g.scopes) and g.delegated_from is null and g.pupil_id = any (pupils)
      union select w.id, w.id from unnest(pupils) as w (id) where app.answers_for_own_image(w.id)) s
    join public.person p on p.school_id = app.school_id() and p.id = s.id
  where s.pupil_id = any (array(select app.my_pupils())) or (app.runs_school() and exists (select from public.person_role r
    where r.school_id = app.school_id() and r.person_id = s.pupil_id and r.role = 'pupil'))
$$;
-- Whether somebody has answered in their own account: what they said there no paper turns into a yes.
create or replace function app.has_answered_image(pupil uuid, by_person uuid, wanted text, year uuid) returns boolean
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.image_consent c where c.school_id = app.school_id() and c.pupil_id = pupil and c.by_id = by_person and c.audience = wanted
    and c.school_year_id = year and not c.on_paper and c.replaced_at is null) and exists (select from app.image_signatories(array[pupil]) s where s.id = by_person)
$$;
-- Whoever writes down an answer does not see the one before, which it takes the place of.
create or replace function app.paper_takes_place() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update public.image_consent c set replaced_at = new.said_at where c.school_id = new.school_id and c.pupil_id = new.pupil_id and c.by_id = new.by_id
    and c.school_year_id = new.school_year_id and c.audience = new.audience and c.replaced_at is null;
  return new;
end $$;
create or replace trigger paper_takes_place before insert on public.image_consent for each row when (new.on_paper) execute function app.paper_takes_place();
grant update (replaced_at) on public.image_consent to preau_relations;

-- What somebody answered is shown to whoever answered, and to nobody else.
create policy "one's own answers about pictures" on public.image_consent for select
  using (school_id = app.school_id() and (by_id = app.person_id() or (select app.is_system())));
create policy "guardians who sign answer, until the pupil does" on public.image_consent for insert
  with check (school_id = app.school_id() and by_id = app.person_id() and replaced_at is null and not on_paper and (
    (pupil_id = app.person_id() and app.answers_for_own_image(pupil_id))
    or (pupil_id = any (array(select app.my_image_children())) and (says = 'no' or not app.answers_for_own_image(pupil_id)))));
create policy "what came on paper is written down by whoever teaches the pupil, or the office" on public.image_consent for insert
  with check (school_id = app.school_id() and on_paper and recorded_by = app.person_id() and replaced_at is null and app.action() = 'image_right.record'
    and by_id = any (array(select s.id from app.image_signatories(array[pupil_id]) s))
    and (says = 'no' or (not app.has_answered_image(pupil_id, by_id, audience, school_year_id) and (by_id = pupil_id or not app.answers_for_own_image(pupil_id)))));
create policy "an answer is replaced by whoever gave it" on public.image_consent for update
  using (school_id = app.school_id() and by_id = app.person_id() and replaced_at is null) with check (by_id = app.person_id());

grant select, insert on public.image_consent to preau_app;
grant update (replaced_at) on public.image_consent to preau_app;
