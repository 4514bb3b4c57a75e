-- Whoever has sent a photo says who is on it: pupils whom one teaches, or anybody for those who run the school.
create or replace function app.is_my_photo(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.file f where f.school_id = app.school_id() and f.id = wanted and f.uploaded_by = app.person_id() and f.state in ('scanning', 'ready')
    and f.type like 'image/%')
$$;
-- For the facts of a reading: who is on a photo, and whether that is a child of the reader; ids that no answer shows.
create or replace function app.depicted_on(wanted uuid) returns table (id uuid, is_child boolean) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select d.pupil_id, d.pupil_id = any (array(select app.my_children())) from public.depiction d where d.school_id = app.school_id() and d.file_id = wanted
$$;

-- Whom one may say to be on a photo: pupils of the classes and of the groups that one teaches; for those who run the school, every pupil.
create or replace function app.my_models() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.my_pupils()
  union select m.person_id from app.group_people() m where m.stands = 'pupil' and m.group_id = any (array(select app.my_groups('teacher')))
  union select r.person_id from public.person_role r where app.runs_school() and r.school_id = app.school_id() and r.role = 'pupil'
    and r.from_at <= now() and (r.until_at is null or r.until_at > now())
$$;
-- The names of those whom one has said to be on a photo: a pupil of a group is not otherwise known to whoever teaches the group alone.
create or replace function app.tagged_named(people uuid[]) returns table (id uuid, sealed bytea) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, p.sealed from public.person p where p.school_id = app.school_id() and p.id = any (people)
    and exists (select from public.depiction d where d.school_id = p.school_id and d.pupil_id = p.id and d.tagged_by = app.person_id())
$$;

create policy "photos that one has tagged, and those that one sees" on public.photo for select
  using (school_id = app.school_id() and (tagged_by = app.person_id() or exists (select from public.attachment a where a.school_id = photo.school_id and a.file_id = photo.file_id)
    or (select app.is_system())));
create policy "one tags what one has sent" on public.photo for insert
  with check (school_id = app.school_id() and tagged_by = app.person_id() and app.is_my_photo(file_id));
create policy "one tags one's own anew" on public.photo for update
  using (school_id = app.school_id() and tagged_by = app.person_id() and app.is_my_photo(file_id)) with check (tagged_by = app.person_id());
create policy "goes with its file" on public.photo for delete
  using (school_id = app.school_id() and ((select app.is_system()) or tagged_by = app.person_id()));

-- Who is on a photo is known to whoever said so, and to each family of its own child: of no other.
create policy "tags of one's own photos, and of one's own family" on public.depiction for select
  using (school_id = app.school_id() and (tagged_by = app.person_id() or pupil_id = app.person_id() or pupil_id = any (array(select app.my_children_for('feed'))) or (select app.is_system())));
create policy "pupils are tagged by whoever teaches them, or runs the school" on public.depiction for insert
  with check (school_id = app.school_id() and tagged_by = app.person_id() and app.is_my_photo(file_id)
    and pupil_id = any (array(select app.my_models())));
create policy "tags are taken off by whoever set them" on public.depiction for delete
  using (school_id = app.school_id() and ((select app.is_system()) or tagged_by = app.person_id()));

-- However a tag goes (set anew, or with a pupil who is erased), the photo is nobody's to see until somebody has said again who is on it.
create or replace function app.reopen_photo() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update public.photo h set state = 'open' where (h.school_id, h.file_id) in (select o.school_id, o.file_id from old_rows o);
  return null;
end $$;
create or replace trigger reopened after delete on public.depiction referencing old table as old_rows for each statement execute function app.reopen_photo();

-- A photo that goes at the end of its time leaves its post; the file, which nothing holds any more, the night takes away.
create or replace function app.photo_leaves_post() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  delete from public.attachment a where a.target_kind = 'post' and (a.school_id, a.file_id) in (select o.school_id, o.file_id from old_rows o);
  return null;
end $$;
create or replace trigger leaves_post after delete on public.photo referencing old table as old_rows for each statement execute function app.photo_leaves_post();

-- That a photo went is said to those who could see it: to all who see the post, or to the one family that had it.
create policy "photos that were taken out of what one sees" on public.photo_removal for select
  using (school_id = app.school_id() and exists (select from public.post p where p.school_id = photo_removal.school_id and p.id = photo_removal.post_id
    and (p.author_id = app.person_id() or (select app.runs_school()) or (p.state = 'published'
      and (photo_removal.pupil_id is null or photo_removal.pupil_id = app.person_id() or photo_removal.pupil_id = any (array(select app.my_children_for('feed'))))))));
create policy "whoever takes a photo out of their own post says so" on public.photo_removal for insert
  with check (school_id = app.school_id() and removed_by = app.person_id() and exists (select from public.post p
    where p.school_id = photo_removal.school_id and p.id = photo_removal.post_id and p.author_id = app.person_id()));

grant update (state) on public.photo to preau_relations;
grant select, insert, update, delete on public.photo to preau_app;
grant select, insert, delete on public.depiction to preau_app;
grant select, insert on public.photo_removal to preau_app;
grant select, update (pupil_id) on public.photo_removal to preau_relations;
