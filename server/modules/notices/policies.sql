-- To whom a person may announce something: whoever may post there; the office and the head to everybody in a role, too.
create or replace function app.notice_voices_of(person uuid) returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.voices_of(person)
  union
  select a.id from public.audience a where a.school_id = app.school_id() and a.kind in ('staff', 'guardians', 'pupils')
    and (person = app.person_id() or app.is_system() and app.may_change(app.school_id(), person))
    and exists (select from public.person_role r where r.school_id = a.school_id and r.person_id = person and r.role in ('administrator', 'head', 'office')
      and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
$$;
-- Who may say that something is urgent, asked of whoever wrote it where the school publishes.
create or replace function app.may_alarm(person uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.person_role r where r.school_id = app.school_id() and r.person_id = person and r.role in ('administrator', 'head', 'office')
    and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
$$;

-- What is announced to the one who reads: each notice once, however many ways lead to it, with how one belongs and by which children.
create or replace function app.my_notices(since timestamptz) returns table (notice_id uuid, open_at timestamptz, stands text[], children uuid[])
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select a.notice_id, max(a.open_at), array_agg(distinct m.stands), array_remove(array_agg(distinct m.child_id), null)
  from app.audience_people() m join public.notice_audience a on a.school_id = app.school_id() and a.audience_id = m.audience_id
  where m.person_id = app.person_id() and a.open_at > since group by a.notice_id
$$;
-- Whether nobody waits for a notice any more: its year is over, and the hours of which it speaks are not of a later one (a year later at most).
create or replace function app.is_past_notice(published timestamptz, begins timestamptz, ends timestamptz) returns boolean stable language sql as $$
  select published is not null and least(greatest(published, begins, ends), published + interval '1 year') < (select app.history_until())
$$;
create or replace function app.my_stands(notice uuid) returns setof text
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select distinct m.stands from app.audience_people() m join public.notice_audience a on a.school_id = app.school_id() and a.audience_id = m.audience_id
  where m.person_id = app.person_id() and a.notice_id = notice and a.open_at is not null
$$;

-- Whom a notice is for, each once, as the first that they are of staff, guardian, pupil: those who are asked, or everybody where nobody is. Who wrote it
-- has seen it; whoever is locked out is not waited for. Where families are waited for, a pupil of whom nobody at home is known stands for the family.
-- The places are an array, so that each branch of the definition is asked for those places alone; and only for pupils whom nobody at home is known of,
-- who are few, is it asked whether they are of age.
create or replace function app.notice_people(wanted uuid) returns table (person_id uuid, is_family boolean, stands text, children uuid[]) stable language sql as $$
  with said as (select n.author_id, n.asks from public.notice n where n.school_id = app.school_id() and n.id = wanted),
  belong as materialized (select m.audience_id, m.person_id, m.stands, m.child_id from app.audience_people() m
    where m.audience_id = any (array(select a.audience_id from public.notice_audience a where a.school_id = app.school_id() and a.notice_id = wanted))),
  place as (select u.id, u.kind from public.notice_audience a join public.audience u on u.school_id = a.school_id and u.id = a.audience_id
    where a.school_id = app.school_id() and a.notice_id = wanted),
  alone as materialized (select p.person_id
    from (select b.person_id from belong b join place a on a.id = b.audience_id where b.stands = 'pupil' and a.kind <> 'pupils'
        union select r.person_id from public.person_role r where r.school_id = app.school_id() and r.role = 'pupil' and r.from_at <= now()
          and (r.until_at is null or r.until_at > now()) and exists (select from place a where a.kind = 'guardians')) p, said s
    where (s.asks = '{}' or 'guardian' = any (s.asks)) and not exists (select from app.edges_now() g where g.pupil_id = p.person_id and 'feed' = any (g.scopes)))
  select b.person_id, false, (array['staff', 'guardian', 'pupil'])[min(case b.stands when 'staff' then 1 when 'guardian' then 2 else 3 end)],
    array_remove(array_agg(distinct b.child_id), null)
  from belong b, said s where (s.asks = '{}' or b.stands = any (s.asks)) and b.person_id is distinct from s.author_id
    and not (exists (select from public.person_state t where t.school_id = app.school_id() and t.person_id = b.person_id
      and t.state in ('leaving', 'suspended', 'alumni_locked', 'erased')) and app.is_locked(app.school_id(), b.person_id))
  group by b.person_id
  union all
  select p.person_id, true, 'guardian', array[p.person_id] from alone p
  where not app.is_of_age(p.person_id) and not app.is_locked(app.school_id(), p.person_id)
$$;
-- Who may look after a notice that was published: the office and the head; whoever wrote it, as long as they speak to all of those.
create or replace function app.follows_notice(wanted uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select exists (select from public.notice n where n.school_id = app.school_id() and n.id = wanted and n.published_at is not null
    and (app.is_a('administrator', 'head', 'office') or (n.author_id = app.person_id() and not exists (select from public.notice_audience a
      where a.school_id = n.school_id and a.notice_id = n.id and a.audience_id <> all (array(select app.notice_voices_of(app.person_id())))))))
$$;
-- How far each of them is. A record that was merged into another has seen for it.
create or replace function app.notice_progress(wanted uuid) returns table (person_id uuid, is_family boolean, stands text, children uuid[], state text)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  with receipt as materialized (select r.person_id, bool_or(r.confirmed_at is not null) as confirmed from (
      select c.person_id, c.confirmed_at from public.notice_receipt c where c.school_id = app.school_id() and c.notice_id = wanted
      union all
      select e.kept_id, c.confirmed_at from public.notice_receipt c join public.person_merge e on e.school_id = c.school_id and e.merged_id = c.person_id and e.undone_at is null
        where c.school_id = app.school_id() and c.notice_id = wanted) r group by r.person_id)
  select p.person_id, p.is_family, p.stands, p.children, case when r.confirmed or k.person_id is not null then 'confirmed' when r.person_id is not null then 'seen'
    when m.person_id is not null then 'unseen' else 'unreached' end
  from app.notice_people(wanted) p left join receipt r on r.person_id = p.person_id and not p.is_family
    left join public.notice_paper k on k.school_id = app.school_id() and k.notice_id = wanted and k.person_id = p.person_id and k.is_family = p.is_family
    left join directory.membership m on m.school_id = app.school_id() and m.person_id = p.person_id and not p.is_family
  where app.is_system() or app.follows_notice(wanted)
$$;
-- Whom the school tells that something was announced, as long as it stands: all, those who are asked to confirm it, or the others. Who wrote it knows.
create or replace function app.notice_told(wanted uuid, which text) returns table (person_id uuid)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  select m.person_id from app.audience_people() m join public.notice n on n.school_id = app.school_id() and n.id = wanted and n.state = 'published'
  where app.is_system() and m.audience_id = any (array(select a.audience_id from public.notice_audience a where a.school_id = app.school_id() and a.notice_id = wanted))
    and m.person_id is distinct from n.author_id
  group by m.person_id, n.asks having case which when 'asked' then bool_or(m.stands = any (n.asks)) when 'others' then not bool_or(m.stands = any (n.asks)) else true end
$$;
-- How many were told of a notice by which way in which minute: by mail when it left; on a device when it was handed to it. Without a minute: to whom
-- neither has gone so far.
create or replace function app.notice_deliveries(wanted uuid) returns table (minute timestamptz, channel text, count int)
stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan language sql as $$
  with told as materialized (select t.person_id, t.taken_at, m.sent_at, exists (select from public.push_device d
        where d.school_id = t.school_id and d.person_id = t.person_id and d.confirmed_at <= t.taken_at) as has_device
    from public.notice n cross join unnest(case when n.author_id is null then array['notice.announced'] when n.reason is not null then array['notice.urgent_published']
        when n.asks = '{}' then array['notice.published'] else array['notice.published', 'notice.confirmation_asked'] end) as e (event)
      join public.person p on p.school_id = n.school_id
      join public.telling t on t.school_id = p.school_id and t.id = app.telling_of(e.event, n.id, p.id)
      left join public.telling_mail m on m.school_id = t.school_id and m.id = t.mail_id
    where app.follows_notice(wanted) and n.school_id = app.school_id() and n.id = wanted),
  sent as (select date_trunc('minute', t.sent_at) as minute, 'mail' as channel from told t where t.sent_at is not null
    union all select date_trunc('minute', t.taken_at), 'device' from told t where t.has_device
    union all select null, 'none' from told t where t.sent_at is null and not t.has_device)
  select s.minute, s.channel, count(*)::int from sent s group by 1, 2 order by 1 nulls first, 2 limit 500
$$;
create policy "notices stand where one belongs or speaks" on public.notice_audience for select
  using (school_id = app.school_id() and ((open_at is not null and audience_id = any (array(select app.my_audiences())))
    or audience_id = any (array(select app.notice_voices_of(app.person_id()))) or (select app.runs_school())));
create policy "notices are put where one speaks; an operator’s by the school" on public.notice_audience for insert
  with check (school_id = app.school_id() and ((select app.is_system()) or audience_id = any (array(select app.notice_voices_of(app.person_id())))));
create policy "notices begin to stand where one speaks" on public.notice_audience for update
  using (school_id = app.school_id() and ((select app.is_system()) or audience_id = any (array(select app.notice_voices_of(app.person_id())))));

-- A draft exists for whoever writes it alone; what was published for those whom it stands before, and those who run the school.
create policy "notices that stand before one, and one's own drafts" on public.notice for select
  using (school_id = app.school_id() and (
    (published_at is not null and exists (select from public.notice_audience a where a.school_id = notice.school_id and a.notice_id = notice.id
      and a.open_at is not null and a.audience_id = any (array(select app.my_audiences()))))
    or (published_at is null and author_id = app.person_id() and (select app.is_member()))
    or (published_at is not null and (select app.runs_school())) or (select app.is_system())));
create policy "those who teach or run the school announce; what is urgent, those who run it" on public.notice for insert
  with check (school_id = app.school_id() and author_id = app.person_id() and (kind = 'ordinary' and (select app.is_a('teacher', 'substitute', 'administrator', 'head', 'office'))
    or kind = 'urgent' and (select app.is_a('administrator', 'head', 'office'))));
create policy "an operator announces by the school" on public.notice for insert
  with check (school_id = app.school_id() and (select app.is_system()) and author_id is null and kind in ('product', 'maintenance'));
create policy "authors change their own notices" on public.notice for update
  using (school_id = app.school_id() and author_id = app.person_id() and state <> 'withdrawn' and (select app.is_member())) with check (author_id = app.person_id());
create policy "the office and the head correct, remind and take back" on public.notice for update
  using (school_id = app.school_id() and app.action() in ('notice.correct', 'notice.withdraw', 'notice.remind') and state = 'published' and (select app.is_a('administrator', 'head', 'office')))
  with check (school_id = app.school_id());
create policy "the school publishes at its hour, and follows" on public.notice for update using (school_id = app.school_id() and (select app.is_system()));

create policy "what a notice says and said, as long as it is there" on public.notice_text for select
  using (school_id = app.school_id() and exists (select from public.notice n where n.school_id = notice_text.school_id and n.id = notice_text.notice_id
    and ((n.published_at is not null and n.state <> 'withdrawn' and (notice_text.replaced_at is null or notice_text.replaced_at >= n.published_at)) or n.author_id = app.person_id() or (select app.runs_school()))));
create policy "what a notice says is written by whoever may change it" on public.notice_text for insert
  with check (school_id = app.school_id() and (author_id = app.person_id() or (author_id is null and (select app.is_system()))) and exists (select from public.notice n
    where n.school_id = notice_text.school_id and n.id = notice_text.notice_id and n.state <> 'withdrawn'
    and (n.author_id = app.person_id() or (select app.is_system()) or (select app.is_a('administrator', 'head', 'office')))));
create policy "what a notice says is replaced by whoever may change it" on public.notice_text for update
  using (school_id = app.school_id() and replaced_at is null and exists (select from public.notice n where n.school_id = notice_text.school_id and n.id = notice_text.notice_id
    and (n.author_id = app.person_id() or (select app.is_a('administrator', 'head', 'office')))))
  with check (replaced_at is not null and replaced_by = app.person_id());

-- Documents go with a notice: for whoever sees it, as long as it stands. No pictures: nobody says here who is on them.
create policy "attachments of notices one sees" on public.attachment for select
  using (school_id = app.school_id() and target_kind = 'notice' and exists (select from public.notice n
    where n.school_id = attachment.school_id and n.id = attachment.target_id and n.state <> 'withdrawn'));
create policy "documents are attached to notices that one may change" on public.attachment for insert
  with check (school_id = app.school_id() and target_kind = 'notice' and app.is_my_upload(file_id) and app.is_document(file_id) and exists (select from public.notice n
    where n.school_id = attachment.school_id and n.id = attachment.target_id and n.state <> 'withdrawn' and (n.author_id = app.person_id() or app.is_a('administrator', 'head', 'office'))));
create policy "documents of notices that one may change are put in order" on public.attachment for update
  using (school_id = app.school_id() and target_kind = 'notice' and app.action() = 'notice.correct' and exists (select from public.notice n
    where n.school_id = attachment.school_id and n.id = attachment.target_id and n.state <> 'withdrawn' and (n.author_id = app.person_id() or app.is_a('administrator', 'head', 'office'))));
create policy "documents are taken off notices that one may change" on public.attachment for delete
  using (school_id = app.school_id() and target_kind = 'notice' and app.action() = 'notice.correct' and exists (select from public.notice n
    where n.school_id = attachment.school_id and n.id = attachment.target_id and n.state <> 'withdrawn' and (n.author_id = app.person_id() or app.is_a('administrator', 'head', 'office'))));
create or replace trigger files_go after delete on public.notice referencing old table as old_rows for each statement execute function app.let_files_go('notice');

create policy "one's own receipts" on public.notice_receipt for select using (school_id = app.school_id() and person_id = app.person_id());
create policy "one sees for oneself, what stands before one" on public.notice_receipt for insert
  with check (school_id = app.school_id() and person_id = app.person_id() and exists (select app.my_stands(notice_id)));
create policy "one confirms for oneself" on public.notice_receipt for update
  using (school_id = app.school_id() and person_id = app.person_id() and confirmed_at is null) with check (person_id = app.person_id() and exists (select app.my_stands(notice_id)));

-- Whether this person, or family, is asked to confirm a notice that the one who asks follows.
create or replace function app.is_asked(notice uuid, person uuid, of_family boolean) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select app.follows_notice(notice) and exists (select from public.notice n where n.school_id = app.school_id() and n.id = notice and n.state = 'published' and n.asks <> '{}')
    and exists (select from app.notice_people(notice) p where p.person_id = person and p.is_family = of_family)
$$;
create policy "what one gave back signed; all of it for whoever follows it" on public.notice_paper for select
  using (school_id = app.school_id() and ((person_id = app.person_id() and not is_family) or app.follows_notice(notice_id)));
create policy "whoever follows a notice notes what came back signed" on public.notice_paper for insert
  with check (school_id = app.school_id() and noted_by = app.person_id() and app.is_asked(notice_id, person_id, is_family));
create policy "such a note is taken back by whoever follows the notice" on public.notice_paper for delete
  using (school_id = app.school_id() and app.action() = 'notice.drop_paper' and app.follows_notice(notice_id));
grant select, insert, delete on public.notice_paper to preau_app;

grant select, insert on public.notice to preau_app;
grant update (state, language, asks, publish_at, published_at, edited_at, withdrawn_at, withdrawn_by, effective_from, effective_until, listed_at, reminded_at, version) on public.notice to preau_app;
grant select, insert on public.notice_audience, public.notice_text, public.notice_receipt to preau_app;
grant update (open_at) on public.notice_audience to preau_app;
grant update (replaced_at, replaced_by) on public.notice_text to preau_app;
grant update (confirmed_at) on public.notice_receipt to preau_app;
