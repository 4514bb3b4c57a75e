-- Before the present is made again, policies and functions are gone: a function may change what it answers, and what is left
-- without a policy is invisible. Triggers that spoke through a function go with it, and come back with what follows.
do $$ declare p record; f record; begin
  for p in select policyname, schemaname, tablename from pg_policies where schemaname in ('public', 'directory', 'vault', 'ledger') loop
    execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename);
  end loop;
  for f in select r.oid::regprocedure as name from pg_proc r join pg_namespace n on n.oid = r.pronamespace where n.nspname = 'app' loop
    execute format('drop function %s cascade', f.name);
  end loop;
end $$;
