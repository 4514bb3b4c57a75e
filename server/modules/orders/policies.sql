-- An order is known to the desk; to whom it is about, and to who may have copies for a child, once it may be told. One of the desk whom it is about, or whose child,
-- does not know either of one that asks for silence.
create policy "the desk sees orders; whom they are about, once they may know" on public.judicial_order for select
  using (school_id = app.school_id() and ((select app.is_system()) or ((select app.is_a('dpo', 'head')) and (silent_until is null or told_at is not null or app.answers_rights(person_id, person_id)))
    or (told_at is not null and (person_id = app.person_id() and not app.is_too_young() or person_id = any (array(select app.my_children_for('copies')))))));
create policy "one of the desk writes it down, nobody in their own cause" on public.judicial_order for insert
  with check (school_id = app.school_id() and recorded_by = app.person_id() and app.answers_rights(person_id, person_id) and num_nonnulls(signed_at, declined_at, handed_at, told_at) = 0);
create policy "another signs, and either hands it over" on public.judicial_order for update
  using (school_id = app.school_id() and declined_at is null and handed_at is null and app.answers_rights(person_id, person_id))
  with check (told_at is null and (signed_by is null or signed_by <> recorded_by));
create policy "the school notes what was handed over, and tells" on public.judicial_order for update using (school_id = app.school_id() and app.is_system());
grant select, insert, update (signed_by, signed_at, declined_by, declined_at, handed_by, handed_at, manifest, told_at) on public.judicial_order to preau_app;
grant update (person_id) on public.judicial_order to preau_relations;
