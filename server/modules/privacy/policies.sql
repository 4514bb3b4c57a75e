-- Printed from the data map by `npm run db:walls`: do not edit; a test compares it. Whoever exports or erases does it as preau_privacy, which sees
-- what the map declares and nothing else, and alone may delete. Triggers write the log of changes.
grant usage on schema app, public, directory, vault to preau_privacy;

create policy "those who run the school see what was erased" on public.erasure for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school erase" on public.erasure for insert with check (school_id = app.school_id() and app.runs_school());
grant select, insert on public.erasure to preau_app;
create policy "those who run the school note the devices of who was erased" on public.erased_device for insert with check (school_id = app.school_id() and app.runs_school());
create policy "the school itself forgets their tokens" on public.erased_device for update using (school_id = app.school_id() and app.is_system());
create policy "the school itself sees which" on public.erased_device for select using (school_id = app.school_id() and (select app.is_system()));
grant select, insert, update (token_digest) on public.erased_device to preau_app;
create policy "papers are kept by the school itself" on public.paper_version for insert with check (school_id = app.school_id() and (select app.is_system()));
create policy "papers are shown by the school itself" on public.paper_version for select using (school_id = app.school_id() and (select app.is_system()));
grant select, insert on public.paper_version to preau_app;
create policy "those who run the school see its register" on public.register_entry for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school write its register" on public.register_entry for insert with check (school_id = app.school_id() and app.runs_school());
grant select, insert on public.register_entry to preau_app;
-- Whoever holds a code may know what it certifies; without one there is nothing to list.
create or replace function app.erasure_with(digest bytea) returns table (school text, made_at timestamptz, deleted int, detached int, kept int, keys int, kept_until date, stays jsonb, week_made_at timestamptz, week_burned_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.name, e.made_at, e.deleted, e.detached, e.kept, e.keys, e.kept_until, e.stays, coalesce(r.made_at, e.made_at), r.burned_at
  from public.erasure e join public.school s on s.school_id = e.school_id left join vault.ring r on r.week = e.week where e.code_digest = digest
$$;
grant select on public.erasure to preau_relations;
create or replace function app.devices_with(digest bytea, at timestamptz) returns table (devices int, waiting int, until_on date)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select count(*)::int, (count(*) filter (where d.token_digest is not null and d.until_on >= (at at time zone s.time_zone)::date))::int,
    max(d.until_on) filter (where d.token_digest is not null and d.until_on >= (at at time zone s.time_zone)::date)
  from public.erasure e join public.school s on s.school_id = e.school_id
    join public.erased_device d on d.school_id = e.school_id and d.erasure_id = e.id where e.code_digest = digest
$$;
-- A device whose session is nowhere to be found asked something, and is told that it is over: it empties itself.
create or replace function app.device_called(token bytea, at timestamptz) returns void
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  update public.erased_device d set called_at = at, token_digest = null where d.token_digest = token
$$;
grant select, update (called_at, token_digest) on public.erased_device to preau_relations;

create or replace function app.sweep_directory(by jsonb, tries_by timestamptz, accounts_by timestamptz) returns setof uuid
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  gone uuid[];
begin
  if not app.is_system() then raise exception 'only the school''s own work sweeps' using errcode = '42501'; end if;
  delete from directory.session s where s.school_id is null and s.expires_at < (by ->> 'directory.session')::date;
  delete from vault.change c where c.school_id = '00000000-0000-0000-0000-000000000000' and c.at < (by ->> 'vault.change')::date;
  delete from directory.mail_trouble t where t.since_at < (by ->> 'directory.mail_trouble')::date;
  delete from directory.address_change t where t.expires_at < (by ->> 'directory.address_change')::date;
  delete from directory.throttle t where t.first_at < tries_by and t.until_at < tries_by;
  select array_agg(a.id) into gone from (
    select a.id from directory.account a where a.created_at < accounts_by
      and not exists (select from directory.membership m where m.account_id = a.id)
      and not exists (select from public.join_request j where j.account_id = a.id)
      and not exists (select from directory.session s where s.account_id = a.id and s.seen_at >= accounts_by)
    order by a.id limit 1000 for update skip locked) a;
  delete from directory.session s where s.account_id = any (gone);
  delete from directory.account a where a.id = any (gone);
  delete from vault.change c where c.school_id = '00000000-0000-0000-0000-000000000000' and c.table_name = 'directory.account' and c.row_id = any (gone);
  return query select unnest(gone);
end $$;
grant select, delete on directory.session, directory.throttle, directory.account to preau_relations;
grant update (version) on directory.account to preau_relations;
grant select, delete on vault.change to preau_relations;
grant select, delete on directory.mail_trouble to preau_relations;
grant select, delete on directory.address_change to preau_relations;
create or replace function app.count_ended() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if app.is_system() and app.action() = any (tg_argv) then
    insert into public.ended_count as e (school_id, rule, month_on, gone)
    select o.school_id, tg_table_schema || '.' || tg_table_name, date_trunc('month', current_date)::date, count(*) from old_rows o group by o.school_id
    on conflict (school_id, rule, month_on) do update set gone = e.gone + excluded.gone;
  end if;
  return null;
end $$;
grant select, insert, update on public.ended_count to preau_relations;
create or replace trigger ended_alone after delete on public.join_request referencing old table as old_rows for each statement execute function app.count_ended('class.join_request.sweep');
create or replace trigger ended_alone after delete on public.year_plan_person referencing old table as old_rows for each statement execute function app.count_ended('year.plan.tidy');
create or replace trigger ended_alone after delete on public.year_move referencing old table as old_rows for each statement execute function app.count_ended('year.plan.tidy');
create or replace trigger ended_alone after delete on public.file referencing old table as old_rows for each statement execute function app.count_ended('file.sweep');
create or replace trigger ended_alone after delete on public.derivative referencing old table as old_rows for each statement execute function app.count_ended('file.sweep');
create or replace trigger ended_alone after delete on public.upload_part referencing old table as old_rows for each statement execute function app.count_ended('file.sweep');
create or replace trigger ended_alone after delete on public.push_device referencing old table as old_rows for each statement execute function app.count_ended('push.sweep');
create or replace function app.history_until() returns timestamptz stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select coalesce(max(y.to_on + 1)::timestamptz, '-infinity') from public.school_year y
  where y.school_id = app.school_id() and y.to_on + interval 'P2M' < current_date
$$;
create or replace function app.my_subjects() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.person_id() where not app.is_system()
  union select app.my_children_for('copies')
$$;
create or replace function app.oneself() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.person_id() where not app.is_system()
$$;
create or replace function app.own_account() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.account_id() where not app.is_system()
$$;
create or replace function app.my_subject_accounts() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.account_id from directory.membership m where m.school_id = app.school_id() and m.person_id in (select app.my_subjects())
$$;
create or replace function app.accounts_here() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select m.account_id from directory.membership m where m.school_id = app.school_id()
$$;
create or replace function app.erasing() returns uuid stable language sql as $$ select nullif(current_setting('app.erasing', true), '')::uuid $$;
-- An account goes with its last person: whoever runs the school of that person may take it away, and says so before the membership is gone.
create or replace function app.begin_erasing(account uuid) returns boolean volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not app.runs_school() or not exists (select from directory.membership m where m.account_id = account and m.school_id = app.school_id())
    or exists (select from directory.membership m where m.account_id = account and m.school_id <> app.school_id()) then return false; end if;
  execute format('set local app.erasing = %L', account::text);
  return true;
end $$;
create or replace function app.held_guardianship_guardian_3() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.guardianship t1 where t1.school_id = app.school_id() and t1.guardian_id in (select app.oneself())
$$;
create or replace function app.held_class_member_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.class_id from public.enrolment t1 where t1.school_id = app.school_id() and t1.person_id in (select app.my_subjects())
$$;
create or replace function app.held_teaching_group_member_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.group_id from public.group_place t1 where t1.school_id = app.school_id() and t1.person_id in (select app.my_subjects())
$$;
create or replace function app.held_hand_over_item_self_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.hand_over t1 where t1.school_id = app.school_id() and t1.from_id in (select app.my_subjects())
$$;
create or replace function app.held_hand_over_item_recipient_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.hand_over t1 where t1.school_id = app.school_id() and t1.to_id in (select app.my_subjects())
$$;
create or replace function app.held_roster_run_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.run_id from public.roster_link t1 where t1.school_id = app.school_id() and t1.person_id in (select app.my_subjects())
$$;
create or replace function app.held_roster_package_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.run_id from public.roster_link t1 where t1.school_id = app.school_id() and t1.person_id in (select app.my_subjects())
$$;
create or replace function app.held_file_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.my_subjects())
$$;
create or replace function app.held_file_depicted_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.my_subjects())
$$;
create or replace function app.held_derivative_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.my_subjects())
$$;
create or replace function app.held_derivative_depicted_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.my_subjects())
$$;
create or replace function app.held_upload_part_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.my_subjects())
$$;
create or replace function app.held_attachment_about_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.my_subjects())
$$;
create or replace function app.held_attachment_depicted_3() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.my_subjects())
$$;
create or replace function app.held_photo_depicted_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.my_subjects())
$$;
create or replace function app.held_post_audience_author_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.post t1 where t1.school_id = app.school_id() and t1.author_id in (select app.my_subjects())
$$;
create or replace function app.held_conversation_recipient_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.conversation_id from public.conversation_member t1 where t1.school_id = app.school_id() and t1.person_id in (select app.oneself())
$$;
create or replace function app.held_conversation_member_about_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.oneself())
$$;
create or replace function app.held_message_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.oneself())
$$;
create or replace function app.held_message_recipient_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.conversation_id from public.conversation_member t1 where t1.school_id = app.school_id() and t1.person_id in (select app.oneself())
$$;
create or replace function app.held_message_text_recipient_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.conversation_id from public.conversation_member t1 where t1.school_id = app.school_id() and t1.person_id in (select app.oneself())
$$;
create or replace function app.held_conversation_reading_about_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.oneself())
$$;
create or replace function app.held_message_report_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.oneself())
$$;
create or replace function app.held_notice_audience_author_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.notice t1 where t1.school_id = app.school_id() and t1.author_id in (select app.my_subjects())
$$;
create or replace function app.held_rows() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select id from public.audience where school_id = app.school_id() and target_id in (select app.my_subjects())
  union select id from public.person where school_id = app.school_id() and id in (select app.my_subjects())
  union select id from public.person_state where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.person_role where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.guardianship where school_id = app.school_id() and pupil_id in (select app.oneself())
  union select id from public.guardianship where school_id = app.school_id() and guardian_id in (select app.oneself())
  union select person_id from directory.membership where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select person_id from directory.membership where school_id = app.school_id() and account_id in (select app.my_subject_accounts())
  union select id from public.activation_code where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.pupil_words where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.pupil_pictures where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.enrolment where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.join_request where school_id = app.school_id() and account_id in (select app.own_account())
  union select id from public.join_request where school_id = app.school_id() and guardian_id in (select app.oneself())
  union select id from public.join_request where school_id = app.school_id() and pupil_id in (select app.oneself())
  union select id from public.group_place where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.emergency_contact where school_id = app.school_id() and pupil_id in (select app.oneself())
  union select id from public.emergency_contact where school_id = app.school_id() and made_by in (select app.oneself())
  union select id from public.pick_up_adult where school_id = app.school_id() and pupil_id in (select app.oneself())
  union select id from public.pick_up_adult where school_id = app.school_id() and made_by in (select app.oneself())
  union select id from public.guardianship_change where school_id = app.school_id() and pupil_id in (select app.oneself())
  union select id from public.guardianship_change where school_id = app.school_id() and guardian_id in (select app.oneself())
  union select id from public.guardianship_change where school_id = app.school_id() and decided_by in (select app.oneself())
  union select id from public.delegation where school_id = app.school_id() and lent_by in (select app.oneself())
  union select id from public.delegation where school_id = app.school_id() and pupil_id in (select app.oneself())
  union select id from public.delegation where school_id = app.school_id() and holder_id in (select app.oneself())
  union select id from public.protected_identity where school_id = app.school_id() and person_id in (select app.oneself())
  union select id from public.grant_request where school_id = app.school_id() and person_id in (select app.my_subjects())
  union select id from public.grant_request where school_id = app.school_id() and decided_by in (select app.my_subjects())
  union select id from public.support_access where school_id = app.school_id() and subject_id in (select app.my_subjects())
  union select id from public.support_access where school_id = app.school_id() and person_id in (select app.my_subjects())
$$;

create policy "held about a person" on public.idempotency for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.idempotency for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.idempotency for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.idempotency to preau_privacy;

create policy "held about a person" on public.audience for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or target_id = any (array(select app.my_subjects()))));
create policy "erased" on public.audience for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.audience for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.audience to preau_privacy;

create policy "held about a person" on public.person for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.my_subjects())) or created_by = any (array(select app.my_subjects()))));
create policy "erased" on public.person for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.person for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (created_by) on public.person to preau_privacy;

create policy "held about a person" on public.person_state for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or made_by = any (array(select app.my_subjects()))));
create policy "erased" on public.person_state for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.person_state for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by) on public.person_state to preau_privacy;

create policy "held about a person" on public.person_role for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or granted_by = any (array(select app.my_subjects())) or ended_by = any (array(select app.my_subjects()))));
create policy "erased" on public.person_role for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.person_role for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (ended_by, grant_id, granted_by) on public.person_role to preau_privacy;

create policy "held about a person" on public.guardianship for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or guardian_id = any (array(select app.oneself())) or delegated_from = any (array(select app.held_guardianship_guardian_3())) or verified_by = any (array(select app.oneself()))));
create policy "erased" on public.guardianship for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.guardianship for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (delegated_from, join_request_id, verified_by) on public.guardianship to preau_privacy;

create policy "held about a person" on directory.account for select to preau_privacy using ((id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and id = any (array(select app.accounts_here())))) or id = app.erasing());
create policy "erased" on directory.account for delete to preau_privacy using (((select app.runs_school()) and id = any (array(select app.accounts_here()))) or id = app.erasing());
create policy "detached" on directory.account for update to preau_privacy using (((select app.runs_school()) and id = any (array(select app.accounts_here()))) or id = app.erasing());
grant select, delete on directory.account to preau_privacy;

create policy "held about a person" on directory.membership for select to preau_privacy using ((school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or account_id = any (array(select app.my_subject_accounts())))) or account_id = app.erasing());
create policy "erased" on directory.membership for delete to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
create policy "detached" on directory.membership for update to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
grant select, delete on directory.membership to preau_privacy;

create policy "held about a person" on directory.session for select to preau_privacy using ((school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or account_id = any (array(select app.my_subject_accounts())))) or account_id = app.erasing());
create policy "erased" on directory.session for delete to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
create policy "detached" on directory.session for update to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
grant select, delete, update (person_id) on directory.session to preau_privacy;

create policy "held about a person" on directory.sign_in_method for select to preau_privacy using ((account_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and account_id = any (array(select app.accounts_here())))) or account_id = app.erasing());
create policy "erased" on directory.sign_in_method for delete to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
create policy "detached" on directory.sign_in_method for update to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
grant select, delete on directory.sign_in_method to preau_privacy;

create policy "held about a person" on directory.recovery_code for select to preau_privacy using ((account_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and account_id = any (array(select app.accounts_here())))) or account_id = app.erasing());
create policy "erased" on directory.recovery_code for delete to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
create policy "detached" on directory.recovery_code for update to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
grant select, delete on directory.recovery_code to preau_privacy;

create policy "held about a person" on directory.reset for select to preau_privacy using ((school_id = app.school_id() and ((select app.runs_school()) or account_id = any (array(select app.my_subject_accounts())))) or account_id = app.erasing());
create policy "erased" on directory.reset for delete to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
create policy "detached" on directory.reset for update to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
grant select, delete on directory.reset to preau_privacy;

create policy "held about a person" on public.slip_batch for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or made_by = any (array(select app.my_subjects()))));
create policy "erased" on public.slip_batch for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.slip_batch for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (class_id, made_by) on public.slip_batch to preau_privacy;

create policy "held about a person" on public.activation_code for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.activation_code for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.activation_code for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.activation_code to preau_privacy;

create policy "held about a person" on public.class_door for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or made_by = any (array(select app.my_subjects()))));
create policy "erased" on public.class_door for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.class_door for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by) on public.class_door to preau_privacy;

create policy "held about a person" on public.pupil_words for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.pupil_words for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.pupil_words for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.pupil_words to preau_privacy;

create policy "held about a person" on public.enrolled_device for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or made_by = any (array(select app.my_subjects()))));
create policy "erased" on public.enrolled_device for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.enrolled_device for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by) on public.enrolled_device to preau_privacy;

create policy "held about a person" on public.pupil_pictures for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.pupil_pictures for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.pupil_pictures for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.pupil_pictures to preau_privacy;

create policy "held about a person" on public.class for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.held_class_member_1()))));
create policy "erased" on public.class for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.class for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.class to preau_privacy;

create policy "held about a person" on public.enrolment for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or created_by = any (array(select app.my_subjects()))));
create policy "erased" on public.enrolment for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.enrolment for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (created_by) on public.enrolment to preau_privacy;

create policy "held about a person" on public.class_key for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or issued_by = any (array(select app.my_subjects())) or revoked_by = any (array(select app.my_subjects()))));
create policy "erased" on public.class_key for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.class_key for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (issued_by, revoked_by) on public.class_key to preau_privacy;

create policy "held about a person" on public.join_request for select to preau_privacy using ((school_id = app.school_id() and ((select app.runs_school()) or account_id = any (array(select app.own_account())) or guardian_id = any (array(select app.oneself())) or pupil_id = any (array(select app.oneself())) or decided_by = any (array(select app.oneself())))) or account_id = app.erasing());
create policy "erased" on public.join_request for delete to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
create policy "detached" on public.join_request for update to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or account_id = app.erasing());
grant select, delete, update (account_id, decided_by, guardian_id, pupil_id) on public.join_request to preau_privacy;

create policy "held about a person" on public.teaching_group for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.held_teaching_group_member_1())) or owner_id = any (array(select app.my_subjects()))));
create policy "erased" on public.teaching_group for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.teaching_group for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (owner_id) on public.teaching_group to preau_privacy;

create policy "held about a person" on public.group_place for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.group_place for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.group_place for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.group_place to preau_privacy;

create policy "held about a person" on public.emergency_contact for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or made_by = any (array(select app.oneself()))));
create policy "erased" on public.emergency_contact for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.emergency_contact for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by) on public.emergency_contact to preau_privacy;

create policy "held about a person" on public.pick_up_adult for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or made_by = any (array(select app.oneself()))));
create policy "erased" on public.pick_up_adult for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.pick_up_adult for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by) on public.pick_up_adult to preau_privacy;

create policy "held about a person" on public.guardianship_change for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or guardian_id = any (array(select app.oneself())) or asked_by = any (array(select app.oneself())) or decided_by = any (array(select app.oneself()))));
create policy "erased" on public.guardianship_change for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.guardianship_change for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (asked_by, decided_by) on public.guardianship_change to preau_privacy;

create policy "held about a person" on public.delegation for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or lent_by = any (array(select app.oneself())) or pupil_id = any (array(select app.oneself())) or holder_id = any (array(select app.oneself())) or ended_by = any (array(select app.oneself())) or objected_by = any (array(select app.oneself())) or settled_by = any (array(select app.oneself()))));
create policy "erased" on public.delegation for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.delegation for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (edge_id, ended_by, holder_id, objected_by, settled_by) on public.delegation to preau_privacy;

create policy "held about a person" on public.protected_identity for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself())) or made_by = any (array(select app.oneself())) or ended_by = any (array(select app.oneself()))));
create policy "erased" on public.protected_identity for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.protected_identity for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (ended_by, made_by) on public.protected_identity to preau_privacy;

create policy "held about a person" on public.same_person for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or first_id = any (array(select app.oneself())) or second_id = any (array(select app.oneself())) or decided_by = any (array(select app.oneself()))));
create policy "erased" on public.same_person for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.same_person for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (decided_by) on public.same_person to preau_privacy;

create policy "held about a person" on public.person_merge for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or kept_id = any (array(select app.oneself())) or merged_id = any (array(select app.oneself())) or made_by = any (array(select app.oneself())) or undone_by = any (array(select app.oneself()))));
create policy "erased" on public.person_merge for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.person_merge for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by, undone_by) on public.person_merge to preau_privacy;

create policy "held about a person" on public.grant_request for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or asked_by = any (array(select app.my_subjects())) or decided_by = any (array(select app.my_subjects()))));
create policy "erased" on public.grant_request for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.grant_request for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (asked_by, class_id, decided_by) on public.grant_request to preau_privacy;

create policy "held about a person" on public.access_review for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or opened_by = any (array(select app.my_subjects()))));
create policy "erased" on public.access_review for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.access_review for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (opened_by) on public.access_review to preau_privacy;

create policy "held about a person" on public.access_review_item for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or decided_by = any (array(select app.my_subjects()))));
create policy "erased" on public.access_review_item for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.access_review_item for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (decided_by) on public.access_review_item to preau_privacy;

create policy "held about a person" on public.support_access for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or subject_id = any (array(select app.my_subjects())) or person_id = any (array(select app.my_subjects())) or decided_by = any (array(select app.my_subjects())) or ended_by = any (array(select app.my_subjects()))));
create policy "erased" on public.support_access for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.support_access for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (decided_by, ended_by) on public.support_access to preau_privacy;

create policy "held about a person" on public.hand_over for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or from_id = any (array(select app.my_subjects())) or to_id = any (array(select app.my_subjects())) or made_by = any (array(select app.my_subjects())) or undone_by = any (array(select app.my_subjects()))));
create policy "erased" on public.hand_over for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.hand_over for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by, undone_by) on public.hand_over to preau_privacy;

create policy "held about a person" on public.hand_over_item for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or hand_over_id = any (array(select app.held_hand_over_item_self_1())) or hand_over_id = any (array(select app.held_hand_over_item_recipient_2()))));
create policy "erased" on public.hand_over_item for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.hand_over_item for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.hand_over_item to preau_privacy;

create policy "held about a person" on public.roster_run for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.held_roster_run_about_1())) or made_by = any (array(select app.my_subjects())) or confirmed_by = any (array(select app.my_subjects()))));
create policy "erased" on public.roster_run for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.roster_run for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (confirmed_by, made_by, undoes_run_id) on public.roster_run to preau_privacy;

create policy "held about a person" on public.roster_package for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or run_id = any (array(select app.held_roster_package_about_1()))));
create policy "erased" on public.roster_package for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.roster_package for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.roster_package to preau_privacy;

create policy "held about a person" on public.roster_link for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or kind <> all (array['guardianship', 'contact', 'fetching']) and (person_id = any (array(select app.my_subjects()))) or person_id = any (array(select app.oneself()))));
create policy "erased" on public.roster_link for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.roster_link for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.roster_link to preau_privacy;

create policy "held about a person" on public.roster_stage for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or kind <> all (array['guardianship', 'contact', 'fetching']) and (person_id = any (array(select app.my_subjects())) or guardian_id = any (array(select app.my_subjects()))) or person_id = any (array(select app.oneself())) or guardian_id = any (array(select app.oneself()))));
create policy "erased" on public.roster_stage for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.roster_stage for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.roster_stage to preau_privacy;

create policy "held about a person" on public.roster_before for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or kind <> all (array['guardianship', 'contact', 'fetching']) and (person_id = any (array(select app.my_subjects()))) or person_id = any (array(select app.oneself()))));
create policy "erased" on public.roster_before for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.roster_before for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.roster_before to preau_privacy;

create policy "held about a person" on public.year_plan for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or made_by = any (array(select app.my_subjects())) or confirmed_by = any (array(select app.my_subjects())) or undone_by = any (array(select app.my_subjects()))));
create policy "erased" on public.year_plan for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.year_plan for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (confirmed_by, made_by, undone_by) on public.year_plan to preau_privacy;

create policy "held about a person" on public.year_plan_person for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.year_plan_person for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.year_plan_person for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.year_plan_person to preau_privacy;

create policy "held about a person" on public.year_move for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.year_move for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.year_move for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (person_id) on public.year_move to preau_privacy;

create policy "held about a person" on public.image_consent for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.my_subjects())) or by_id = any (array(select app.my_subjects())) or recorded_by = any (array(select app.my_subjects()))));
create policy "erased" on public.image_consent for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.image_consent for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (by_id, recorded_by) on public.image_consent to preau_privacy;

create policy "held about a person" on public.policy_answer for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or by_id = any (array(select app.my_subjects()))));
create policy "erased" on public.policy_answer for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.policy_answer for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (by_id) on public.policy_answer to preau_privacy;

create policy "held about a person" on public.file for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or id = any (array(select app.held_file_about_1())) or id = any (array(select app.held_file_depicted_2())) or uploaded_by = any (array(select app.my_subjects())) or state_by = any (array(select app.my_subjects()))));
create policy "erased" on public.file for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.file for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (state_by, uploaded_by) on public.file to preau_privacy;

create policy "held about a person" on public.derivative for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or file_id = any (array(select app.held_derivative_about_1())) or file_id = any (array(select app.held_derivative_depicted_2()))));
create policy "erased" on public.derivative for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.derivative for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.derivative to preau_privacy;

create policy "held about a person" on public.upload_part for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or file_id = any (array(select app.held_upload_part_about_1()))));
create policy "erased" on public.upload_part for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.upload_part for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.upload_part to preau_privacy;

create policy "held about a person" on public.attachment for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or target_id = any (array(select app.my_subjects())) or file_id = any (array(select app.held_attachment_about_2())) or file_id = any (array(select app.held_attachment_depicted_3())) or attached_by = any (array(select app.my_subjects()))));
create policy "erased" on public.attachment for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.attachment for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (attached_by) on public.attachment to preau_privacy;

create policy "held about a person" on public.photo for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or file_id = any (array(select app.held_photo_depicted_1())) or tagged_by = any (array(select app.my_subjects()))));
create policy "erased" on public.photo for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.photo for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (instead_of, tagged_by) on public.photo to preau_privacy;

create policy "held about a person" on public.depiction for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.my_subjects())) or tagged_by = any (array(select app.my_subjects()))));
create policy "erased" on public.depiction for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.depiction for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (tagged_by) on public.depiction to preau_privacy;

create policy "held about a person" on public.photo_removal for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.my_subjects())) or removed_by = any (array(select app.my_subjects()))));
create policy "erased" on public.photo_removal for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.photo_removal for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (pupil_id, removed_by) on public.photo_removal to preau_privacy;

create policy "held about a person" on public.post for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or author_id = any (array(select app.my_subjects())) or withdrawn_by = any (array(select app.my_subjects())) or pinned_by = any (array(select app.my_subjects()))));
create policy "erased" on public.post for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.post for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (author_id, pinned_by, withdrawn_by) on public.post to preau_privacy;

create policy "held about a person" on public.post_audience for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or post_id = any (array(select app.held_post_audience_author_1()))));
create policy "erased" on public.post_audience for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.post_audience for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.post_audience to preau_privacy;

create policy "held about a person" on public.post_version for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or written_by = any (array(select app.my_subjects()))));
create policy "erased" on public.post_version for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.post_version for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (written_by) on public.post_version to preau_privacy;

create policy "held about a person" on public.post_comment for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or author_id = any (array(select app.my_subjects())) or withdrawn_by = any (array(select app.my_subjects()))));
create policy "erased" on public.post_comment for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.post_comment for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (withdrawn_by) on public.post_comment to preau_privacy;

create policy "held about a person" on public.post_reaction for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.post_reaction for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.post_reaction for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.post_reaction to preau_privacy;

create policy "held about a person" on public.conversation for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or id = any (array(select app.held_conversation_recipient_2())) or begun_by = any (array(select app.oneself())) or teacher_id = any (array(select app.oneself())) or assigned_to = any (array(select app.oneself())) or closed_by = any (array(select app.oneself()))));
create policy "erased" on public.conversation for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.conversation for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (assigned_to, begun_by, class_id, closed_by, group_id, teacher_id) on public.conversation to preau_privacy;

create policy "held about a person" on public.conversation_member for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself())) or conversation_id = any (array(select app.held_conversation_member_about_2()))));
create policy "erased" on public.conversation_member for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.conversation_member for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.conversation_member to preau_privacy;

create policy "held about a person" on public.message for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or conversation_id = any (array(select app.held_message_about_1())) or conversation_id = any (array(select app.held_message_recipient_2())) or author_id = any (array(select app.oneself()))));
create policy "erased" on public.message for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.message for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (author_id) on public.message to preau_privacy;

create policy "held about a person" on public.message_text for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or conversation_id = any (array(select app.held_message_text_recipient_2())) or author_id = any (array(select app.oneself()))));
create policy "erased" on public.message_text for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.message_text for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (author_id) on public.message_text to preau_privacy;

create policy "held about a person" on public.conversation_note for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or author_id = any (array(select app.oneself()))));
create policy "erased" on public.conversation_note for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.conversation_note for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (author_id) on public.conversation_note to preau_privacy;

create policy "held about a person" on public.conversation_reading for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself())) or conversation_id = any (array(select app.held_conversation_reading_about_2()))));
create policy "erased" on public.conversation_reading for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.conversation_reading for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.conversation_reading to preau_privacy;

create policy "held about a person" on public.reading_choice for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself()))));
create policy "erased" on public.reading_choice for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.reading_choice for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.reading_choice to preau_privacy;

create policy "held about a person" on public.writing_rule for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or set_by = any (array(select app.oneself())) or acts_id = any (array(select app.oneself()))));
create policy "erased" on public.writing_rule for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.writing_rule for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (acts_id, set_by) on public.writing_rule to preau_privacy;

create policy "held about a person" on public.message_report for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or conversation_id = any (array(select app.held_message_report_about_1())) or reported_by = any (array(select app.oneself())) or acts_id = any (array(select app.oneself())) or decided_by = any (array(select app.oneself()))));
create policy "erased" on public.message_report for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.message_report for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (acts_id, decided_by, reported_by) on public.message_report to preau_privacy;

create policy "held about a person" on public.notice for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or author_id = any (array(select app.my_subjects())) or withdrawn_by = any (array(select app.my_subjects()))));
create policy "erased" on public.notice for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.notice for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (author_id, withdrawn_by) on public.notice to preau_privacy;

create policy "held about a person" on public.notice_audience for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or notice_id = any (array(select app.held_notice_audience_author_1()))));
create policy "erased" on public.notice_audience for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.notice_audience for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.notice_audience to preau_privacy;

create policy "held about a person" on public.notice_text for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or author_id = any (array(select app.my_subjects())) or replaced_by = any (array(select app.my_subjects()))));
create policy "erased" on public.notice_text for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.notice_text for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (author_id, replaced_by) on public.notice_text to preau_privacy;

create policy "held about a person" on public.notice_receipt for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.notice_receipt for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.notice_receipt for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.notice_receipt to preau_privacy;

create policy "held about a person" on public.notice_paper for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or noted_by = any (array(select app.my_subjects()))));
create policy "erased" on public.notice_paper for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.notice_paper for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (noted_by) on public.notice_paper to preau_privacy;

create policy "held about a person" on public.calendar_entry for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or author_id = any (array(select app.my_subjects())) or cancelled_by = any (array(select app.my_subjects()))));
create policy "erased" on public.calendar_entry for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.calendar_entry for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (author_id, cancelled_by) on public.calendar_entry to preau_privacy;

create policy "held about a person" on public.calendar_version for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or written_by = any (array(select app.my_subjects()))));
create policy "erased" on public.calendar_version for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.calendar_version for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (written_by) on public.calendar_version to preau_privacy;

create policy "held about a person" on public.calendar_reply for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.my_subjects())) or answered_by = any (array(select app.my_subjects()))));
create policy "erased" on public.calendar_reply for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.calendar_reply for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (answered_by) on public.calendar_reply to preau_privacy;

create policy "held about a person" on public.calendar_feed for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or pupil_id = any (array(select app.my_subjects()))));
create policy "erased" on public.calendar_feed for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.calendar_feed for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.calendar_feed to preau_privacy;

create policy "held about a person" on vault.change for select to preau_privacy using ((school_id = app.school_id() and ((select app.runs_school()) or actor_id = any (array(select app.my_subjects())) or row_id = any (array(select app.held_rows())))) or (school_id = '00000000-0000-0000-0000-000000000000' and (row_id = app.erasing() or row_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and row_id = any (array(select app.accounts_here()))))));
create policy "erased" on vault.change for delete to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or (school_id = '00000000-0000-0000-0000-000000000000' and (row_id = app.erasing() or row_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and row_id = any (array(select app.accounts_here()))))));
create policy "detached" on vault.change for update to preau_privacy using ((school_id = app.school_id() and (select app.runs_school())) or (school_id = '00000000-0000-0000-0000-000000000000' and (row_id = app.erasing() or row_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and row_id = any (array(select app.accounts_here()))))));
grant select, delete, update (actor_id) on vault.change to preau_privacy;

create policy "held about a person" on public.erasure for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or made_by = any (array(select app.my_subjects()))));
create policy "erased" on public.erasure for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.erasure for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by) on public.erasure to preau_privacy;

create policy "held about a person" on public.register_entry for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.register_entry for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.register_entry for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.register_entry to preau_privacy;

create policy "held about a person" on public.prepared_copy for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself())) or changed_by = any (array(select app.oneself()))));
create policy "erased" on public.prepared_copy for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.prepared_copy for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (changed_by) on public.prepared_copy to preau_privacy;

create policy "held about a person" on public.announced_sweep for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or held_by = any (array(select app.my_subjects()))));
create policy "erased" on public.announced_sweep for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.announced_sweep for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (held_by) on public.announced_sweep to preau_privacy;

create policy "held about a person" on public.rights_request for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself())) or closed_by = any (array(select app.oneself())) or taken_by = any (array(select app.oneself())) or known_by = any (array(select app.oneself())) or confirmed_by = any (array(select app.oneself()))));
create policy "erased" on public.rights_request for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.rights_request for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (closed_by, confirmed_by, follows, known_by, taken_by) on public.rights_request to preau_privacy;

create policy "held about a person" on public.record_statement for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself()))));
create policy "erased" on public.record_statement for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.record_statement for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (request_id) on public.record_statement to preau_privacy;

create policy "held about a person" on public.carry_token for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself()))));
create policy "erased" on public.carry_token for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.carry_token for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.carry_token to preau_privacy;

create policy "held about a person" on public.correction_recipient for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself())) or taken_by = any (array(select app.oneself())) or told_by = any (array(select app.oneself()))));
create policy "erased" on public.correction_recipient for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.correction_recipient for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (asked_by, erasure_id, person_id, request_id, taken_by, told_by) on public.correction_recipient to preau_privacy;

create policy "held about a person" on public.restriction for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or made_by = any (array(select app.my_subjects())) or lifted_by = any (array(select app.my_subjects()))));
create policy "erased" on public.restriction for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.restriction for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (lifted_by, made_by, request_id) on public.restriction to preau_privacy;

create policy "held about a person" on public.legal_hold for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or asked_by = any (array(select app.my_subjects())) or signed_by = any (array(select app.my_subjects())) or ended_by = any (array(select app.my_subjects()))));
create policy "erased" on public.legal_hold for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.legal_hold for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (asked_by, ended_by, signed_by) on public.legal_hold to preau_privacy;

create policy "held about a person" on public.rights_case_done for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or closed_by = any (array(select app.my_subjects()))));
create policy "erased" on public.rights_case_done for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.rights_case_done for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (closed_by) on public.rights_case_done to preau_privacy;

create policy "held about a person" on public.family_dispute for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.oneself())) or begun_by = any (array(select app.oneself())) or ended_by = any (array(select app.oneself()))));
create policy "erased" on public.family_dispute for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.family_dispute for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (begun_by, ended_by) on public.family_dispute to preau_privacy;

create policy "held about a person" on public.head_step for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself())) or decided_by = any (array(select app.oneself()))));
create policy "erased" on public.head_step for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.head_step for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (decided_by) on public.head_step to preau_privacy;

create policy "held about a person" on public.leaver_key for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself()))));
create policy "erased" on public.leaver_key for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.leaver_key for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.leaver_key to preau_privacy;

create policy "held about a person" on public.opened_copy_file for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself())) or opened_by = any (array(select app.oneself()))));
create policy "erased" on public.opened_copy_file for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.opened_copy_file for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (opened_by) on public.opened_copy_file to preau_privacy;

create policy "held about a person" on public.judicial_order for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or recorded_by = any (array(select app.my_subjects())) or signed_by = any (array(select app.my_subjects())) or declined_by = any (array(select app.my_subjects())) or handed_by = any (array(select app.my_subjects()))));
create policy "erased" on public.judicial_order for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.judicial_order for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (declined_by, handed_by, recorded_by, signed_by) on public.judicial_order to preau_privacy;

create policy "held about a person" on public.brought_copy for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself())) or brought_by = any (array(select app.oneself()))));
create policy "erased" on public.brought_copy for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.brought_copy for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (brought_by) on public.brought_copy to preau_privacy;

create policy "held about a person" on public.brought_part for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself())) or brought_by = any (array(select app.oneself()))));
create policy "erased" on public.brought_part for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.brought_part for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (brought_by) on public.brought_part to preau_privacy;

create policy "held about a person" on public.brought_file for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.oneself())) or brought_by = any (array(select app.oneself()))));
create policy "erased" on public.brought_file for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.brought_file for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (brought_by) on public.brought_file to preau_privacy;

create policy "held about a person" on public.leaving_step for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects())) or deferred_by = any (array(select app.my_subjects())) or agreed_by = any (array(select app.my_subjects()))));
create policy "erased" on public.leaving_step for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.leaving_step for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (agreed_by, deferred_by) on public.leaving_step to preau_privacy;

create policy "held about a person" on public.school_exit for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or announced_by = any (array(select app.my_subjects())) or signed_by = any (array(select app.my_subjects())) or receipt_by = any (array(select app.my_subjects())) or withdrawn_by = any (array(select app.my_subjects()))));
create policy "erased" on public.school_exit for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.school_exit for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (announced_by, receipt_by, signed_by, withdrawn_by) on public.school_exit to preau_privacy;

create policy "held about a person" on public.curiosity_case for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.my_subjects())) or reader_id = any (array(select app.my_subjects())) or closed_by = any (array(select app.my_subjects()))));
create policy "erased" on public.curiosity_case for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.curiosity_case for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (closed_by, reader_id) on public.curiosity_case to preau_privacy;

create policy "held about a person" on public.read_question for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or asked_by = any (array(select app.oneself())) or person_id = any (array(select app.oneself())) or answered_by = any (array(select app.oneself()))));
create policy "erased" on public.read_question for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.read_question for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (answered_by) on public.read_question to preau_privacy;

create policy "held about a person" on public.withholding for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or pupil_id = any (array(select app.my_subjects())) or asked_by = any (array(select app.my_subjects())) or countersigned_by = any (array(select app.my_subjects())) or ended_by = any (array(select app.my_subjects()))));
create policy "erased" on public.withholding for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.withholding for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (asked_by, countersigned_by, ended_by) on public.withholding to preau_privacy;

create policy "held about a person" on public.draft for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.draft for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.draft for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.draft to preau_privacy;

create policy "held about a person" on public.notification_choice for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.notification_choice for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.notification_choice for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.notification_choice to preau_privacy;

create policy "held about a person" on public.push_device for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.push_device for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.push_device for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.push_device to preau_privacy;

create policy "held about a person" on public.telling for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.telling for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.telling for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.telling to preau_privacy;

create policy "held about a person" on public.telling_mail for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.telling_mail for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.telling_mail for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.telling_mail to preau_privacy;

create policy "held about a person" on public.mail_stop for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.mail_stop for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.mail_stop for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.mail_stop to preau_privacy;

create policy "held about a person" on directory.mail_trouble for select to preau_privacy using ((account_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and account_id = any (array(select app.accounts_here())))) or account_id = app.erasing());
create policy "erased" on directory.mail_trouble for delete to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
create policy "detached" on directory.mail_trouble for update to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
grant select, delete on directory.mail_trouble to preau_privacy;

create policy "held about a person" on directory.address_change for select to preau_privacy using ((account_id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and account_id = any (array(select app.accounts_here())))) or account_id = app.erasing());
create policy "erased" on directory.address_change for delete to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
create policy "detached" on directory.address_change for update to preau_privacy using (((select app.runs_school()) and account_id = any (array(select app.accounts_here()))) or account_id = app.erasing());
grant select, delete on directory.address_change to preau_privacy;

create policy "held about a person" on directory.status_subscriber for select to preau_privacy using ((id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and id = any (array(select app.accounts_here())))) or id = app.erasing());
create policy "erased" on directory.status_subscriber for delete to preau_privacy using (((select app.runs_school()) and id = any (array(select app.accounts_here()))) or id = app.erasing());
create policy "detached" on directory.status_subscriber for update to preau_privacy using (((select app.runs_school()) and id = any (array(select app.accounts_here()))) or id = app.erasing());
grant select, delete on directory.status_subscriber to preau_privacy;

create policy "held about a person" on directory.weak_point for select to preau_privacy using ((id = any (array(select app.my_subject_accounts())) or ((select app.runs_school()) and id = any (array(select app.accounts_here())))) or id = app.erasing());
create policy "erased" on directory.weak_point for delete to preau_privacy using (((select app.runs_school()) and id = any (array(select app.accounts_here()))) or id = app.erasing());
create policy "detached" on directory.weak_point for update to preau_privacy using (((select app.runs_school()) and id = any (array(select app.accounts_here()))) or id = app.erasing());
grant select, delete on directory.weak_point to preau_privacy;

create policy "held about a person" on public.person_egress for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or person_id = any (array(select app.my_subjects()))));
create policy "erased" on public.person_egress for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.person_egress for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete on public.person_egress to preau_privacy;

create policy "held about a person" on public.supplier_objection for select to preau_privacy using (school_id = app.school_id() and ((select app.runs_school()) or made_by = any (array(select app.my_subjects())) or withdrawn_by = any (array(select app.my_subjects()))));
create policy "erased" on public.supplier_objection for delete to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
create policy "detached" on public.supplier_objection for update to preau_privacy using (school_id = app.school_id() and (select app.runs_school()));
grant select, delete, update (made_by, withdrawn_by) on public.supplier_objection to preau_privacy;

grant select on public.school_year to preau_privacy;

create policy "restricted: not changed" on public.audience as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (target_id = any (array(select app.limited('audience')))) is not true) with check ((select app.may_pass_over()) or (target_id = any (array(select app.limited('audience')))) is not true);

create policy "restricted: not changed" on public.person as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (id = any (array(select app.limited('person')))) is not true) with check ((select app.is_unlimited()) or (id = any (array(select app.limited('person')))) is not true);
create policy "restricted: not added" on public.person as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (id = any (array(select app.limited('person')))) is not true);

create policy "restricted: not changed" on public.person_state as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('person_state')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('person_state')))) is not true);

create policy "restricted: not changed" on public.person_role as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('person_role')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('person_role')))) is not true);

create policy "restricted: not changed" on public.guardianship as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('guardianship')))) is not true) with check ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('guardianship')))) is not true);

create policy "restricted: not changed" on public.activation_code as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('activation_code')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('activation_code')))) is not true);

create policy "restricted: not changed" on public.pupil_words as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('pupil_words')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('pupil_words')))) is not true);

create policy "restricted: not changed" on public.pupil_pictures as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('pupil_pictures')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('pupil_pictures')))) is not true);

create policy "restricted: not changed" on public.enrolment as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('enrolment')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('enrolment')))) is not true);

create policy "restricted: not changed" on public.join_request as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('join_request')))) is not true) with check ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('join_request')))) is not true);

create policy "restricted: not changed" on public.group_place as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('group_place')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('group_place')))) is not true);

create policy "restricted: not changed" on public.emergency_contact as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('emergency_contact')))) is not true) with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('emergency_contact')))) is not true);
create policy "restricted: not added" on public.emergency_contact as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('emergency_contact')))) is not true);

create policy "restricted: not changed" on public.pick_up_adult as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('pick_up_adult')))) is not true) with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('pick_up_adult')))) is not true);
create policy "restricted: not added" on public.pick_up_adult as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('pick_up_adult')))) is not true);

create policy "restricted: not changed" on public.guardianship_change as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('guardianship_change')))) is not true) with check ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('guardianship_change')))) is not true);

create policy "restricted: not changed" on public.delegation as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('delegation')))) is not true) with check ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('delegation')))) is not true);

create policy "restricted: not changed" on public.protected_identity as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('protected_identity')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('protected_identity')))) is not true);

create policy "restricted: not changed" on public.grant_request as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('grant_request')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('grant_request')))) is not true);

create policy "restricted: not changed" on public.hand_over as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (from_id = any (array(select app.limited('hand_over')))) is not true) with check ((select app.may_pass_over()) or (from_id = any (array(select app.limited('hand_over')))) is not true);

create or replace function app.limited_hand_over_item_self_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.hand_over t1 where t1.school_id = app.school_id() and t1.from_id in (select app.limited('hand_over_item'))
$$;
create policy "restricted: not changed" on public.hand_over_item as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (hand_over_id = any (array(select app.limited_hand_over_item_self_1()))) is not true) with check ((select app.may_pass_over()) or (hand_over_id = any (array(select app.limited_hand_over_item_self_1()))) is not true);

create policy "restricted: not changed" on public.roster_link as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('roster_link')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('roster_link')))) is not true);

create policy "restricted: not changed" on public.year_plan_person as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('year_plan_person')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('year_plan_person')))) is not true);

create policy "restricted: not changed" on public.image_consent as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('image_consent')))) is not true) with check ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('image_consent')))) is not true);

create policy "restricted: not changed" on public.policy_answer as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('policy_answer')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('policy_answer')))) is not true);

create or replace function app.limited_file_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.limited('file'))
$$;
create or replace function app.limited_file_depicted_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('file'))
$$;
create policy "restricted: not served" on public.file as restrictive for select to preau_app using ((select app.may_pass_over()) or (id = any (array(select app.limited_file_about_1())) or id = any (array(select app.limited_file_depicted_2()))) is not true);
create policy "restricted: not changed" on public.file as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (id = any (array(select app.limited_file_about_1())) or id = any (array(select app.limited_file_depicted_2()))) is not true) with check ((select app.is_unlimited()) or (id = any (array(select app.limited_file_about_1())) or id = any (array(select app.limited_file_depicted_2()))) is not true);
create policy "restricted: not added" on public.file as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (id = any (array(select app.limited_file_about_1())) or id = any (array(select app.limited_file_depicted_2()))) is not true);

create or replace function app.limited_derivative_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.limited('derivative'))
$$;
create or replace function app.limited_derivative_depicted_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('derivative'))
$$;
create policy "restricted: not served" on public.derivative as restrictive for select to preau_app using ((select app.may_pass_over()) or (file_id = any (array(select app.limited_derivative_about_1())) or file_id = any (array(select app.limited_derivative_depicted_2()))) is not true);
create policy "restricted: not changed" on public.derivative as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (file_id = any (array(select app.limited_derivative_about_1())) or file_id = any (array(select app.limited_derivative_depicted_2()))) is not true) with check ((select app.is_unlimited()) or (file_id = any (array(select app.limited_derivative_about_1())) or file_id = any (array(select app.limited_derivative_depicted_2()))) is not true);
create policy "restricted: not added" on public.derivative as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (file_id = any (array(select app.limited_derivative_about_1())) or file_id = any (array(select app.limited_derivative_depicted_2()))) is not true);

create or replace function app.limited_upload_part_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.limited('upload_part'))
$$;
create policy "restricted: not served" on public.upload_part as restrictive for select to preau_app using ((select app.may_pass_over()) or (file_id = any (array(select app.limited_upload_part_about_1()))) is not true);
create policy "restricted: not changed" on public.upload_part as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (file_id = any (array(select app.limited_upload_part_about_1()))) is not true) with check ((select app.is_unlimited()) or (file_id = any (array(select app.limited_upload_part_about_1()))) is not true);
create policy "restricted: not added" on public.upload_part as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (file_id = any (array(select app.limited_upload_part_about_1()))) is not true);

create or replace function app.limited_attachment_about_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.attachment t1 where t1.school_id = app.school_id() and t1.target_id in (select app.limited('attachment'))
$$;
create or replace function app.limited_attachment_depicted_3() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('attachment'))
$$;
create policy "restricted: not served" on public.attachment as restrictive for select to preau_app using ((select app.may_pass_over()) or (target_id = any (array(select app.limited('attachment'))) or file_id = any (array(select app.limited_attachment_about_2())) or file_id = any (array(select app.limited_attachment_depicted_3()))) is not true);
create policy "restricted: not changed" on public.attachment as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (target_id = any (array(select app.limited('attachment'))) or file_id = any (array(select app.limited_attachment_about_2())) or file_id = any (array(select app.limited_attachment_depicted_3()))) is not true) with check ((select app.is_unlimited()) or (target_id = any (array(select app.limited('attachment'))) or file_id = any (array(select app.limited_attachment_about_2())) or file_id = any (array(select app.limited_attachment_depicted_3()))) is not true);
create policy "restricted: not added" on public.attachment as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (target_id = any (array(select app.limited('attachment'))) or file_id = any (array(select app.limited_attachment_about_2())) or file_id = any (array(select app.limited_attachment_depicted_3()))) is not true);

create or replace function app.limited_photo_depicted_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.file_id from public.depiction t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('photo'))
$$;
create policy "restricted: not served" on public.photo as restrictive for select to preau_app using ((select app.may_pass_over()) or (file_id = any (array(select app.limited_photo_depicted_1()))) is not true);
create policy "restricted: not changed" on public.photo as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (file_id = any (array(select app.limited_photo_depicted_1()))) is not true) with check ((select app.is_unlimited()) or (file_id = any (array(select app.limited_photo_depicted_1()))) is not true);
create policy "restricted: not added" on public.photo as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (file_id = any (array(select app.limited_photo_depicted_1()))) is not true);

create policy "restricted: not served" on public.depiction as restrictive for select to preau_app using ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('depiction')))) is not true);
create policy "restricted: not changed" on public.depiction as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('depiction')))) is not true) with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('depiction')))) is not true);
create policy "restricted: not added" on public.depiction as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('depiction')))) is not true);

create policy "restricted: not served" on public.photo_removal as restrictive for select to preau_app using ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('photo_removal')))) is not true);
create policy "restricted: not changed" on public.photo_removal as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('photo_removal')))) is not true) with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('photo_removal')))) is not true);
create policy "restricted: not added" on public.photo_removal as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('photo_removal')))) is not true);

create policy "restricted: not changed" on public.post_reaction as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('post_reaction')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('post_reaction')))) is not true);

create policy "restricted: not changed" on public.conversation as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('conversation')))) is not true) with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('conversation')))) is not true);
create policy "restricted: not added" on public.conversation as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('conversation')))) is not true);

create or replace function app.limited_conversation_member_about_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('conversation_member'))
$$;
create policy "restricted: not changed" on public.conversation_member as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('conversation_member'))) or conversation_id = any (array(select app.limited_conversation_member_about_2()))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('conversation_member'))) or conversation_id = any (array(select app.limited_conversation_member_about_2()))) is not true);

create or replace function app.limited_message_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('message'))
$$;
create policy "restricted: not changed" on public.message as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (conversation_id = any (array(select app.limited_message_about_1()))) is not true) with check ((select app.is_unlimited()) or (conversation_id = any (array(select app.limited_message_about_1()))) is not true);
create policy "restricted: not added" on public.message as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (conversation_id = any (array(select app.limited_message_about_1()))) is not true);

create policy "restricted: not changed" on public.message_text as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('message_text')))) is not true) with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('message_text')))) is not true);
create policy "restricted: not added" on public.message_text as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('message_text')))) is not true);

create policy "restricted: not changed" on public.conversation_note as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('conversation_note')))) is not true) with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('conversation_note')))) is not true);
create policy "restricted: not added" on public.conversation_note as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (pupil_id = any (array(select app.limited('conversation_note')))) is not true);

create or replace function app.limited_conversation_reading_about_2() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('conversation_reading'))
$$;
create policy "restricted: not changed" on public.conversation_reading as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('conversation_reading'))) or conversation_id = any (array(select app.limited_conversation_reading_about_2()))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('conversation_reading'))) or conversation_id = any (array(select app.limited_conversation_reading_about_2()))) is not true);

create policy "restricted: not changed" on public.reading_choice as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('reading_choice')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('reading_choice')))) is not true);

create or replace function app.limited_message_report_about_1() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select t1.id from public.conversation t1 where t1.school_id = app.school_id() and t1.pupil_id in (select app.limited('message_report'))
$$;
create policy "restricted: not changed" on public.message_report as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (conversation_id = any (array(select app.limited_message_report_about_1()))) is not true) with check ((select app.may_pass_over()) or (conversation_id = any (array(select app.limited_message_report_about_1()))) is not true);

create policy "restricted: not changed" on public.notice_receipt as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('notice_receipt')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('notice_receipt')))) is not true);

create policy "restricted: not changed" on public.notice_paper as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('notice_paper')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('notice_paper')))) is not true);

create policy "restricted: not changed" on public.calendar_reply as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (pupil_id = any (array(select app.limited('calendar_reply')))) is not true) with check ((select app.may_pass_over()) or (pupil_id = any (array(select app.limited('calendar_reply')))) is not true);

create policy "restricted: not changed" on public.calendar_feed as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('calendar_feed'))) or pupil_id = any (array(select app.limited('calendar_feed')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('calendar_feed'))) or pupil_id = any (array(select app.limited('calendar_feed')))) is not true);

create policy "restricted: not changed" on public.brought_copy as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('brought_copy')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('brought_copy')))) is not true);

create policy "restricted: not changed" on public.brought_part as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('brought_part')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('brought_part')))) is not true);

create policy "restricted: not served" on public.brought_file as restrictive for select to preau_app using ((select app.may_pass_over()) or (person_id = any (array(select app.limited('brought_file')))) is not true);
create policy "restricted: not changed" on public.brought_file as restrictive for update to preau_app using ((select app.is_unlimited()) or not (select app.is_system()) or (person_id = any (array(select app.limited('brought_file')))) is not true) with check ((select app.is_unlimited()) or (person_id = any (array(select app.limited('brought_file')))) is not true);
create policy "restricted: not added" on public.brought_file as restrictive for insert to preau_app with check ((select app.is_unlimited()) or (person_id = any (array(select app.limited('brought_file')))) is not true);

create policy "restricted: not changed" on public.read_question as restrictive for update to preau_app using ((select app.may_pass_over()) or not (select app.is_system()) or (person_id = any (array(select app.limited('read_question')))) is not true) with check ((select app.may_pass_over()) or (person_id = any (array(select app.limited('read_question')))) is not true);

create policy "held: not deleted" on public.idempotency as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.audience as restrictive for delete to preau_privacy using ((target_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.person as restrictive for delete to preau_privacy using ((id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.person_state as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.person_role as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.guardianship as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or guardian_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on directory.membership as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on directory.session as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.activation_code as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.pupil_words as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.pupil_pictures as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.enrolment as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.join_request as restrictive for delete to preau_privacy using ((guardian_id = any (array(select app.held_people())) or pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.group_place as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.emergency_contact as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or made_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.pick_up_adult as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or made_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.guardianship_change as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or guardian_id = any (array(select app.held_people())) or decided_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.delegation as restrictive for delete to preau_privacy using ((lent_by = any (array(select app.held_people())) or pupil_id = any (array(select app.held_people())) or holder_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.protected_identity as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.same_person as restrictive for delete to preau_privacy using ((first_id = any (array(select app.held_people())) or second_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.person_merge as restrictive for delete to preau_privacy using ((kept_id = any (array(select app.held_people())) or merged_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.grant_request as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people())) or decided_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.access_review_item as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.support_access as restrictive for delete to preau_privacy using ((subject_id = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.hand_over as restrictive for delete to preau_privacy using ((from_id = any (array(select app.held_people())) or to_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.roster_link as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.roster_stage as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people())) or guardian_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.roster_before as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.year_plan_person as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.year_move as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.image_consent as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or by_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.policy_answer as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people())) or by_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.file as restrictive for delete to preau_privacy using ((uploaded_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.attachment as restrictive for delete to preau_privacy using ((target_id = any (array(select app.held_people())) or attached_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.depiction as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.photo_removal as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.post as restrictive for delete to preau_privacy using ((author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.post_version as restrictive for delete to preau_privacy using ((written_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.post_comment as restrictive for delete to preau_privacy using ((author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.post_reaction as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.conversation as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or begun_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.conversation_member as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.message as restrictive for delete to preau_privacy using ((author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.message_text as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.conversation_note as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people())) or author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.conversation_reading as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.reading_choice as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.message_report as restrictive for delete to preau_privacy using ((reported_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.notice as restrictive for delete to preau_privacy using ((author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.notice_text as restrictive for delete to preau_privacy using ((author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.notice_receipt as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.notice_paper as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.calendar_entry as restrictive for delete to preau_privacy using ((author_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.calendar_version as restrictive for delete to preau_privacy using ((written_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.calendar_reply as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.calendar_feed as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people())) or pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.register_entry as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.prepared_copy as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.rights_request as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.record_statement as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.carry_token as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.correction_recipient as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people())) or taken_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.restriction as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.legal_hold as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.family_dispute as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.head_step as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.leaver_key as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.opened_copy_file as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.judicial_order as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.brought_copy as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people())) or brought_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.brought_part as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people())) or brought_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.brought_file as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people())) or brought_by = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.leaving_step as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.curiosity_case as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.read_question as restrictive for delete to preau_privacy using ((asked_by = any (array(select app.held_people())) or person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.withholding as restrictive for delete to preau_privacy using ((pupil_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.draft as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.notification_choice as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.push_device as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.telling as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.telling_mail as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.mail_stop as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.person_egress as restrictive for delete to preau_privacy using ((person_id = any (array(select app.held_people()))) is not true);
create policy "held: not deleted" on public.supplier_objection as restrictive for delete to preau_privacy using ((made_by = any (array(select app.held_people()))) is not true);
create policy "held: the key stays" on vault.key as restrictive for delete to preau_app using ((owner_id = any (array(select app.held_people()))) is not true);

grant insert on vault.change to preau_relations;
create or replace function app.log_public_audience() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.audience was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.audience', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.audience', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.audience', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.kind is distinct from n.kind then 'kind' end, case when o.target_id is distinct from n.target_id then 'target_id' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.audience referencing new table as new_rows for each statement execute function app.log_public_audience();
create or replace trigger logged_update after update on public.audience referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_audience();
create or replace trigger logged_delete after delete on public.audience referencing old table as old_rows for each statement execute function app.log_public_audience();
create or replace function app.log_public_person() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.person was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.person', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.person', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.person was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['names', 'username', 'email', 'grade'] then raise exception 'changing() names fields that public.person does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.person', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.id is distinct from n.id then 'id' end, case when o.profile is distinct from n.profile then 'profile' end, case when o.born_on is distinct from n.born_on then 'born_on' end, case when o.created_at is distinct from n.created_at then 'created_at' end, case when o.created_by is distinct from n.created_by then 'created_by' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.person referencing new table as new_rows for each statement execute function app.log_public_person();
create or replace trigger logged_update after update on public.person referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_person();
create or replace trigger logged_delete after delete on public.person referencing old table as old_rows for each statement execute function app.log_public_person();
create or replace function app.log_public_person_state() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.person_state was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.person_state', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.person_state', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.person_state', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.state is distinct from n.state then 'state' end, case when o.reason is distinct from n.reason then 'reason' end, case when o.from_at is distinct from n.from_at then 'from_at' end, case when o.until_at is distinct from n.until_at then 'until_at' end, case when o.made_by is distinct from n.made_by then 'made_by' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.person_state referencing new table as new_rows for each statement execute function app.log_public_person_state();
create or replace trigger logged_update after update on public.person_state referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_person_state();
create or replace trigger logged_delete after delete on public.person_state referencing old table as old_rows for each statement execute function app.log_public_person_state();
create or replace function app.log_public_person_role() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.person_role was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.person_role', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.person_role', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.person_role', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.role is distinct from n.role then 'role' end, case when o.reason is distinct from n.reason then 'reason' end, case when o.from_at is distinct from n.from_at then 'from_at' end, case when o.until_at is distinct from n.until_at then 'until_at' end, case when o.granted_by is distinct from n.granted_by then 'granted_by' end, case when o.ended_by is distinct from n.ended_by then 'ended_by' end, case when o.ended_why is distinct from n.ended_why then 'ended_why' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.person_role referencing new table as new_rows for each statement execute function app.log_public_person_role();
create or replace trigger logged_update after update on public.person_role referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_person_role();
create or replace trigger logged_delete after delete on public.person_role referencing old table as old_rows for each statement execute function app.log_public_person_role();
create or replace function app.log_public_guardianship() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.guardianship was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.guardianship', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.guardianship', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.guardianship', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.pupil_id is distinct from n.pupil_id then 'pupil_id' end, case when o.guardian_id is distinct from n.guardian_id then 'guardian_id' end, case when o.relation is distinct from n.relation then 'relation' end, case when o.authority is distinct from n.authority then 'authority' end, case when o.preset is distinct from n.preset then 'preset' end, case when o.scopes is distinct from n.scopes then 'scopes' end, case when o.from_at is distinct from n.from_at then 'from_at' end, case when o.until_at is distinct from n.until_at then 'until_at' end, case when o.verified_by is distinct from n.verified_by then 'verified_by' end, case when o.verified_way is distinct from n.verified_way then 'verified_way' end, case when o.verified_at is distinct from n.verified_at then 'verified_at' end, case when o.source is distinct from n.source then 'source' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.guardianship referencing new table as new_rows for each statement execute function app.log_public_guardianship();
create or replace trigger logged_update after update on public.guardianship referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_guardianship();
create or replace trigger logged_delete after delete on public.guardianship referencing old table as old_rows for each statement execute function app.log_public_guardianship();
create or replace function app.log_directory_account() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'directory.account was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select '00000000-0000-0000-0000-000000000000'::uuid, 'directory.account', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select '00000000-0000-0000-0000-000000000000'::uuid, 'directory.account', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of directory.account was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['email'] then raise exception 'changing() names fields that directory.account does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select '00000000-0000-0000-0000-000000000000'::uuid, 'directory.account', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (id) cross join lateral (select array_remove(array[case when o.id is distinct from n.id then 'id' end, case when o.locale is distinct from n.locale then 'locale' end, case when o.time_zone is distinct from n.time_zone then 'time_zone' end, case when o.password_hash is distinct from n.password_hash then 'password_hash' end, case when o.password_changed_at is distinct from n.password_changed_at then 'password_changed_at' end, case when o.must_change is distinct from n.must_change then 'must_change' end, case when o.must_change_why is distinct from n.must_change_why then 'must_change_why' end, case when o.password_stands_alone is distinct from n.password_stands_alone then 'password_stands_alone' end, case when o.created_at is distinct from n.created_at then 'created_at' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on directory.account referencing new table as new_rows for each statement execute function app.log_directory_account();
create or replace trigger logged_update after update on directory.account referencing old table as old_rows new table as new_rows for each statement execute function app.log_directory_account();
create or replace trigger logged_delete after delete on directory.account referencing old table as old_rows for each statement execute function app.log_directory_account();
create or replace function app.log_directory_membership() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'directory.membership was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'directory.membership', n.person_id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'directory.membership', o.person_id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'directory.membership', o.person_id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, person_id) cross join lateral (select array_remove(array[case when o.account_id is distinct from n.account_id then 'account_id' end, case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.created_at is distinct from n.created_at then 'created_at' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on directory.membership referencing new table as new_rows for each statement execute function app.log_directory_membership();
create or replace trigger logged_update after update on directory.membership referencing old table as old_rows new table as new_rows for each statement execute function app.log_directory_membership();
create or replace trigger logged_delete after delete on directory.membership referencing old table as old_rows for each statement execute function app.log_directory_membership();
create or replace function app.log_public_activation_code() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.activation_code was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.activation_code', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.activation_code', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.activation_code', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.code_digest is distinct from n.code_digest then 'code_digest' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.expires_at is distinct from n.expires_at then 'expires_at' end, case when o.used_at is distinct from n.used_at then 'used_at' end, case when o.voided_at is distinct from n.voided_at then 'voided_at' end, case when o.void_why is distinct from n.void_why then 'void_why' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.activation_code referencing new table as new_rows for each statement execute function app.log_public_activation_code();
create or replace trigger logged_update after update on public.activation_code referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_activation_code();
create or replace trigger logged_delete after delete on public.activation_code referencing old table as old_rows for each statement execute function app.log_public_activation_code();
create or replace function app.log_public_class_door() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.class_door was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.class_door', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.class_door', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.class_door was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['code'] then raise exception 'changing() names fields that public.class_door does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.class_door', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.made_by is distinct from n.made_by then 'made_by' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.class_door referencing new table as new_rows for each statement execute function app.log_public_class_door();
create or replace trigger logged_update after update on public.class_door referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_class_door();
create or replace trigger logged_delete after delete on public.class_door referencing old table as old_rows for each statement execute function app.log_public_class_door();
create or replace function app.log_public_pupil_words() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.pupil_words was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.pupil_words', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.pupil_words', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.pupil_words', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.secret_hash is distinct from n.secret_hash then 'secret_hash' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.ends_on is distinct from n.ends_on then 'ends_on' end, case when o.used_at is distinct from n.used_at then 'used_at' end, case when o.voided_at is distinct from n.voided_at then 'voided_at' end, case when o.void_why is distinct from n.void_why then 'void_why' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.pupil_words referencing new table as new_rows for each statement execute function app.log_public_pupil_words();
create or replace trigger logged_update after update on public.pupil_words referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_pupil_words();
create or replace trigger logged_delete after delete on public.pupil_words referencing old table as old_rows for each statement execute function app.log_public_pupil_words();
create or replace function app.log_public_enrolled_device() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.enrolled_device was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.enrolled_device', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.enrolled_device', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.enrolled_device', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.token_digest is distinct from n.token_digest then 'token_digest' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.made_by is distinct from n.made_by then 'made_by' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.enrolled_device referencing new table as new_rows for each statement execute function app.log_public_enrolled_device();
create or replace trigger logged_update after update on public.enrolled_device referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_enrolled_device();
create or replace trigger logged_delete after delete on public.enrolled_device referencing old table as old_rows for each statement execute function app.log_public_enrolled_device();
create or replace function app.log_public_pupil_pictures() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.pupil_pictures was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.pupil_pictures', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.pupil_pictures', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.pupil_pictures', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.row_digest is distinct from n.row_digest then 'row_digest' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.wrong is distinct from n.wrong then 'wrong' end, case when o.ended_at is distinct from n.ended_at then 'ended_at' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.pupil_pictures referencing new table as new_rows for each statement execute function app.log_public_pupil_pictures();
create or replace trigger logged_update after update on public.pupil_pictures referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_pupil_pictures();
create or replace trigger logged_delete after delete on public.pupil_pictures referencing old table as old_rows for each statement execute function app.log_public_pupil_pictures();
create or replace function app.log_public_class() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.class was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.class', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.class', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.class was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['label'] then raise exception 'changing() names fields that public.class does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.class', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.class referencing new table as new_rows for each statement execute function app.log_public_class();
create or replace trigger logged_update after update on public.class referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_class();
create or replace trigger logged_delete after delete on public.class referencing old table as old_rows for each statement execute function app.log_public_class();
create or replace function app.log_public_enrolment() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.enrolment was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    return null;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.enrolment', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.enrolment', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.role is distinct from n.role then 'role' end, case when o.from_on is distinct from n.from_on then 'from_on' end, case when o.until_on is distinct from n.until_on then 'until_on' end, case when o.created_by is distinct from n.created_by then 'created_by' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.enrolment referencing new table as new_rows for each statement execute function app.log_public_enrolment();
create or replace trigger logged_update after update on public.enrolment referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_enrolment();
create or replace trigger logged_delete after delete on public.enrolment referencing old table as old_rows for each statement execute function app.log_public_enrolment();
create or replace function app.log_public_class_key() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.class_key was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.class_key', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.class_key', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.class_key was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['key'] then raise exception 'changing() names fields that public.class_key does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.class_key', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.issued_at is distinct from n.issued_at then 'issued_at' end, case when o.issued_by is distinct from n.issued_by then 'issued_by' end, case when o.revoked_at is distinct from n.revoked_at then 'revoked_at' end, case when o.revoked_by is distinct from n.revoked_by then 'revoked_by' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.class_key referencing new table as new_rows for each statement execute function app.log_public_class_key();
create or replace trigger logged_update after update on public.class_key referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_class_key();
create or replace trigger logged_delete after delete on public.class_key referencing old table as old_rows for each statement execute function app.log_public_class_key();
create or replace function app.log_public_join_request() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.join_request was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.join_request', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.join_request', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.join_request was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['child', 'name', 'email'] then raise exception 'changing() names fields that public.join_request does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.join_request', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.account_id is distinct from n.account_id then 'account_id' end, case when o.relation is distinct from n.relation then 'relation' end, case when o.locale is distinct from n.locale then 'locale' end, case when o.token_digest is distinct from n.token_digest then 'token_digest' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.confirmed_at is distinct from n.confirmed_at then 'confirmed_at' end, case when o.withdrawn_at is distinct from n.withdrawn_at then 'withdrawn_at' end, case when o.decided_at is distinct from n.decided_at then 'decided_at' end, case when o.decided_by is distinct from n.decided_by then 'decided_by' end, case when o.verdict is distinct from n.verdict then 'verdict' end, case when o.pupil_id is distinct from n.pupil_id then 'pupil_id' end, case when o.check_way is distinct from n.check_way then 'check_way' end, case when o.linked_at is distinct from n.linked_at then 'linked_at' end, case when o.guardian_id is distinct from n.guardian_id then 'guardian_id' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.join_request referencing new table as new_rows for each statement execute function app.log_public_join_request();
create or replace trigger logged_update after update on public.join_request referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_join_request();
create or replace trigger logged_delete after delete on public.join_request referencing old table as old_rows for each statement execute function app.log_public_join_request();
create or replace function app.log_public_teaching_group() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.teaching_group was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.teaching_group', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.teaching_group', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.teaching_group was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['label'] then raise exception 'changing() names fields that public.teaching_group does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.teaching_group', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.owner_id is distinct from n.owner_id then 'owner_id' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.teaching_group referencing new table as new_rows for each statement execute function app.log_public_teaching_group();
create or replace trigger logged_update after update on public.teaching_group referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_teaching_group();
create or replace trigger logged_delete after delete on public.teaching_group referencing old table as old_rows for each statement execute function app.log_public_teaching_group();
create or replace function app.log_public_group_place() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.group_place was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.group_place', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.group_place', o.id, now(), 'delete', actor, act, '{*}', null, null from old_rows o;
  else
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.group_place', o.id, now(), 'update', actor, act, c.fields, null, null
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.role is distinct from n.role then 'role' end, case when o.from_at is distinct from n.from_at then 'from_at' end, case when o.until_at is distinct from n.until_at then 'until_at' end]::text[], null) as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.group_place referencing new table as new_rows for each statement execute function app.log_public_group_place();
create or replace trigger logged_update after update on public.group_place referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_group_place();
create or replace trigger logged_delete after delete on public.group_place referencing old table as old_rows for each statement execute function app.log_public_group_place();
create or replace function app.log_public_emergency_contact() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.emergency_contact was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.emergency_contact', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.emergency_contact', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.emergency_contact was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['name', 'phone', 'relation', 'note'] then raise exception 'changing() names fields that public.emergency_contact does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.emergency_contact', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.pupil_id is distinct from n.pupil_id then 'pupil_id' end, case when o.place is distinct from n.place then 'place' end, case when o.source is distinct from n.source then 'source' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.made_by is distinct from n.made_by then 'made_by' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.emergency_contact referencing new table as new_rows for each statement execute function app.log_public_emergency_contact();
create or replace trigger logged_update after update on public.emergency_contact referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_emergency_contact();
create or replace trigger logged_delete after delete on public.emergency_contact referencing old table as old_rows for each statement execute function app.log_public_emergency_contact();
create or replace function app.log_public_pick_up_adult() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.pick_up_adult was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.pick_up_adult', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.pick_up_adult', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.pick_up_adult was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['name', 'phone', 'relation', 'note'] then raise exception 'changing() names fields that public.pick_up_adult does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.pick_up_adult', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.pupil_id is distinct from n.pupil_id then 'pupil_id' end, case when o.from_on is distinct from n.from_on then 'from_on' end, case when o.until_on is distinct from n.until_on then 'until_on' end, case when o.source is distinct from n.source then 'source' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.made_by is distinct from n.made_by then 'made_by' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.pick_up_adult referencing new table as new_rows for each statement execute function app.log_public_pick_up_adult();
create or replace trigger logged_update after update on public.pick_up_adult referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_pick_up_adult();
create or replace trigger logged_delete after delete on public.pick_up_adult referencing old table as old_rows for each statement execute function app.log_public_pick_up_adult();
create or replace function app.log_public_guardianship_change() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.guardianship_change was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.guardianship_change', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.guardianship_change', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.guardianship_change was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['reference'] then raise exception 'changing() names fields that public.guardianship_change does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.guardianship_change', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.pupil_id is distinct from n.pupil_id then 'pupil_id' end, case when o.guardian_id is distinct from n.guardian_id then 'guardian_id' end, case when o.preset_before is distinct from n.preset_before then 'preset_before' end, case when o.preset_after is distinct from n.preset_after then 'preset_after' end, case when o.scopes_before is distinct from n.scopes_before then 'scopes_before' end, case when o.scopes_after is distinct from n.scopes_after then 'scopes_after' end, case when o.asked_at is distinct from n.asked_at then 'asked_at' end, case when o.asked_by is distinct from n.asked_by then 'asked_by' end, case when o.decided_at is distinct from n.decided_at then 'decided_at' end, case when o.decided_by is distinct from n.decided_by then 'decided_by' end, case when o.verdict is distinct from n.verdict then 'verdict' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.guardianship_change referencing new table as new_rows for each statement execute function app.log_public_guardianship_change();
create or replace trigger logged_update after update on public.guardianship_change referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_guardianship_change();
create or replace trigger logged_delete after delete on public.guardianship_change referencing old table as old_rows for each statement execute function app.log_public_guardianship_change();
create or replace function app.log_public_delegation() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.delegation was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.delegation', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.delegation', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.delegation was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['name', 'email'] then raise exception 'changing() names fields that public.delegation does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.delegation', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.pupil_id is distinct from n.pupil_id then 'pupil_id' end, case when o.lent_by is distinct from n.lent_by then 'lent_by' end, case when o.holder_id is distinct from n.holder_id then 'holder_id' end, case when o.relation is distinct from n.relation then 'relation' end, case when o.scopes is distinct from n.scopes then 'scopes' end, case when o.made_at is distinct from n.made_at then 'made_at' end, case when o.until_at is distinct from n.until_at then 'until_at' end, case when o.ended_at is distinct from n.ended_at then 'ended_at' end, case when o.ended_by is distinct from n.ended_by then 'ended_by' end, case when o.objected_at is distinct from n.objected_at then 'objected_at' end, case when o.objected_by is distinct from n.objected_by then 'objected_by' end, case when o.settled_at is distinct from n.settled_at then 'settled_at' end, case when o.settled_by is distinct from n.settled_by then 'settled_by' end, case when o.verdict is distinct from n.verdict then 'verdict' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.delegation referencing new table as new_rows for each statement execute function app.log_public_delegation();
create or replace trigger logged_update after update on public.delegation referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_delegation();
create or replace trigger logged_delete after delete on public.delegation referencing old table as old_rows for each statement execute function app.log_public_delegation();
create or replace function app.log_public_protected_identity() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.protected_identity was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.protected_identity', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.protected_identity', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.protected_identity was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['alias', 'reference'] then raise exception 'changing() names fields that public.protected_identity does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.protected_identity', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.kind is distinct from n.kind then 'kind' end, case when o.from_at is distinct from n.from_at then 'from_at' end, case when o.until_at is distinct from n.until_at then 'until_at' end, case when o.made_by is distinct from n.made_by then 'made_by' end, case when o.ended_by is distinct from n.ended_by then 'ended_by' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.protected_identity referencing new table as new_rows for each statement execute function app.log_public_protected_identity();
create or replace trigger logged_update after update on public.protected_identity referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_protected_identity();
create or replace trigger logged_delete after delete on public.protected_identity referencing old table as old_rows for each statement execute function app.log_public_protected_identity();
create or replace function app.log_public_grant_request() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.grant_request was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.grant_request', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.grant_request', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.grant_request was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['note'] then raise exception 'changing() names fields that public.grant_request does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.grant_request', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.role is distinct from n.role then 'role' end, case when o.why is distinct from n.why then 'why' end, case when o.until_at is distinct from n.until_at then 'until_at' end, case when o.asked_at is distinct from n.asked_at then 'asked_at' end, case when o.asked_by is distinct from n.asked_by then 'asked_by' end, case when o.decided_at is distinct from n.decided_at then 'decided_at' end, case when o.decided_by is distinct from n.decided_by then 'decided_by' end, case when o.verdict is distinct from n.verdict then 'verdict' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.grant_request referencing new table as new_rows for each statement execute function app.log_public_grant_request();
create or replace trigger logged_update after update on public.grant_request referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_grant_request();
create or replace trigger logged_delete after delete on public.grant_request referencing old table as old_rows for each statement execute function app.log_public_grant_request();
create or replace function app.log_public_support_access() returns trigger security definer set search_path = pg_catalog, pg_temp set enable_nestloop = off language plpgsql as $$
declare
  act text := nullif(app.action(), '');
  actor uuid := coalesce(app.person_id(), app.account_id());
  said text[] := string_to_array(nullif(current_setting('app.fields', true), ''), ',');
begin
  if act is null then raise exception 'public.support_access was written without an actor and an action: call app.enter() before' using errcode = 'PR001'; end if;
  if tg_op = 'INSERT' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select n.school_id, 'public.support_access', n.id, now(), 'insert', actor, act, '{*}', null, null from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.support_access', o.id, now(), 'delete', actor, act, '{*}', o.sealed, null from old_rows o;
  else
    if exists (select from old_rows o join new_rows n using (school_id, id) where o.sealed is distinct from n.sealed) then
      if said is null then raise exception 'a sealed row of public.support_access was changed without saying which fields: call changing() before' using errcode = 'PR001'; end if;
      if not said <@ array['ticket'] then raise exception 'changing() names fields that public.support_access does not have: %', said using errcode = 'PR001'; end if;
      perform set_config('app.fields', '', true);
    end if;
    insert into vault.change (school_id, table_name, row_id, at, kind, actor_id, action, fields, before, after) select o.school_id, 'public.support_access', o.id, now(), 'update', actor, act, c.fields, case when o.sealed is distinct from n.sealed then o.sealed end, case when o.sealed is distinct from n.sealed then n.sealed end
    from old_rows o join new_rows n using (school_id, id) cross join lateral (select array_remove(array[case when o.person_id is distinct from n.person_id then 'person_id' end, case when o.subject_id is distinct from n.subject_id then 'subject_id' end, case when o.reason is distinct from n.reason then 'reason' end, case when o.with_names is distinct from n.with_names then 'with_names' end, case when o.asked_at is distinct from n.asked_at then 'asked_at' end, case when o.decided_at is distinct from n.decided_at then 'decided_at' end, case when o.decided_by is distinct from n.decided_by then 'decided_by' end, case when o.verdict is distinct from n.verdict then 'verdict' end, case when o.until_at is distinct from n.until_at then 'until_at' end, case when o.ended_at is distinct from n.ended_at then 'ended_at' end, case when o.ended_by is distinct from n.ended_by then 'ended_by' end]::text[], null) || case when o.sealed is distinct from n.sealed then said else '{}' end as fields) c where c.fields <> '{}';
  end if;
  return null;
end $$;
create or replace trigger logged_insert after insert on public.support_access referencing new table as new_rows for each statement execute function app.log_public_support_access();
create or replace trigger logged_update after update on public.support_access referencing old table as old_rows new table as new_rows for each statement execute function app.log_public_support_access();
create or replace trigger logged_delete after delete on public.support_access referencing old table as old_rows for each statement execute function app.log_public_support_access();
