-- Rosters: a list brings whom to call for a pupil, and who may fetch.

alter table public.roster_link
  drop constraint roster_link_kind_check,
  add constraint roster_link_kind_check check (kind in ('org', 'session', 'course', 'class', 'person', 'role', 'enrolment', 'guardianship', 'contact', 'fetching'));

alter table public.roster_stage
  add column place int,                    -- which of the adults whom a row names
  drop constraint roster_stage_kind_check,
  add constraint roster_stage_kind_check check (kind in ('year', 'org', 'session', 'course', 'class', 'person', 'role', 'enrolment', 'guardianship', 'contact', 'fetching'));

-- Whom to call is taken off without a trace: what the list no longer had is kept here, as its table had it, for as long as it can come back.
alter table public.roster_before
  add column place int,
  drop constraint roster_before_kind_check,
  add constraint roster_before_kind_check check (kind in ('role', 'enrolment', 'guardianship', 'link', 'contact', 'fetching'));
