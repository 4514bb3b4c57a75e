-- Deleting whoever has left takes what guardians in dispute share: it waits for the head as a deletion that somebody asked for does.
alter table public.leaving_step
  add column agreed_at timestamptz,
  add column agreed_by uuid,
  add constraint leaving_step_agreed check (num_nulls(agreed_at, agreed_by) in (0, 2));
create index leaving_step_agreed_by on public.leaving_step (school_id, agreed_by);
