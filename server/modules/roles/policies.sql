create policy "grants are for those who run the school, and one's own" on public.grant_request for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = app.person_id()));
create policy "grants are asked for by who may give them" on public.grant_request for insert
  with check (school_id = app.school_id() and asked_by = app.person_id() and person_id <> app.person_id() and (select app.may_give(role))
    and (verdict is null or (verdict = 'granted' and role <> 'administrator' and decided_by = app.person_id())));
create policy "grants are decided by an administrator or the head" on public.grant_request for update
  using (school_id = app.school_id() and verdict is null and (select app.is_a('administrator', 'head'))) with check (decided_by = app.person_id());

create policy "reviews are for those who run the school" on public.access_review for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "reviews are opened by those who lead the school, or by the night" on public.access_review for insert
  with check (school_id = app.school_id() and (app.is_system() or app.is_a('administrator', 'head', 'office')));
create policy "reviews are closed by the night" on public.access_review for update using (school_id = app.school_id() and app.is_system());
create policy "what is reviewed is for those who run the school" on public.access_review_item for select using (school_id = app.school_id() and (select app.runs_school()));
create policy "what is reviewed is listed when a review opens" on public.access_review_item for insert
  with check (school_id = app.school_id() and (app.is_system() or app.is_a('administrator', 'head', 'office')) and decision is null);
create policy "what is reviewed is decided by another than the holder" on public.access_review_item for update
  using (school_id = app.school_id() and (app.is_system() or (person_id <> app.person_id() and (select app.is_a('administrator', 'head', 'office')))))
  with check (app.is_system() or decided_by = app.person_id());

-- Whether somebody else signs for a person: guardians are asked in place of the child and of the office.
create or replace function app.is_represented(subject uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from app.edges_now() g where g.pupil_id = subject and 'sign' = any (g.scopes))
$$;
create or replace function app.signers_of(subject uuid) returns table (id uuid) stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct g.guardian_id from app.edges_now() g where g.pupil_id = subject and 'sign' = any (g.scopes) and app.is_system()
$$;
-- Who consents that support looks: those who lead the school; the office, where nobody signs for the person; and the person, unless too young, or of
-- an age that nobody knows while guardians sign. Guardians are asked in the policies themselves.
create or replace function app.may_let_support(subject uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.is_a('administrator', 'head') or (app.is_a('office') and not app.is_represented(subject)) or (subject = app.person_id() and not app.is_too_young()
    and not (app.is_represented(subject) and exists (select from public.person p where p.school_id = app.school_id() and p.id = subject and p.born_on is null)))
$$;
create policy "help asked for: one's own, about oneself or the own child, for those who run the school all" on public.support_access for select
  using (school_id = app.school_id() and ((select app.runs_school()) or person_id = app.person_id() or subject_id = app.person_id()
    or subject_id = any (array(select app.my_children_for('sign')))));
create policy "support asks for itself" on public.support_access for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and verdict is null and (select app.is_a('support')));
create policy "the person or the school consents" on public.support_access for update
  using (school_id = app.school_id() and app.action() = 'support.access.decide' and verdict is null and person_id <> app.person_id()
    and (app.may_let_support(subject_id) or subject_id = any (array(select app.my_children_for('sign')))))
  with check (decided_by = app.person_id());
create policy "whoever helps, is helped or runs the school ends it" on public.support_access for update
  using (school_id = app.school_id() and verdict = 'consented' and ended_at is null and ((app.action() = 'support.access.expire' and app.is_system())
    or (app.action() = 'support.access.end' and (person_id = app.person_id() or subject_id = app.person_id() or app.is_a('administrator', 'head', 'office')
      or subject_id = any (array(select app.my_children_for('sign')))))))
  with check (ended_at is not null);

-- Whom a user name belongs to, for support only.
create or replace function app.person_called(digests bytea[]) returns uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select b.target_id from vault.blind_index b where b.school_id = app.school_id() and b.kind = 'username' and b.digest = any (digests) and app.is_a('support')
$$;
-- What help needs to know about whoever has consented, for as long as it was consented to, for who asked and nobody else.
create or replace function app.support_subject(access uuid) returns table (id uuid, sealed bytea, roles text[], state text, is_locked boolean, has_account boolean,
  must_change boolean, has_factor boolean, locale text, with_names boolean, until_at timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select p.id, p.sealed, array(select distinct r.role from public.person_role r where r.school_id = p.school_id and r.person_id = p.id and r.from_at <= now()
      and (r.until_at is null or r.until_at > now())),
    coalesce((select s.state from public.person_state s where s.school_id = p.school_id and s.person_id = p.id and s.from_at <= now() order by s.from_at desc, s.id desc limit 1), 'active'),
    app.is_locked(p.school_id, p.id), d.id is not null, coalesce(d.must_change, false),
    exists (select from directory.sign_in_method w where w.account_id = d.id and w.confirmed_at is not null and w.ended_at is null), d.locale, a.with_names, a.until_at
  from public.support_access a join public.person p on p.school_id = a.school_id and p.id = a.subject_id
    left join directory.membership m on m.school_id = p.school_id and m.person_id = p.id left join directory.account d on d.id = m.account_id
  where a.school_id = app.school_id() and a.id = access and a.person_id = app.person_id() and a.verdict = 'consented' and a.ended_at is null and a.until_at > now()
    and app.is_a('support')
$$;

create policy "hand-overs are for those who run the school, who left and who took over" on public.hand_over for select
  using (school_id = app.school_id() and ((select app.runs_school()) or from_id = app.person_id() or to_id = app.person_id()));
create policy "the office hands over" on public.hand_over for insert with check (school_id = app.school_id() and made_by = app.person_id() and (select app.is_office()));
create policy "the office takes a hand-over back" on public.hand_over for update
  using (school_id = app.school_id() and app.action() = 'hand_over.undo' and (select app.is_office()));
create policy "who took over has seen it" on public.hand_over for update
  using (school_id = app.school_id() and app.action() = 'hand_over.see' and to_id = app.person_id()) with check (to_id = app.person_id());
create policy "what was handed over, with its hand-over" on public.hand_over_item for select
  using (school_id = app.school_id() and exists (select from public.hand_over h where h.school_id = hand_over_item.school_id and h.id = hand_over_id));
create policy "the office says what is handed over" on public.hand_over_item for insert with check (school_id = app.school_id() and (select app.is_office()));
create policy "what was changed since it was handed over" on vault.change for select to preau_app
  using (school_id = app.school_id() and (select app.is_office()) and (select app.action()) = 'hand_over.undo');
create policy "a place that never began goes with its hand-over" on public.enrolment for delete
  using (school_id = app.school_id() and app.action() = 'hand_over.undo' and app.is_office() and from_on >= current_date
    and exists (select from public.hand_over_item i where i.school_id = enrolment.school_id and i.begun_id = enrolment.id));
grant select, insert on public.hand_over, public.hand_over_item to preau_app;
grant update (seen_at, undone_at, undone_by) on public.hand_over to preau_app;

grant select, insert, update on public.support_access, public.grant_request, public.access_review, public.access_review_item to preau_app;
