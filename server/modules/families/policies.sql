-- Whom to call and who may fetch: for who runs the school or teaches the child, the child, and of a guardian those whom that guardian named.
create policy "whom to call" on public.emergency_contact for select
  using (school_id = app.school_id() and ((select app.runs_school()) or made_by = app.person_id() or pupil_id = app.person_id() or pupil_id = any (array(select app.my_pupils()))));
create policy "whom to call is written by those who run the school, or a guardian of the child" on public.emergency_contact for insert
  with check (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and source = 'guardian' and pupil_id = any (array(select app.my_joint_children())))));
create policy "whom to call is corrected by those who run the school, or who wrote it" on public.emergency_contact for update
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_joint_children())))));
create policy "whom to call is taken off by those who run the school, or who wrote it" on public.emergency_contact for delete
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_joint_children())))));
create policy "who may fetch" on public.pick_up_adult for select
  using (school_id = app.school_id() and ((select app.runs_school()) or made_by = app.person_id() or pupil_id = app.person_id() or pupil_id = any (array(select app.my_pupils()))));
create policy "who may fetch is written by those who run the school, or a guardian who may" on public.pick_up_adult for insert
  with check (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and source = 'guardian' and pupil_id = any (array(select app.my_joint_children())) and pupil_id = any (array(select app.my_children_for('pick_up'))))));
create policy "who may fetch is corrected by those who run the school, or who wrote it" on public.pick_up_adult for update
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_joint_children())) and pupil_id = any (array(select app.my_children_for('pick_up'))))));
create policy "who may fetch is taken off by those who run the school, or who wrote it" on public.pick_up_adult for delete
  using (school_id = app.school_id() and ((select app.runs_school()) or (made_by = app.person_id() and pupil_id = any (array(select app.my_joint_children())) and pupil_id = any (array(select app.my_children_for('pick_up'))))));

create policy "whose identity is protected" on public.protected_identity for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = app.person_id() or person_id = any (array(select app.my_people()))));
create policy "identities are protected by those who run the school" on public.protected_identity for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "protection is ended by those who run the school" on public.protected_identity for update using (school_id = app.school_id() and app.runs_school());

create policy "changes of rights are for those who run the school" on public.guardianship_change for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "changes of rights are asked for by an administrator or the head" on public.guardianship_change for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and verdict is null and (select app.is_a('administrator', 'head')));
create policy "changes of rights are decided by an administrator, the head or the office" on public.guardianship_change for update
  using (school_id = app.school_id() and verdict is null and (select app.is_a('administrator', 'head', 'office'))) with check (decided_by = app.person_id());

-- Whoever decides about a child together with others is told of what they lend; once there is an edge, no longer of what has ended.
create policy "what one lent, was lent, or may object to" on public.delegation for select
  using (school_id = app.school_id() and ((select app.runs_school()) or lent_by = app.person_id() or holder_id = app.person_id()
    or (edge_id is not null and pupil_id = any (array(select app.my_joint_children())))));
create policy "a guardian lends" on public.delegation for insert
  with check (school_id = app.school_id() and lent_by = app.person_id() and edge_id is null and verdict is null and pupil_id = any (array(select app.my_joint_children())));
create policy "a guardian ends what was lent" on public.delegation for update
  using (school_id = app.school_id() and app.action() = 'guardianship.delegation.end' and lent_by = app.person_id()) with check (ended_by = app.person_id());
create policy "the other guardian objects" on public.delegation for update
  using (school_id = app.school_id() and app.action() = 'guardianship.delegation.object' and lent_by <> app.person_id() and pupil_id = any (array(select app.my_joint_children())))
  with check (objected_by = app.person_id() and verdict is null);
create policy "the head settles it, the school carries it out" on public.delegation for update
  using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('head', 'administrator'))));

create policy "records that may be the same" on public.same_person for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "records that may be the same are found" on public.same_person for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "records that may be the same are decided" on public.same_person for update using (school_id = app.school_id() and app.runs_school());
create policy "what was merged" on public.person_merge for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school merge" on public.person_merge for insert with check (school_id = app.school_id() and (select app.runs_school()));
create policy "those who run the school take a merge apart" on public.person_merge for update using (school_id = app.school_id() and app.runs_school());

grant select, insert, update, delete on public.emergency_contact, public.pick_up_adult to preau_app;
grant select, insert, update on public.protected_identity, public.guardianship_change, public.delegation, public.same_person, public.person_merge to preau_app;

create policy "a merge seals anew what moves" on public.guardianship_change for update
  using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and (select app.is_a('administrator', 'head', 'office')));
create policy "a merge seals anew what was lent" on public.delegation for update
  using (school_id = app.school_id() and app.action() in ('person.merge', 'person.unmerge') and (select app.is_a('administrator', 'head', 'office')));

-- Two records of one person: which rows go over to the one that is kept, and which end, because the kept one has the same already.
create or replace function app.merge_plan(kept uuid, merged uuid) returns table (in_table text, in_column text, row_id uuid, ends boolean, was text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select 'guardianship', 'pupil_id', g.id, false, null from public.guardianship g where g.school_id = app.school_id() and g.pupil_id = merged
    and not exists (select from public.guardianship o where o.school_id = g.school_id and o.pupil_id = kept and o.guardian_id = g.guardian_id
      and tstzrange(o.from_at, o.until_at) && tstzrange(g.from_at, g.until_at))
  union all select 'guardianship', 'guardian_id', g.id, false, null from public.guardianship g where g.school_id = app.school_id() and g.guardian_id = merged
    and not exists (select from public.guardianship o where o.school_id = g.school_id and o.guardian_id = kept and o.pupil_id = g.pupil_id
      and tstzrange(o.from_at, o.until_at) && tstzrange(g.from_at, g.until_at))
  union all select 'guardianship', 'until_at', g.id, true, g.until_at::text from public.guardianship g where g.school_id = app.school_id() and merged in (g.guardian_id, g.pupil_id)
    and (g.until_at is null or g.until_at > now()) and exists (select from public.guardianship o where o.school_id = g.school_id
      and ((o.guardian_id = kept and o.pupil_id = g.pupil_id) or (o.pupil_id = kept and o.guardian_id = g.guardian_id)) and tstzrange(o.from_at, o.until_at) && tstzrange(g.from_at, g.until_at))
  union all select 'person_role', 'person_id', r.id, false, null from public.person_role r where r.school_id = app.school_id() and r.person_id = merged
    and not exists (select from public.person_role o where o.school_id = r.school_id and o.person_id = kept and o.role = r.role and tstzrange(o.from_at, o.until_at) && tstzrange(r.from_at, r.until_at))
  union all select 'person_role', 'until_at', r.id, true, r.until_at::text from public.person_role r where r.school_id = app.school_id() and r.person_id = merged
    and (r.until_at is null or r.until_at > now()) and exists (select from public.person_role o where o.school_id = r.school_id and o.person_id = kept and o.role = r.role
      and tstzrange(o.from_at, o.until_at) && tstzrange(r.from_at, r.until_at))
  union all select 'enrolment', 'person_id', e.id, false, null from public.enrolment e where e.school_id = app.school_id() and e.person_id = merged
    and not exists (select from public.enrolment o where o.school_id = e.school_id and o.person_id = kept and o.class_id = e.class_id and o.role = e.role
      and daterange(o.from_on, o.until_on, '[]') && daterange(e.from_on, e.until_on, '[]'))
  union all select 'enrolment', 'until_on', e.id, true, e.until_on::text from public.enrolment e where e.school_id = app.school_id() and e.person_id = merged
    and (e.until_on is null or e.until_on >= current_date) and exists (select from public.enrolment o where o.school_id = e.school_id and o.person_id = kept and o.class_id = e.class_id
      and o.role = e.role and daterange(o.from_on, o.until_on, '[]') && daterange(e.from_on, e.until_on, '[]'))
  union all select 'group_place', 'person_id', m.id, false, null from public.group_place m where m.school_id = app.school_id() and m.person_id = merged
    and not exists (select from public.group_place o where o.school_id = m.school_id and o.person_id = kept and o.group_id = m.group_id and tstzrange(o.from_at, o.until_at) && tstzrange(m.from_at, m.until_at))
  union all select 'group_place', 'until_at', m.id, true, m.until_at::text from public.group_place m where m.school_id = app.school_id() and m.person_id = merged
    and (m.until_at is null or m.until_at > now()) and exists (select from public.group_place o where o.school_id = m.school_id and o.person_id = kept and o.group_id = m.group_id
      and tstzrange(o.from_at, o.until_at) && tstzrange(m.from_at, m.until_at))
  union all select 'teaching_group', 'owner_id', g.id, false, null from public.teaching_group g where g.school_id = app.school_id() and g.owner_id = merged
  union all select 'roster_link', 'person_id', l.id, false, l.target_id::text from public.roster_link l where l.school_id = app.school_id() and l.person_id = merged
  union all select 'join_request', 'pupil_id', j.id, false, null from public.join_request j where j.school_id = app.school_id() and j.pupil_id = merged
  union all select 'join_request', 'guardian_id', j.id, false, null from public.join_request j where j.school_id = app.school_id() and j.guardian_id = merged
  union all select 'emergency_contact', 'pupil_id', c.id, false, null from public.emergency_contact c where c.school_id = app.school_id() and c.pupil_id = merged
  union all select 'pick_up_adult', 'pupil_id', a.id, false, null from public.pick_up_adult a where a.school_id = app.school_id() and a.pupil_id = merged
  union all select 'protected_identity', 'person_id', i.id, false, null from public.protected_identity i where i.school_id = app.school_id() and i.person_id = merged
    and not exists (select from public.protected_identity o where o.school_id = i.school_id and o.person_id = kept and tstzrange(o.from_at, o.until_at) && tstzrange(i.from_at, i.until_at))
  union all select 'guardianship_change', 'pupil_id', h.id, false, null from public.guardianship_change h where h.school_id = app.school_id() and h.pupil_id = merged
  union all select 'guardianship_change', 'guardian_id', h.id, false, null from public.guardianship_change h where h.school_id = app.school_id() and h.guardian_id = merged
  union all select 'delegation', 'pupil_id', d.id, false, null from public.delegation d where d.school_id = app.school_id() and d.pupil_id = merged
  union all select 'delegation', 'lent_by', d.id, false, null from public.delegation d where d.school_id = app.school_id() and d.lent_by = merged
  union all select 'delegation', 'holder_id', d.id, false, null from public.delegation d where d.school_id = app.school_id() and d.holder_id = merged
  union all select 'photo_removal', 'pupil_id', r.id, false, null from public.photo_removal r where r.school_id = app.school_id() and r.pupil_id = merged
  union all select 'conversation', 'pupil_id', c.id, false, null from public.conversation c where c.school_id = app.school_id() and c.pupil_id = merged
  union all select 'conversation', 'teacher_id', c.id, false, null from public.conversation c where c.school_id = app.school_id() and c.teacher_id = merged
  union all select 'conversation', 'begun_by', c.id, false, null from public.conversation c where c.school_id = app.school_id() and c.begun_by = merged
  union all select 'conversation_member', 'person_id', m.id, false, null from public.conversation_member m where m.school_id = app.school_id() and m.person_id = merged
    and not exists (select from public.conversation_member o where o.school_id = m.school_id and o.conversation_id = m.conversation_id and o.person_id = kept)
  union all select 'message', 'author_id', m.id, false, null from public.message m where m.school_id = app.school_id() and m.author_id = merged
  union all select 'message_text', 'author_id', m.id, false, null from public.message_text m where m.school_id = app.school_id() and m.author_id = merged
  union all select 'message_text', 'pupil_id', m.id, false, null from public.message_text m where m.school_id = app.school_id() and m.pupil_id = merged
  union all select 'conversation_note', 'pupil_id', n.id, false, null from public.conversation_note n where n.school_id = app.school_id() and n.pupil_id = merged
  union all select 'conversation_note', 'author_id', n.id, false, null from public.conversation_note n where n.school_id = app.school_id() and n.author_id = merged
  union all select 'attachment', 'target_id', f.id, false, null from public.attachment f where f.school_id = app.school_id() and f.target_kind = 'person' and f.target_id = merged
  union all select 'depiction', 'pupil_id', d.id, false, null from public.depiction d where d.school_id = app.school_id() and d.pupil_id = merged
    and not exists (select from public.depiction o where o.school_id = d.school_id and o.file_id = d.file_id and o.pupil_id = kept)
  union all select 'image_consent', 'pupil_id', c.id, false, null from public.image_consent c where c.school_id = app.school_id() and c.pupil_id = merged
    and not exists (select from public.image_consent o where o.school_id = c.school_id and o.pupil_id = kept and o.school_year_id = c.school_year_id and o.audience = c.audience
      and o.by_id = c.by_id and o.replaced_at is null and c.replaced_at is null)
  union all select 'image_consent', 'by_id', c.id, false, null from public.image_consent c where c.school_id = app.school_id() and c.by_id = merged
    and not exists (select from public.image_consent o where o.school_id = c.school_id and o.by_id = kept and o.school_year_id = c.school_year_id and o.audience = c.audience
      and o.pupil_id = c.pupil_id and o.replaced_at is null and c.replaced_at is null)
  union all select 'policy_answer', 'person_id', a.id, false, null from public.policy_answer a where a.school_id = app.school_id() and a.person_id = merged
    and not exists (select from public.policy_answer o where o.school_id = a.school_id and o.policy_id = a.policy_id and o.person_id = kept
      and o.by_id in (a.by_id, kept) and o.replaced_at is null and a.replaced_at is null)
  union all select 'policy_answer', 'by_id', a.id, false, null from public.policy_answer a where a.school_id = app.school_id() and a.by_id = merged
    and not exists (select from public.policy_answer o where o.school_id = a.school_id and o.policy_id = a.policy_id and o.by_id = kept
      and o.person_id in (a.person_id, kept) and o.replaced_at is null and a.replaced_at is null)
  union all select 'calendar_reply', 'pupil_id', r.id, false, null from public.calendar_reply r where r.school_id = app.school_id() and r.pupil_id = merged
    and not exists (select from public.calendar_reply o where o.school_id = r.school_id and o.entry_id = r.entry_id and o.pupil_id = kept)
  union all select 'calendar_feed', 'pupil_id', f.id, false, null from public.calendar_feed f where f.school_id = app.school_id() and f.pupil_id = merged
    and not exists (select from public.calendar_feed o where o.school_id = f.school_id and o.person_id = f.person_id and o.pupil_id = kept)
  union all select 'rights_request', 'person_id', q.id, false, null from public.rights_request q where q.school_id = app.school_id() and q.person_id = merged
    and not exists (select from public.rights_request o where o.school_id = q.school_id and o.person_id = kept and o.asked_by = q.asked_by and o.kind = q.kind and o.closed_at is null and q.closed_at is null)
  union all select 'rights_request', 'asked_by', q.id, false, null from public.rights_request q where q.school_id = app.school_id() and q.asked_by = merged
    and not exists (select from public.rights_request o where o.school_id = q.school_id and o.asked_by = kept and o.kind = q.kind and o.closed_at is null and q.closed_at is null)
  union all select 'correction_recipient', 'person_id', c.id, false, null from public.correction_recipient c where c.school_id = app.school_id() and c.person_id = merged
  union all select 'correction_recipient', 'asked_by', c.id, false, null from public.correction_recipient c where c.school_id = app.school_id() and c.asked_by = merged
  union all select 'leaver_key', 'person_id', k.id, false, null from public.leaver_key k where k.school_id = app.school_id() and k.person_id = merged
    and not exists (select from public.leaver_key o where o.school_id = k.school_id and o.person_id = kept and o.replaced_at is null and k.replaced_at is null)
  union all select 'carry_token', 'person_id', k.id, false, null from public.carry_token k where k.school_id = app.school_id() and k.person_id = merged
  union all select 'carry_token', 'asked_by', k.id, false, null from public.carry_token k where k.school_id = app.school_id() and k.asked_by = merged
  union all select 'prepared_copy', 'person_id', y.id, false, null from public.prepared_copy y where y.school_id = app.school_id() and y.person_id = merged
  union all select 'prepared_copy', 'asked_by', y.id, false, null from public.prepared_copy y where y.school_id = app.school_id() and y.asked_by = merged
  union all select 'opened_copy_file', 'person_id', y.id, false, null from public.opened_copy_file y where y.school_id = app.school_id() and y.person_id = merged
  union all select 'opened_copy_file', 'asked_by', y.id, false, null from public.opened_copy_file y where y.school_id = app.school_id() and y.asked_by = merged
  union all select 'family_dispute', 'pupil_id', d.id, false, null from public.family_dispute d where d.school_id = app.school_id() and d.pupil_id = merged
    and not exists (select from public.family_dispute o where o.school_id = d.school_id and o.pupil_id = kept and o.ended_at is null and d.ended_at is null
      and daterange(o.begun_on, o.until_on, '[]') && daterange(d.begun_on, d.until_on, '[]'))
  union all select 'record_statement', 'person_id', r.id, false, null from public.record_statement r where r.school_id = app.school_id() and r.person_id = merged
  union all select 'record_statement', 'asked_by', r.id, false, null from public.record_statement r where r.school_id = app.school_id() and r.asked_by = merged
  union all select 'head_step', 'person_id', h.id, false, null from public.head_step h where h.school_id = app.school_id() and h.person_id = merged
  union all select 'head_step', 'asked_by', h.id, false, null from public.head_step h where h.school_id = app.school_id() and h.asked_by = merged
  union all select 'brought_copy', 'person_id', b.id, false, null from public.brought_copy b where b.school_id = app.school_id() and b.person_id = merged
    and not exists (select from public.brought_copy o where o.school_id = b.school_id and o.person_id = kept and o.export_id = b.export_id)
  union all select 'brought_copy', 'brought_by', b.id, false, null from public.brought_copy b where b.school_id = app.school_id() and b.brought_by = merged
  union all select 'brought_part', 'person_id', b.id, false, null from public.brought_part b where b.school_id = app.school_id() and b.person_id = merged
  union all select 'brought_part', 'brought_by', b.id, false, null from public.brought_part b where b.school_id = app.school_id() and b.brought_by = merged
  union all select 'brought_file', 'person_id', b.id, false, null from public.brought_file b where b.school_id = app.school_id() and b.person_id = merged
  union all select 'brought_file', 'brought_by', b.id, false, null from public.brought_file b where b.school_id = app.school_id() and b.brought_by = merged
  union all select 'judicial_order', 'person_id', o.id, false, null from public.judicial_order o where o.school_id = app.school_id() and o.person_id = merged
  union all select 'restriction', 'person_id', r.id, false, null from public.restriction r where r.school_id = app.school_id() and r.person_id = merged
  union all select 'legal_hold', 'person_id', h.id, false, null from public.legal_hold h where h.school_id = app.school_id() and h.person_id = merged
    and not exists (select from public.legal_hold o where o.school_id = h.school_id and o.person_id = kept and o.ground = h.ground and o.ended_at is null and h.ended_at is null)
$$;

-- Carries a plan out, or takes it back. Only whoever merges, and each row only if it still stands as it was left; says how many did.
create or replace function app.move_rows(plan jsonb, origin uuid, destination uuid, is_back boolean) returns int
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  step jsonb; done int; total int := 0; t text; c text; kind text;
begin
  if app.action() not in ('person.merge', 'person.unmerge') or not app.is_a('administrator', 'head', 'office') then
    raise exception 'only whoever merges moves rows' using errcode = '42501';
  end if;
  for step in select * from jsonb_array_elements(plan) loop
    t := step ->> 'table'; c := step ->> 'column';
    if not exists (select from pg_catalog.pg_attribute a where a.attrelid = ('public.' || quote_ident(t))::regclass and a.attname = c) then raise exception 'no column % of %', c, t; end if;
    kind := case c when 'until_at' then 'timestamptz' when 'until_on' then 'date' else 'uuid' end;
    if c = 'until_at' and not is_back then
      execute format('update public.%I set until_at = greatest(now(), from_at) where school_id = app.school_id() and id = $1', t) using (step ->> 'id')::uuid;
    elsif c = 'until_on' and not is_back then
      execute format('update public.%I set until_on = greatest(current_date - 1, from_on) where school_id = app.school_id() and id = $1', t) using (step ->> 'id')::uuid;
    elsif kind <> 'uuid' then
      execute format('update public.%I set %I = $2::%s where school_id = app.school_id() and id = $1', t, c, kind) using (step ->> 'id')::uuid, step ->> 'was';
    else
      execute format('update public.%I set %I = $2 where school_id = app.school_id() and id = $1 and %I = $3', t, c, c) using (step ->> 'id')::uuid, destination, origin;
    end if;
    get diagnostics done = row_count;
    total := total + done;
    if t = 'roster_link' then
      update public.roster_link l set target_id = destination where l.school_id = app.school_id() and l.id = (step ->> 'id')::uuid and l.target_id = origin and l.kind = 'person';
    end if;
  end loop;
  return total;
end $$;

-- The sign-in of the one goes over to the other, who has none; sessions end.
create or replace function app.move_sign_in(origin uuid, destination uuid) returns boolean
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  own uuid;
begin
  if app.action() not in ('person.merge', 'person.unmerge') or not app.is_a('administrator', 'head', 'office') then
    raise exception 'only whoever merges moves a sign-in' using errcode = '42501';
  end if;
  update directory.session s set ended_at = now() where s.school_id = app.school_id() and s.person_id = origin and s.ended_at is null;
  select m.account_id into own from directory.membership m where m.school_id = app.school_id() and m.person_id = origin;
  if own is null or exists (select from directory.membership m where m.school_id = app.school_id() and m.person_id = destination) then return false; end if;
  insert into directory.membership (account_id, school_id, person_id, created_at)
    select m.account_id, m.school_id, destination, m.created_at from directory.membership m where m.school_id = app.school_id() and m.person_id = origin;
  update directory.session s set person_id = destination where s.school_id = app.school_id() and s.person_id = origin;
  delete from directory.membership m where m.school_id = app.school_id() and m.person_id = origin;
  return true;
end $$;
create or replace function app.signs_in(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.runs_school() and exists (select from directory.membership m where m.school_id = app.school_id() and m.person_id = person)
$$;
-- Guardians of the school who may be one person by their account: the same one twice.
create or replace function app.accounts_twice() returns table (first_id uuid, second_id uuid) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select least(a.person_id, b.person_id), greatest(a.person_id, b.person_id) from directory.membership a join directory.membership b
    on b.account_id = a.account_id and b.school_id = a.school_id and b.person_id > a.person_id
  where a.school_id = app.school_id() and app.runs_school()
$$;
grant update (pupil_id, guardian_id, until_at) on public.guardianship to preau_relations;
grant update (person_id, until_at) on public.person_role to preau_relations;
grant update (person_id, until_on) on public.enrolment to preau_relations;
grant update (person_id, until_at) on public.group_place to preau_relations;
grant update (owner_id) on public.teaching_group to preau_relations;
grant update (person_id, target_id) on public.roster_link to preau_relations;
grant update (pupil_id, guardian_id) on public.join_request to preau_relations;
grant update (pupil_id) on public.emergency_contact, public.pick_up_adult to preau_relations;
grant update (person_id) on public.protected_identity to preau_relations;
grant update (pupil_id, guardian_id) on public.guardianship_change to preau_relations;
grant update (pupil_id, lent_by, holder_id) on public.delegation to preau_relations;
grant update (target_id) on public.attachment to preau_relations;
grant update (pupil_id) on public.depiction, public.calendar_reply, public.calendar_feed to preau_relations;
grant update (pupil_id, by_id) on public.image_consent to preau_relations;
grant update (person_id, by_id) on public.policy_answer to preau_relations;
grant update (person_id) on public.restriction, public.legal_hold to preau_relations;
grant update (person_id, ended_at) on directory.session to preau_relations;
grant insert, delete on directory.membership to preau_relations;
