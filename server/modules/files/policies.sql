-- An attachment exists for whoever sees its target; a file and what is made from it, for whoever sees an attachment of it. A module with a new
-- kind of target adds a policy on public.attachment of its own, and the files follow.

create or replace function app.is_member() returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select app.my_roles())
$$;
create or replace function app.is_my_upload(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.file f where f.school_id = app.school_id() and f.id = wanted and f.uploaded_by = app.person_id() and f.state in ('scanning', 'ready'))
$$;

-- A picture of somebody whose identity is protected, also one from before: for those who run the school, the person and the family alone.
create or replace function app.hides_picture(wanted uuid, person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.protected_identity i where i.school_id = app.school_id() and i.person_id = person and i.from_at <= now() and (i.until_at is null or i.until_at > now()))
    and exists (select from public.file f where f.school_id = app.school_id() and f.id = wanted and (f.type like 'image/%' or f.type like 'video/%'))
    and person is distinct from app.person_id() and not person = any (array(select app.my_children()))
$$;
create or replace function app.is_hidden_picture(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.attachment a where a.school_id = app.school_id() and a.file_id = wanted and a.target_kind = 'person' and app.hides_picture(wanted, a.target_id))
$$;

-- A photo of whom somebody has said who is on it, or that goes with a post: nobody sees it by an office alone, only by what the room of photos says.
create or replace function app.is_guarded(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.file f where f.school_id = app.school_id() and f.id = wanted and f.type like 'image/%')
    and (exists (select from public.photo h where h.school_id = app.school_id() and h.file_id = wanted)
      or exists (select from public.attachment a where a.school_id = app.school_id() and a.file_id = wanted and a.target_kind = 'post'))
$$;

create or replace function app.is_document(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.file f where f.school_id = app.school_id() and f.id = wanted and f.type !~ '^(image|video|audio)/')
$$;

create or replace function app.is_picture(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.file f where f.school_id = app.school_id() and f.id = wanted and f.type like 'image/%')
$$;

create policy "attachments of one's classes, and of people one answers for" on public.attachment for select
  using (school_id = app.school_id() and ((select app.is_system()) or (attached_by = app.person_id() and (select app.is_member())) or not app.is_guarded(file_id)) and ((select app.runs_school()) or not (target_kind = 'person' and app.hides_picture(file_id, target_id))) and (
    (select app.runs_school()) or (attached_by = app.person_id() and (select app.is_member()))
    or (target_kind = 'class' and target_id = any (array(select app.my_classes('any'))))
    or (target_kind = 'person' and (target_id = app.person_id() or target_id = any (array(select app.my_children() union all select app.my_pupils()))))));
create policy "one's own uploads are attached, to classes one teaches and people one answers for" on public.attachment for insert
  with check (school_id = app.school_id() and ((select app.runs_school()) or app.is_my_upload(file_id)) and (
    ((select app.runs_school()) and target_kind in ('class', 'person'))
    or (target_kind = 'class' and target_id = any (array(select app.my_classes('teacher'))))
    or (target_kind = 'person' and (target_id = app.person_id() or target_id = any (array(select app.my_children() union all select app.my_pupils()))))));
create policy "who attached puts in order" on public.attachment for update
  using (school_id = app.school_id() and ((select app.runs_school()) or (attached_by = app.person_id() and (select app.is_member()))));
create policy "who attached takes away" on public.attachment for delete
  using (school_id = app.school_id() and ((select app.runs_school()) or (attached_by = app.person_id() and (select app.is_member()))));

create policy "one's own files, and those of what one sees" on public.file for select
  using (school_id = app.school_id() and (
    ((select app.runs_school()) and ((select app.is_system()) or not app.is_guarded(id)))
    or (uploaded_by = app.person_id() and (select app.is_member()) and not app.is_hidden_picture(id))
    or (state <> 'uploading' and exists (select from public.attachment a where a.school_id = file.school_id and a.file_id = file.id))));
create policy "members upload" on public.file for insert
  with check (school_id = app.school_id() and state = 'uploading' and uploaded_by = app.person_id() and (select app.is_member()));
create policy "one's own upload goes on; the school scans" on public.file for update
  using (school_id = app.school_id() and (app.is_system() or (uploaded_by = app.person_id() and state = 'uploading' and (select app.is_member()))))
  with check (school_id = app.school_id());
create policy "one's own files go, and those of the school" on public.file for delete
  using (school_id = app.school_id() and ((select app.runs_school()) or (uploaded_by = app.person_id() and (select app.is_member()))));

create policy "made from what one sees" on public.derivative for select
  using (school_id = app.school_id() and exists (select from public.file f where f.school_id = derivative.school_id and f.id = derivative.file_id));
create policy "made from one's own upload, or by the school" on public.derivative for insert
  with check (school_id = app.school_id() and (app.is_system() or app.is_my_upload(file_id)));
create policy "goes with its file" on public.derivative for delete
  using (school_id = app.school_id() and exists (select from public.file f where f.school_id = derivative.school_id and f.id = derivative.file_id
    and ((select app.runs_school()) or f.uploaded_by = app.person_id())));

create policy "the school clears its store" on public.discarded_object for select using (school_id = app.school_id() and app.is_system());
create policy "the school has cleared its store" on public.discarded_object for delete using (school_id = app.school_id() and app.is_system());

-- However a row goes (taken back, swept, erased, at the end of its time), its object in the store is not forgotten.
create or replace function app.discard_object() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into public.discarded_object (school_id, object) select o.school_id, o.object from old_rows o on conflict do nothing;
  else
    insert into public.discarded_object (school_id, object)
      select o.school_id, o.object from old_rows o join new_rows n using (school_id, id) where o.object <> n.object on conflict do nothing;
  end if;
  return null;
end $$;
create or replace trigger discarded_delete after delete on public.file referencing old table as old_rows for each statement execute function app.discard_object();
create or replace trigger discarded_update after update on public.file referencing old table as old_rows new table as new_rows for each statement execute function app.discard_object();
create or replace trigger discarded_delete after delete on public.derivative referencing old table as old_rows for each statement execute function app.discard_object();
create or replace trigger discarded_delete after delete on public.brought_file referencing old table as old_rows for each statement execute function app.discard_object();

grant insert, select on public.discarded_object to preau_relations;
grant select, insert, update, delete on public.file to preau_app;
grant select, insert, delete on public.derivative, public.attachment to preau_app;
grant update (place) on public.attachment to preau_app;
grant select, delete on public.discarded_object to preau_app;

-- Parts of what one is sending: nobody else sees them, and they go with the file or into it.
create or replace function app.is_my_sending(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_system() or exists (select from public.file f where f.school_id = app.school_id() and f.id = wanted and f.uploaded_by = app.person_id() and app.is_member())
$$;
create policy "parts of what one is sending" on public.upload_part for select using (school_id = app.school_id() and app.is_my_sending(file_id));
create policy "a part of what one is sending" on public.upload_part for insert with check (school_id = app.school_id() and app.is_my_sending(file_id));
create policy "a part has arrived" on public.upload_part for update using (school_id = app.school_id() and app.is_my_sending(file_id));
create policy "a part goes with its file, or into it" on public.upload_part for delete
  using (school_id = app.school_id() and (app.is_my_sending(file_id) or (select app.runs_school())));
create or replace trigger discarded_delete after delete on public.upload_part referencing old table as old_rows for each statement execute function app.discard_object();
grant select, insert, delete on public.upload_part to preau_app;
grant update (size) on public.upload_part to preau_app;

-- What goes at the end of its time lets its files go; what nothing holds any more the night takes away, key and all.
create or replace function app.let_files_go() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  delete from public.attachment a where a.target_kind = tg_argv[0] and (a.school_id, a.target_id) in (select o.school_id, o.id from old_rows o);
  return null;
end $$;
grant delete on public.attachment to preau_relations;
