-- The ledger: the application writes facts of its own school and reads nothing; the sequencer reads and orders them.
grant usage on schema ledger to preau_app, preau_sequencer, preau_relations;
grant execute on function ledger.at(uuid), ledger.first_id(timestamptz), ledger.leaf_hash(ledger.fact) to preau_app, preau_sequencer, preau_relations;

-- Where no school applies (an account, a session of nobody's school) the fact is the directory's.
grant insert (school_id, id, event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, address, sealed_stub, sealed_detail) on ledger.fact to preau_app;
create policy recorded_in_own_school on ledger.fact for insert to preau_app
  with check (school_id = coalesce(app.school_id(), '00000000-0000-0000-0000-000000000000'));

-- Makes the partitions of this month and of those to come: at every migration and every start. A month that the default partition
-- already holds stays there.
create or replace function ledger.make_months(ahead integer) returns integer language plpgsql set search_path = pg_catalog, pg_temp as $$
declare month timestamptz; part text; made integer := 0;
begin
  for n in 0..ahead loop
    month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => n)) at time zone 'UTC';
    part := 'fact_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    continue when to_regclass('ledger.' || part) is not null;
    begin
      execute format('create table ledger.%I partition of ledger.fact for values from (%L) to (%L)', part, ledger.first_id(month),
        ledger.first_id((month at time zone 'UTC' + interval '1 month') at time zone 'UTC'));
    exception when check_violation then continue;
    end;
    execute format('alter table ledger.%I enable row level security', part);
    execute format('alter table ledger.%I force row level security', part);
    made := made + 1;
  end loop;
  return made;
end $$;
revoke all on function ledger.make_months(integer) from public;
select ledger.make_months(12);

-- Snapshots of an audience are made where the audience is read.
grant select, insert on ledger.snapshot, ledger.snapshot_member to preau_app;
create policy own_school on ledger.snapshot to preau_app using (school_id = app.school_id()) with check (school_id = app.school_id());
create policy own_school on ledger.snapshot_member to preau_app using (school_id = app.school_id()) with check (school_id = app.school_id());

grant select on ledger.fact to preau_sequencer;
grant update (tag, address, sealed_stub, sealed_detail, stub_hash, detail_hash) on ledger.fact to preau_sequencer;
grant select, insert, update on ledger.log, ledger.tile, ledger.batch, ledger.checkpoint, ledger.consumer, ledger.watched_log, ledger.witness to preau_sequencer;
grant select, insert, update, delete on ledger.subject_day to preau_sequencer;
grant delete on ledger.checkpoint, ledger.witness to preau_sequencer;
grant select, insert on ledger.roster, ledger.roster_leaf to preau_sequencer;
grant select, update (person_id, wrapped) on ledger.snapshot_member to preau_sequencer;
grant select, update (members_digest) on ledger.snapshot to preau_sequencer;
do $$ declare t text; begin
  foreach t in array array['fact', 'log', 'tile', 'batch', 'checkpoint', 'consumer', 'watched_log', 'witness', 'subject_day', 'roster', 'roster_leaf', 'snapshot', 'snapshot_member'] loop
    execute format('create policy sequenced on ledger.%I to preau_sequencer using (true) with check (true)', t);
  end loop;
end $$;

-- A day's tag can only be made with the key of the person whose tag it is: whoever shows it may read the entries under it, in the school at hand and in the directory.
create or replace function app.ledger_entries(tags bytea[]) returns table (
  tag bytea, log_epoch smallint, entry bigint, id uuid, event smallint, class smallint, purpose smallint, subject_kind smallint, day smallint, year_day smallint,
  actor_commitment bytea, subject_commitment bytea, sealed_stub bytea, sealed_detail bytea, stub_hash bytea, detail_hash bytea)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  select s.tag, s.epoch, e.entry, f.id, f.event, f.class, f.purpose, f.subject_kind, f.day, f.year_day,
    f.actor_commitment, f.subject_commitment, nullif(f.sealed_stub, ''), nullif(f.sealed_detail, ''), f.stub_hash, f.detail_hash
  from ledger.subject_day s cross join lateral unnest(s.entries, s.facts) as e (entry, fact)
    join ledger.fact f on f.school_id = s.school_id and f.id = e.fact
  where s.school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']) and s.tag = any (tags)
  order by s.epoch, e.entry
$$;

-- Takes away whatever leads to the entries under these tags, those that still wait for the sequencer among them (it waits meanwhile);
-- the leaves stay. How many there were is for the fact that says so.
create or replace function app.ledger_unlink(tags bytea[]) returns integer
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  select pg_advisory_xact_lock(7301847124);
  with gone as (delete from ledger.subject_day s
      where s.school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']) and s.tag = any (tags) returning s.school_id, s.facts),
    head as (select l.xid, l.eid, l.after_eid from ledger.log l order by l.epoch desc limit 1),
    waiting as (select f.school_id, f.id from ledger.fact f, head h where (f.xid, f.eid) > (h.xid, h.eid) and f.eid > h.after_eid
      and f.school_id = any (array[app.school_id(), '00000000-0000-0000-0000-000000000000']) and f.tag = any (tags)),
    named as (select g.school_id, unnest(g.facts) as id from gone g union select w.school_id, w.id from waiting w),
    blank as (update ledger.fact f set tag = null, address = null from named n where f.school_id = n.school_id and f.id = n.id returning f.subject_kind)
  select count(*)::integer from blank where subject_kind <> 0
$$;

-- An erased person leaves every snapshot: the wrapped keys and the id go, the salted commitments stay.
create or replace function app.ledger_leave_snapshots(person uuid) returns integer
volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
  with gone as (update ledger.snapshot_member m set person_id = null, wrapped = null where m.school_id = app.school_id() and m.person_id = person returning m.snapshot_id),
    stale as (update ledger.snapshot s set members_digest = null where s.school_id = app.school_id() and s.id in (select snapshot_id from gone) returning s.id)
  select count(*)::integer from stale
$$;
grant select on ledger.fact, ledger.log, ledger.subject_day, ledger.snapshot, ledger.snapshot_member to preau_relations;
grant update (tag, address) on ledger.fact to preau_relations;
grant delete on ledger.subject_day to preau_relations;
grant update (person_id, wrapped) on ledger.snapshot_member to preau_relations;
grant update (members_digest) on ledger.snapshot to preau_relations;

-- Rosters hold tags and roots only; a tag leads nowhere without the key it was made with.
grant select on ledger.roster, ledger.roster_leaf to preau_app;
create policy own_school on ledger.roster for select to preau_app using (school_id = app.school_id());
create policy own_school on ledger.roster_leaf for select to preau_app using (school_id = app.school_id());
