-- Erased is no state of anybody: no row is left to be in it. What says that it happened is the certificate, without whom.
alter table public.person_state drop constraint person_state_state_check,
  add constraint person_state_state_check check (state in ('invited', 'active', 'suspended', 'leaving', 'alumni_locked'));
-- A list of values, as every word that stands in clear.
alter table directory.session drop constraint session_ended_why_check,
  add constraint session_ended_why_check check (ended_why in ('membership', 'merged'));
