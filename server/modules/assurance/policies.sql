-- What is found about promises is written by the installation's own work only, and never changed: nobody can set anything to kept.
create policy "the installation reads its evidence" on directory.evidence for select using ((select app.is_system()));
create policy "the installation writes its evidence" on directory.evidence for insert with check ((select app.is_system()));
create policy "the installation reads how its controls stood" on directory.control_day for select using ((select app.is_system()));
create policy "the installation notes how its controls stand" on directory.control_day for insert with check ((select app.is_system()));
create policy "the worst of a day stays" on directory.control_day for update using ((select app.is_system()));
create policy "the installation reads what was kept" on directory.kept_promise for select using ((select app.is_system()));
create policy "the installation notes what is kept" on directory.kept_promise for insert with check ((select app.is_system()));
create policy "the installation notes what is no longer kept" on directory.kept_promise for update using ((select app.is_system()));
grant select, insert on directory.evidence to preau_app;
grant select, insert, update on directory.control_day, directory.kept_promise to preau_app;
grant delete on directory.evidence, directory.control_day to preau_relations;

create policy "the installation reads what left" on directory.egress_day for select using ((select app.is_system()));
create policy "the installation counts what leaves" on directory.egress_day for insert with check ((select app.is_system()));
create policy "what leaves is added up" on directory.egress_day for update using ((select app.is_system()));
create policy "the installation reads its pages' revisions" on directory.public_revision for select using ((select app.is_system()));
create policy "the installation writes its pages' revisions" on directory.public_revision for insert with check ((select app.is_system()));
grant select, insert, update on directory.egress_day to preau_app;
grant select, insert on directory.public_revision to preau_app;

-- A hundred days are published; what is older goes, and the chain begins later.
create or replace function app.sweep_evidence() returns void
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not app.is_system() then raise exception 'only the installation''s own work sweeps' using errcode = '42501'; end if;
  delete from directory.evidence where at < now() - interval '100 days';
  delete from directory.control_day where day < current_date - 100;
end $$;

-- Counting functions: each answers numbers about nobody, and only to the installation's or a school's own work.
create or replace function app.school_profiles() returns table (school_id uuid, profile text)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.school_id, s.profile from public.school s where app.is_system()
$$;
-- What the walls were when they were last built: whoever takes one down later does not change this.
create or replace function app.walls_as_built() returns text
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.digest from migration.step s where s.name = 'walls' and app.is_system()
$$;
-- Since when past years become numbers here: what had been there before waits for two nights.
create or replace function app.counting_since() returns timestamptz
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.at from migration.step s where s.name = '0143_activity_figures.sql' and app.is_system()
$$;
grant usage on schema migration to preau_relations;
grant select on migration.step to preau_relations;

create or replace function app.count_approvals() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('guardians', count(*), 'unverified', count(*) filter (where g.verified_by is null or g.verified_way is null or g.verified_at is null))
  from public.guardianship g where app.is_system() and g.school_id = app.school_id() and g.source = 'class_key' and (g.until_at is null or g.until_at > now())
$$;
create or replace function app.count_class_keys() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('keys', count(*), 'tooLong', count(*) filter (where k.ends_on > k.issued_at::date + 400))
  from public.class_key k where app.is_system() and k.school_id = app.school_id() and k.revoked_at is null and k.ends_on >= current_date
$$;
create or replace function app.count_passwords() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('passwords', count(*),
    'argon2id', count(*) filter (where h ~ '^\$argon2id\$v=19\$'),
    'imported', count(*) filter (where h ~ '^\$2[aby]\$'),
    'weak', count(*) filter (where not coalesce(
      case when h ~ '^\$argon2id\$v=19\$m=\d{1,9},t=\d{1,9},p=\d{1,9}\$' then substring(h from 'm=(\d+)')::int >= 19456 and substring(h from 't=(\d+)')::int >= 2
        when h ~ '^\$2[aby]\$\d\d\$' then substring(h from '^\$2[aby]\$(\d\d)')::int >= 12 end, false)))
  from (select a.password_hash as h from directory.account a where app.is_system() and a.password_hash <> '') p
$$;
create or replace function app.count_first_codes() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('open', count(*), 'tooOld', count(*) filter (where c.made_at < now() - interval '14 days'), 'tooLong', count(*) filter (where c.expires_at > c.made_at + interval '14 days'),
    'tooLongToRun', count(*) filter (where c.expires_at > c.made_at + interval '72 hours' and exists (select from public.person_role r where r.school_id = c.school_id and r.person_id = c.person_id
      and r.role in ('administrator', 'head', 'office', 'dpo', 'support', 'operator') and r.from_at <= c.made_at and (r.until_at is null or r.until_at > now()))))
  from public.activation_code c where app.is_system() and c.school_id = app.school_id() and c.used_at is null and c.voided_at is null and c.expires_at > now()
$$;
create or replace function app.count_factors() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with privileged as (
    select distinct r.school_id, r.person_id from public.person_role r where r.school_id = app.school_id() and r.role in ('administrator', 'head', 'office', 'dpo', 'support', 'operator')
      and r.from_at <= now() and (r.until_at is null or r.until_at > now())
  )
  select jsonb_build_object('sessions', count(*), 'withoutFactor', count(*) filter (where s.limited is null and not exists (
    select from directory.sign_in_method m where m.account_id = s.account_id and m.confirmed_at is not null and m.ended_at is null)))
  from privileged p join directory.session s on s.school_id = p.school_id and s.person_id = p.person_id where app.is_system() and not app.is_over(s)
$$;
create or replace function app.count_rotation() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('privileged', count(distinct a.id), 'tooOld', count(distinct a.id) filter (where a.password_hash <> '' and coalesce(a.password_changed_at, a.created_at) < now() - interval '366 days' and not a.must_change))
  from public.person_role r join directory.membership m on m.school_id = r.school_id and m.person_id = r.person_id join directory.account a on a.id = m.account_id
  where app.is_system() and r.school_id = app.school_id() and r.role in ('administrator', 'head', 'office', 'dpo', 'support', 'operator')
    and r.from_at <= now() and (r.until_at is null or r.until_at > now()) and not app.is_locked(r.school_id, r.person_id)
$$;
create or replace function app.count_set_up() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('codes', count(*) filter (where i.setup_used_at is null and i.setup_digest is not null),
    'notDigests', count(*) filter (where i.setup_digest is not null and length(i.setup_digest) <> 32), 'schools', (select count(*) from public.school))
  from directory.installation i where app.is_system()
$$;
create or replace function app.count_administrators() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with living as (
    select r.*, row_number() over (order by r.from_at, r.id) as nth from public.person_role r
    where app.is_system() and r.school_id = app.school_id() and r.role = 'administrator' and r.from_at <= now() and (r.until_at is null or r.until_at > now())
  )
  select jsonb_build_object('administrators', count(*), 'byOne', count(*) filter (where l.nth > 1 and not exists (
    select from public.grant_request g where g.school_id = l.school_id and g.id = l.grant_id and g.verdict = 'granted' and g.person_id = l.person_id
      and g.asked_by is not null and g.decided_by is not null and g.asked_by <> g.decided_by))) from living l
$$;
create or replace function app.count_locked_sessions() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('sessions', count(*), 'ofLocked', count(*) filter (where app.is_locked(s.school_id, s.person_id)))
  from directory.session s where app.is_system() and s.school_id = app.school_id() and s.person_id is not null and not app.is_over(s)
$$;
create or replace function app.count_reviews() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('closed', count(*) filter (where r.closed_at is not null),
    'daysSince', coalesce(extract(day from now() - max(r.closed_at))::int, -1), 'late', count(*) filter (where r.closed_at is null and r.due_at < now()),
    'daysOld', (select extract(day from now() - s.created_at)::int from public.school s where s.school_id = app.school_id()))
  from public.access_review r where app.is_system() and r.school_id = app.school_id()
$$;
create or replace function app.count_support() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('thisMonth', count(*) filter (where a.asked_at > now() - interval '30 days'), 'live', count(*) filter (where a.verdict = 'consented' and a.ended_at is null and a.until_at > now()),
    'tooLong', count(*) filter (where a.verdict = 'consented' and (a.until_at is null or a.until_at > a.decided_at + interval '1 hour')),
    'withoutConsent', count(*) filter (where a.until_at is not null and a.verdict is distinct from 'consented' and a.ended_at is null and a.until_at > now()))
  from public.support_access a where app.is_system() and a.school_id = app.school_id()
$$;
create or replace function app.count_curiosity() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('cases', count(*), 'waiting', count(*) filter (where c.closed_at is null), 'tooLong', count(*) filter (where c.closed_at is null and c.opened_at < now() - interval '48 hours'))
  from public.curiosity_case c where app.is_system() and c.school_id = app.school_id()
$$;
create or replace function app.count_certificates() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('certificates', count(*), 'late', count(*) filter (where r.burned_at is null and coalesce(r.made_at, e.made_at) < now() - interval '8 days'))
  from public.erasure e left join vault.ring r on r.week = e.week where app.is_system()
$$;
create or replace function app.count_contact() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('named', count(*) filter (where n.dpo_address <> '')) from public.notification_rules n where app.is_system() and n.school_id = app.school_id()
$$;
create or replace function app.count_addresses() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('columns', count(*), 'ofDevices', count(*) filter (where t.typname in ('inet', 'cidr', 'macaddr', 'macaddr8') or a.attname ~ '(^|_)(ip|remote_addr|address_of_device|user_agent)(_|$)'))
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
  where app.is_system() and n.nspname in ('public', 'directory', 'vault', 'ledger') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
$$;
create or replace function app.count_consents() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('answers', count(*), 'nobodys', count(*) filter (where c.by_id is null and c.replaced_at is null), 'wordless', count(*) filter (where c.wording < 1 or c.language = ''),
    'several', (select count(*) from (select from public.image_consent o where o.school_id = app.school_id() and o.replaced_at is null and o.by_id is not null
      group by o.pupil_id, o.school_year_id, o.audience, o.by_id having count(*) > 1) t))
  from public.image_consent c where app.is_system() and c.school_id = app.school_id()
$$;
-- Past three quarters of the time that the law gives, a correction is late for us.
create or replace function app.count_corrections() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('asked', count(*), 'open', count(*) filter (where q.closed_at is null),
    'late', count(*) filter (where q.closed_at is null and now() > q.asked_at + (q.due_on - q.asked_at::date) * interval '18 hours'),
    'medianDays', coalesce(percentile_cont(0.5) within group (order by extract(epoch from q.closed_at - q.asked_at) / 86400) filter (where q.closed_at is not null), 0)::int)
  from public.rights_request q where app.is_system() and q.school_id = app.school_id() and q.kind = 'rectification'
$$;
create or replace function app.count_requests() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('asked', count(*), 'open', count(*) filter (where q.closed_at is null), 'late', count(*) filter (where q.closed_at is null and q.due_on < current_date),
    'extendedLate', count(*) filter (where q.extended_at is not null and q.extended_at::date > q.due_on),
    'answeredLate', count(*) filter (where q.closed_at::date > q.due_on and q.closed_at > now() - interval '90 days'))
  from public.rights_request q where app.is_system() and q.school_id = app.school_id()
$$;
create or replace function app.count_questions() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('asked', count(*), 'open', count(*) filter (where q.closed_at is null), 'late', count(*) filter (where q.closed_at is null and q.due_on < current_date),
    'answeredLate', count(*) filter (where q.closed_at::date > q.due_on and q.closed_at > now() - interval '90 days'),
    'medianDays', coalesce(percentile_cont(0.5) within group (order by extract(epoch from q.closed_at - q.asked_at) / 86400) filter (where q.closed_at is not null), 0)::int)
  from public.rights_request q where app.is_system() and q.school_id = app.school_id() and q.kind = 'human'
$$;
-- Some of what stands sealed in a column, as it stands there; only of columns of bytes.
create or replace function app.sealed_sample(of_table text, of_column text, most int) returns setof bytea
stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not app.is_system() then return; end if;
  if not exists (select from pg_attribute a where a.attrelid = of_table::regclass and a.attname = of_column and a.atttypid = 'bytea'::regtype) then
    raise exception 'not a column of bytes'; end if;
  return query execute format('select %I from %s where %I is not null limit %s', of_column, of_table::regclass, of_column, most);
end $$;

-- The same, with the ids in the columns whose keys are said to seal it.
create or replace function app.sealed_with_owners(of_table text, of_column text, owner_columns text[], most int) returns table (blob bytea, owners uuid[])
stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not app.is_system() then return; end if;
  if not exists (select from pg_attribute a where a.attrelid = of_table::regclass and a.attname = of_column and a.atttypid = 'bytea'::regtype)
    or exists (select from unnest(owner_columns) o (name) where not exists (select from pg_attribute a where a.attrelid = of_table::regclass and a.attname = o.name and a.atttypid = 'uuid'::regtype)) then
    raise exception 'not a column of bytes, or of ids'; end if;
  return query execute format('select %I, array[%s]::uuid[] from %s where %I is not null limit %s', of_column,
    (select coalesce(string_agg(format('%I', o.name), ', ' order by o.nth), '') from unnest(owner_columns) with ordinality o (name, nth)), of_table::regclass, of_column, most);
end $$;
-- What a copy of the database would hold of everything that this transaction has written: a word of it stands there in clear, or in hexadecimal. Keys hold
-- no words, and facts are looked at elsewhere; any other table that cannot be read here is counted.
-- How often this session has written to each table so far, and how often a new row: what a transaction before wrote may still be counted in.
create or replace function app.writes_so_far() returns jsonb stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select coalesce(jsonb_object_agg(s.relid::text, jsonb_build_array(s.n_tup_ins + s.n_tup_upd, s.n_tup_ins)), '{}') from pg_stat_xact_all_tables s where s.n_tup_ins + s.n_tup_upd > 0
$$;
-- What was just written stands at the end of its table, or where a row had gone before: it is looked for from the end on, until every new row is found. An old row that
-- was changed is found where it is among the last of them, or in what had to be read.
create or replace function app.word_in_copy(word text, before jsonb) returns jsonb
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare t record; seen int; found int; here int; there int; upto bigint; since bigint; width bigint; tables int := 0; written int := 0; readable int := 0; unread int := 0;
begin
  if not app.is_system() then raise exception 'only the installation''s own work looks for words' using errcode = '42501'; end if;
  for t in select s.relid, s.relid::regclass as name, has_table_privilege('preau_relations', s.relid, 'select') as is_open, s.n_tup_ins - coalesce((before -> s.relid::text ->> 1)::bigint, 0) as fresh
    from pg_stat_xact_all_tables s
    where s.n_tup_ins + s.n_tup_upd > coalesce((before -> s.relid::text ->> 0)::bigint, 0) and s.schemaname in ('public', 'directory', 'vault') and s.schemaname || '.' || s.relname not in ('vault.key', 'vault.epoch') loop
    if not t.is_open then unread := unread + 1; continue; end if;
    seen := 0; found := 0; width := 128; since := pg_relation_size(t.relid) / current_setting('block_size')::int;
    loop
      upto := since; since := greatest(0, upto - width); width := width * 4;
      execute format('select count(*), count(*) filter (where position($1 in r::text) > 0 or position(encode(convert_to($1, ''UTF8''), ''hex'') in r::text) > 0) from %s r
        where r.ctid >= $2::tid and r.ctid < $3::tid and age(r.xmin) <= 0', t.name) into here, there using word, format('(%s,0)', since), format('(%s,0)', upto);
      seen := seen + here; found := found + there;
      exit when since = 0 or (seen > 0 and seen >= t.fresh);
    end loop;
    tables := tables + 1; written := written + seen; readable := readable + found;
  end loop;
  return jsonb_build_object('tables', tables, 'rows', written, 'readable', readable, 'unread', unread);
end $$;
-- Accounts that can come in though nobody says any more what for, for thirty days.
create or replace function app.count_orphans() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('accounts', count(*), 'orphans', count(*) filter (where not app.is_locked(m.school_id, m.person_id)
    and not exists (select from public.person_role r where r.school_id = m.school_id and r.person_id = m.person_id and (r.until_at is null or r.until_at > now() - interval '30 days'))))
  from directory.membership m where app.is_system() and m.school_id = app.school_id()
$$;
-- Orders of courts and authorities: what was handed over was signed by another than who wrote it down; counted in public once whomever it is about may know.
create or replace function app.count_orders() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('handed', count(*) filter (where o.handed_at is not null),
    'byOne', count(*) filter (where o.handed_at is not null and (o.signed_by is null or o.signed_by = o.recorded_by)),
    'told', count(*) filter (where o.told_at > now() - interval '365 days'), 'settled', count(*) filter (where o.told_at between now() - interval '365 days' and now() - interval '1 minute'),
    'hushed', count(*) filter (where o.handed_at is not null and o.told_at is null and coalesce(o.silent_until, o.handed_at::date) < current_date - 2))
  from public.judicial_order o where app.is_system() and o.school_id = app.school_id()
$$;
-- When something new was announced, and from when on.
create or replace function app.product_announcements() returns table (published_at timestamptz, effective_from timestamptz)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select n.published_at, coalesce(n.effective_from, n.published_at) from public.notice n
  where app.is_system() and n.school_id = app.school_id() and n.kind = 'product' and n.author_id is null and n.published_at is not null
$$;

-- Whoever leaves is told thirty days before the last one, and seven; who began to leave yesterday is told tonight.
create or replace function app.count_reminders() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('leaving', count(*), 'unreminded', count(*) filter (where n.last_on >= current_date and (
      n.last_on <= current_date + 28 and not exists (select from public.leaving_step t where t.school_id = app.school_id() and t.person_id = n.person_id and t.step = 'told_30' and t.due_on = n.last_on)
      or n.last_on <= current_date + 5 and not exists (select from public.leaving_step t where t.school_id = app.school_id() and t.person_id = n.person_id and t.step = 'told_7' and t.due_on = n.last_on))))
  from (select s.person_id, app.last_day(s.school_id, s.person_id) as last_on from public.person_state s
    where app.is_system() and s.school_id = app.school_id() and s.state = 'leaving' and app.is_leaving(s.school_id, s.person_id) and not app.is_locked(s.school_id, s.person_id)
    group by s.school_id, s.person_id having max(s.from_at) < now() - interval '2 days') n
$$;
-- A hold stops the destruction of a school as well, and is then the reason why it is late.
create or replace function app.count_exits() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select jsonb_build_object('left', count(*) filter (where x.locked_at is not null), 'unsigned', count(*) filter (where x.locked_at is not null and x.receipt_at is null),
    'late', count(*) filter (where x.locked_at < now() - interval '33 days' and x.destroyed_at is null
      and not exists (select from public.legal_hold h where h.school_id = x.school_id and h.signed_at is not null and h.ended_at is null)),
    'keysAlive', count(*) filter (where x.destroyed_at is not null and exists (select from vault.key k where k.school_id = x.school_id)))
  from public.school_exit x where app.is_system() and x.withdrawn_at is null
$$;
grant select (school_id) on vault.key to preau_relations;

create policy "the installation reads what was announced of companies" on directory.supplier_notice for select using ((select app.is_system()));
create policy "officers of a school read what was announced of companies" on directory.supplier_notice for select using ((select app.is_a('dpo', 'head')));
create policy "the installation announces companies" on directory.supplier_notice for insert with check ((select app.is_system()) and app.school_id() is null);
create policy "the installation notes that schools were told" on directory.supplier_notice for update using ((select app.is_system()) and app.school_id() is null);
grant select, insert, update (told_at) on directory.supplier_notice to preau_app;

-- A school objects to what is the last word on a company and does not hold yet; the installation knows which do, and why.
create policy "officers see what their school objects to, and the installation" on public.supplier_objection for select
  using (school_id = app.school_id() and ((select app.is_system()) or (select app.is_a('dpo', 'head'))));
create policy "the head objects before the day" on public.supplier_objection for insert
  with check (school_id = app.school_id() and app.is_a('head') and made_by = app.person_id() and withdrawn_at is null
    and exists (select from directory.supplier_notice n where n.id = notice_id and n.change <> 'gone' and n.from_on > current_date
      and not exists (select from directory.supplier_notice later where later.host = n.host and (later.announced_at, later.id) > (n.announced_at, n.id))));
create policy "the head objects no longer" on public.supplier_objection for update
  using (school_id = app.school_id() and app.is_a('head') and withdrawn_at is null) with check (withdrawn_by = app.person_id());
grant select, insert, update (withdrawn_by, withdrawn_at) on public.supplier_objection to preau_app;

-- How many notices an officer of the school has yet to say something to, and from when on the first holds.
create or replace function app.suppliers_coming() returns jsonb
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select case when count(*) > 0 then jsonb_build_object('count', count(*), 'fromOn', min(n.from_on)) end
  from directory.supplier_notice n where n.from_on > current_date and n.change <> 'gone' and app.is_a('dpo', 'head')
    and not exists (select from directory.supplier_notice later where later.host = n.host and (later.announced_at, later.id) > (n.announced_at, n.id))
    and not exists (select from public.supplier_objection o where o.school_id = app.school_id() and o.notice_id = n.id and o.withdrawn_at is null)
$$;

-- Of what left for somebody they know themselves, and whoever may have copies for them; it is counted where it leaves, by the installation.
create policy "one knows what left for oneself and one's children" on public.person_egress for select
  using (school_id = app.school_id() and (person_id = app.person_id() or person_id = any (array(select app.my_children_for('copies')))));
grant select on public.person_egress to preau_app;
grant select, insert, update on public.person_egress to preau_relations;
-- Whose address or device it was is found here and nowhere else; what is nobody's of a school is counted for nobody.
create or replace function app.note_person_egress(month date, ways text[], recipients text[], sents int[], nths int[], digests bytea[]) returns void
volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not app.is_system() then raise exception 'only the installation counts what leaves' using errcode = '42501'; end if;
  insert into public.person_egress as known (school_id, month_on, way, recipient, person_id, sent)
  select w.school_id, month, w.way, w.recipient, w.person_id, sum(w.sent) from (
    select distinct a.nth, a.way, a.recipient, a.sent, m.school_id, m.person_id
    from unnest(ways, recipients, sents) with ordinality as a (way, recipient, sent, nth) join unnest(nths, digests) as d (nth, digest) on d.nth = a.nth
      join vault.blind_index b on a.way = 'mail' and b.school_id = '00000000-0000-0000-0000-000000000000' and b.kind = 'email' and b.digest = d.digest
      join directory.membership m on m.account_id = b.target_id
    union all
    select distinct a.nth, a.way, a.recipient, a.sent, p.school_id, p.person_id
    from unnest(ways, recipients, sents) with ordinality as a (way, recipient, sent, nth) join unnest(nths, digests) as d (nth, digest) on d.nth = a.nth
      join public.push_device p on a.way = 'push' and p.endpoint_digest = d.digest) w
  group by 1, 3, 4, 5
  on conflict (school_id, month_on, way, recipient, person_id) do update set sent = known.sent + excluded.sent;
end $$;

-- What a person signs for: only what the registry lets somebody sign, only as what one is, and never as anything but a sample where people are invented.
create or replace function app.takes_record(control text, asks text, of_school boolean) returns boolean
immutable language sql as $$
  select case when of_school then control || '.' || asks = any (array['C-49.signed', 'C-55.pledged'])
    else control || '.' || asks = any (array['C-15.firewall', 'C-16.called', 'C-19.planned', 'C-19.practised', 'C-19.measured', 'C-26.outsiders', 'C-31.planned', 'C-50.place', 'C-51.reviewed', 'C-51.ended', 'C-54.trained', 'C-54.newcomers',
      'C-54.refreshed', 'C-56.audited', 'C-57.room_named', 'C-57.room_badge', 'C-57.room_single', 'C-57.room_watched']) end
$$;
create or replace function app.is_demo() returns boolean
stable security definer set search_path = pg_catalog, pg_temp language sql as $$ select exists (select from directory.account a where a.invented) $$;
create policy "the installation reads what was signed" on directory.signed_record for select using ((select app.is_system()));
create policy "officers read what their school signed" on directory.signed_record for select using (about_school = app.school_id() and (select app.is_a('dpo', 'head')));
create policy "officers sign for their school" on directory.signed_record for insert
  with check (about_school = app.school_id() and app.is_a(signer) and signer in ('dpo', 'head') and app.takes_record(control, asks, true) and is_sample = app.is_demo() and withdrawn_at is null);
create policy "the operator signs for the machine" on directory.signed_record for insert
  with check (about_school = '00000000-0000-0000-0000-000000000000' and app.is_system() and app.school_id() is null and signer = 'operator' and app.takes_record(control, asks, false)
    and is_sample = app.is_demo() and withdrawn_at is null);
create policy "officers withdraw what their school signed" on directory.signed_record for update
  using (about_school = app.school_id() and app.is_a('dpo', 'head') and withdrawn_at is null) with check (withdrawn_at is not null);
create policy "the operator withdraws what was signed for the machine" on directory.signed_record for update
  using (about_school = '00000000-0000-0000-0000-000000000000' and app.is_system() and withdrawn_at is null) with check (withdrawn_at is not null);
grant select, insert, update (withdrawn_at) on directory.signed_record to preau_app;
