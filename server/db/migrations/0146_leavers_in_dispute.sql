-- Deleting whoever has left takes what guardians in dispute share: it waits for the head as a deletion that somebody asked for does.
alter table public.leaving_step
  add column agreed_at timestamptz,
  add column agreed_by uuid,
  add constraint leaving_step_agreed check (agreed_by is null or agreed_at is not null);
create index leaving_step_agreed_by on public.leaving_step (school_id, agreed_by);
