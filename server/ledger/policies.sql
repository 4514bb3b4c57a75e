-- The ledger: the application writes facts of its own school and reads nothing; the sequencer reads and orders them.
grant usage on schema ledger to preau_app, preau_sequencer, preau_relations;
grant execute on function ledger.at(uuid), ledger.first_id(timestamptz), ledger.leaf_hash(ledger.fact) to preau_app, preau_sequencer, preau_relations;

-- Where no school applies (an account, a session of nobody's school) the fact is the directory's.
grant insert (school_id, id, event, class, purpose, subject_kind, day, year_day, actor_commitment, subject_commitment, tag, address, sealed_stub, sealed_detail) on ledger.fact to preau_app;
create policy recorded_in_own_school on ledger.fact for insert to preau_app
  with check (school_id = coalesce(app.school_id(), '00000000-0000-0000-0000-000000000000'));

-- Snapshots of an audience are made where the audience is read.
grant select, insert on ledger.snapshot, ledger.snapshot_member to preau_app;
create policy own_school on ledger.snapshot to preau_app using (school_id = app.school_id()) with check (school_id = app.school_id());
create policy own_school on ledger.snapshot_member to preau_app using (school_id = app.school_id()) with check (school_id = app.school_id());

grant select on ledger.fact to preau_sequencer;
grant update (tag, address, sealed_stub, sealed_detail, stub_hash, detail_hash) on ledger.fact to preau_sequencer;
grant select, insert, update on ledger.log, ledger.tile, ledger.batch, ledger.checkpoint, ledger.consumer, ledger.watched_log, ledger.witness to preau_sequencer;
grant select, insert, update, delete on ledger.subject_day to preau_sequencer;
grant delete on ledger.checkpoint to preau_sequencer;
grant select, insert on ledger.roster, ledger.roster_leaf to preau_sequencer;
grant select, update (person_id, wrapped) on ledger.snapshot_member to preau_sequencer;
grant select, update (members_digest) on ledger.snapshot to preau_sequencer;
do $$ declare t text; begin
  foreach t in array array['fact', 'log', 'tile', 'batch', 'checkpoint', 'consumer', 'watched_log', 'witness', 'subject_day', 'roster', 'roster_leaf', 'snapshot', 'snapshot_member'] loop
    execute format('create policy sequenced on ledger.%I to preau_sequencer using (true) with check (true)', t);
  end loop;
end $$;
