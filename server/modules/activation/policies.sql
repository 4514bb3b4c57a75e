create policy "how slips are printed is no secret in the school" on public.slip_setting for select
  using (school_id = app.school_id() and (app.is_office() or app.is_a('dpo', 'teacher', 'substitute')));
create policy "the office says how slips are printed" on public.slip_setting for insert with check (school_id = app.school_id() and app.is_office());
create policy "the office changes how slips are printed" on public.slip_setting for update using (school_id = app.school_id() and app.is_office());

create policy "prints of those who run the school, and one's own" on public.slip_batch for select
  using (school_id = app.school_id() and ((select app.runs_school()) or made_by = app.person_id()));
create policy "a print is one's own" on public.slip_batch for insert
  with check (school_id = app.school_id() and made_by = app.person_id() and (class_id is null or app.is_office() or class_id = any (array(select app.my_classes('teacher')))));

create policy "codes of those one prints for" on public.activation_code for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_slip_people()))));
create policy "codes are made for those one prints for" on public.activation_code for insert
  with check (school_id = app.school_id() and ((select app.is_office()) or person_id = any (array(select app.my_slip_people()))));
create policy "codes of those one prints for end" on public.activation_code for update
  using (school_id = app.school_id() and ((select app.is_office()) or person_id = any (array(select app.my_slip_people()))));

grant select, insert, update on public.slip_setting, public.activation_code to preau_app;
grant select, insert on public.slip_batch to preau_app;

create policy "the code of a class is its teachers' and the office's" on public.class_door for select
  using (school_id = app.school_id() and ((select app.runs_school()) or class_id = any (array(select app.my_classes('teacher')))));
create policy "a code is made for one's class" on public.class_door for insert
  with check (school_id = app.school_id() and ((select app.is_office()) or class_id = any (array(select app.my_classes('teacher')))));
create policy "the code of one's class ends" on public.class_door for update
  using (school_id = app.school_id() and ((select app.is_office()) or class_id = any (array(select app.my_classes('teacher')))));

create policy "who has words, for those who print them" on public.pupil_words for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_pupils()))));
create policy "words are made for one's pupils" on public.pupil_words for insert
  with check (school_id = app.school_id() and ((select app.is_office()) or person_id = any (array(select app.my_pupils()))));
create policy "words of one's pupils end" on public.pupil_words for update
  using (school_id = app.school_id() and ((select app.is_office()) or person_id = any (array(select app.my_pupils()))));

create policy "devices of one's classes" on public.enrolled_device for select
  using (school_id = app.school_id() and ((select app.runs_school()) or class_id = any (array(select app.my_classes('teacher')))));
create policy "a device is enrolled for one's class" on public.enrolled_device for insert
  with check (school_id = app.school_id() and ((select app.is_office()) or class_id = any (array(select app.my_classes('teacher')))));
create policy "a device of one's class ends" on public.enrolled_device for update
  using (school_id = app.school_id() and ((select app.is_office()) or class_id = any (array(select app.my_classes('teacher')))));

create policy "whether there are pictures, for the pupil and those who help" on public.pupil_pictures for select
  using (school_id = app.school_id() and (person_id = app.person_id() or (select app.runs_school()) or person_id = any (array(select app.my_pupils()))));
create policy "one chooses pictures for oneself" on public.pupil_pictures for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and app.action() = 'pupil.pictures.choose');
create policy "pictures end by the pupil or those who help" on public.pupil_pictures for update
  using (school_id = app.school_id() and (person_id = app.person_id() or (select app.is_office()) or person_id = any (array(select app.my_pupils()))));

grant select, insert, update on public.class_door, public.pupil_words, public.enrolled_device, public.pupil_pictures to preau_app;

-- Whether somebody has chosen a password: from then on neither words nor pictures open anything.
create or replace function app.has_own_password(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from directory.membership m join directory.account a on a.id = m.account_id
    where m.school_id = app.school_id() and m.person_id = person and a.password_hash <> '')
$$;

-- The words of a user name, with the code of every class that the pupil is in: what was typed is compared afterwards.
create or replace function app.pupil_door_for(in_school uuid, digests bytea[]) returns table (person_id uuid, account_id uuid, words_id uuid, secret_hash text, door_id uuid, class_id uuid, sealed bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select w.person_id, m.account_id, w.id, w.secret_hash, d.id, d.class_id, d.sealed from vault.blind_index b
    join public.pupil_words w on w.school_id = b.school_id and w.person_id = b.target_id and w.voided_at is null and w.ends_on >= current_date
    join public.enrolment e on e.school_id = w.school_id and e.person_id = w.person_id and e.role = 'pupil' and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)
    join public.class_door d on d.school_id = e.school_id and d.class_id = e.class_id and d.ended_at is null and d.ends_on >= current_date
    left join directory.membership m on m.school_id = w.school_id and m.person_id = w.person_id left join directory.account a on a.id = m.account_id
  where b.school_id = in_school and b.kind = 'username' and b.digest = any (digests) and coalesce(a.password_hash, '') = '' and not app.is_locked(w.school_id, w.person_id)
$$;

-- The device whose cookie this is, as long as it is the class's.
create or replace function app.class_device_for(in_school uuid, token bytea) returns table (id uuid, class_id uuid)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select d.id, d.class_id from public.enrolled_device d where d.school_id = in_school and d.token_digest = token and d.ended_at is null and d.ends_on >= current_date
$$;

-- The pictures of a pupil of the class that a device belongs to.
create or replace function app.pupil_pictures_for(in_school uuid, of_class uuid, person uuid) returns table (id uuid, row_digest bytea, account_id uuid)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, p.row_digest, m.account_id from public.pupil_pictures p
    join public.enrolment e on e.school_id = p.school_id and e.person_id = p.person_id and e.class_id = of_class and e.role = 'pupil' and e.from_on <= current_date
      and (e.until_on is null or e.until_on >= current_date)
    join directory.membership m on m.school_id = p.school_id and m.person_id = p.person_id join directory.account a on a.id = m.account_id
  where p.school_id = in_school and p.person_id = person and p.ended_at is null and a.password_hash = '' and not app.is_locked(p.school_id, p.person_id)
$$;

-- The words of the person in hand, to be said once more: as long as they would open the door, and no password has taken their place.
create or replace function app.own_words() returns table (secret_hash text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select w.secret_hash from public.pupil_words w join directory.membership m on m.school_id = w.school_id and m.person_id = w.person_id
    join directory.account a on a.id = m.account_id
  where w.school_id = app.school_id() and w.person_id = app.person_id() and m.account_id = app.account_id() and w.voided_at is null and w.ends_on >= current_date
    and a.password_hash = ''
$$;
