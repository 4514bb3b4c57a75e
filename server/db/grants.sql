-- Who may touch what at all. Row-level security, on and forced everywhere, decides which rows.
do $$ declare t record; f record; begin
  for t in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'directory', 'vault', 'ledger') and c.relkind in ('r', 'p') loop
    execute format('alter table %I.%I enable row level security', t.nspname, t.relname);
    execute format('alter table %I.%I force row level security', t.nspname, t.relname);
    execute format('revoke all on %I.%I from public', t.nspname, t.relname);
  end loop;
  grant usage, create on schema app to preau_relations;
  for f in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app' loop
    execute format('revoke all on function %s from public', f.name);
    execute format('grant execute on function %s to preau_app, preau_relations, preau_privacy', f.name);
  end loop;
  for f in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and p.prosecdef and p.proowner <> 'preau_queue'::regrole loop
    execute format('alter function %s owner to preau_relations', f.name);
  end loop;
end $$;
revoke create on schema public from public;
grant usage on schema public, directory, vault, app to preau_app, preau_relations;
grant select on all tables in schema public, directory to preau_relations;
grant select on vault.blind_index to preau_relations;
grant insert, update, delete on directory.throttle to preau_relations;
grant update on directory.installation to preau_relations;
grant update (seen_at, expires_at, ended_at, ended_why) on directory.session to preau_relations;
grant update (account_id) on directory.membership to preau_relations;
grant insert, update on public.password_rotation to preau_relations;
grant insert, delete on directory.sign_in_challenge to preau_relations;
grant update (account_id, confirmed_at, token_digest, version) on public.join_request to preau_relations;

grant select, insert, update on public.school, public.person, public.class, public.enrolment, public.guardianship, public.class_key to preau_app;
-- A role is never made another: it moves with a record that is merged, and ends.
revoke update on public.person_role from preau_app;
grant select, insert on public.person_role to preau_app;
grant update (person_id, until_at, ended_by, ended_why) on public.person_role to preau_app;
grant select, insert on public.school_year, public.audience, public.person_state to preau_app;
grant select, insert, update, delete on public.join_request to preau_app;
grant select, insert, delete on public.idempotency to preau_app;
grant select, insert, update on directory.account, directory.session to preau_app;
grant select, insert on directory.membership to preau_app;
grant select, insert, update on directory.sign_in_method, directory.recovery_code, public.sign_in_rules to preau_app;
grant select, insert, update on directory.reset to preau_app;
