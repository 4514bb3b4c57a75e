create policy "members know that their school leaves" on public.school_exit for select
  using (school_id = app.school_id() and (app.is_system() or app.is_a('administrator', 'head') or signed_at is not null and exists (select app.my_roles())));
create policy "those who lead the school announce it" on public.school_exit for insert
  with check (school_id = app.school_id() and app.is_a('administrator', 'head') and announced_by = app.person_id()
    and num_nonnulls(signed_at, exported_at, manifest, receipt_at, locked_at, destroyed_at, withdrawn_at) = 0);
create policy "those who lead the school sign and withdraw" on public.school_exit for update
  using (school_id = app.school_id() and app.is_a('administrator', 'head') and locked_at is null)
  with check (locked_at is null and (signed_by is null or signed_by <> announced_by));
create policy "the night locks and destroys" on public.school_exit for update using (school_id = app.school_id() and app.is_system());
grant select, insert, update (signed_at, signed_by, exported_at, manifest, receipt_at, receipt_by, code_digest, locked_at, destroyed_at, withdrawn_at, withdrawn_by)
  on public.school_exit to preau_app;
