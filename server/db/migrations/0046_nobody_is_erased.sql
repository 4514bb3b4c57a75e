-- Erased is no state of anybody: no row is left to be in it. What says that it happened is the certificate, without whom.
alter table public.person_state drop constraint person_state_state_check,
  add constraint person_state_state_check check (state in ('invited', 'active', 'suspended', 'leaving', 'alumni_locked'));
