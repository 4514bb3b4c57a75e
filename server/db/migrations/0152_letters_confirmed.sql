-- What came on paper opens nothing until whoever is said to ask has confirmed it, or a second person of the desk has.
alter table public.rights_request
  add column known_by uuid,                -- who of the desk established who asks
  add column needed_at timestamptz,        -- since when more is asked for, to establish who asks
  add column needed_by date,               -- until when
  add column confirmed_at timestamptz,
  add column confirmed_how text check (confirmed_how in ('own', 'second')),
  add column confirmed_by uuid;            -- the second person of the desk
update public.rights_request set known_by = taken_by where came in ('letter', 'phone', 'in_person');
create index rights_request_known_by on public.rights_request (school_id, known_by);
create index rights_request_confirmed_by on public.rights_request (school_id, confirmed_by);
create index rights_request_unconfirmed on public.rights_request (school_id) where came <> 'app' and closed_at is null and confirmed_at is null;

alter table public.rights_request drop constraint rights_request_by_key, drop constraint rights_request_identity_check, drop constraint rights_request_outcome_check;
alter table public.rights_request
  add constraint rights_request_identity_check check (identity in ('known', 'called_back', 'document_seen', 'signature', 'leaver_key', 'not_established')),
  add constraint rights_request_by_key check (coalesce(identity, '') <> 'leaver_key' or came = 'key'),
  add constraint rights_request_outcome_check check (outcome in ('granted', 'refused', 'withdrawn', 'duplicate', 'disowned')),
  add constraint rights_request_needed check (num_nulls(needed_at, needed_by) in (0, 2)),
  add constraint rights_request_confirmed check (num_nulls(confirmed_at, confirmed_how) in (0, 2) and (confirmed_by is null or confirmed_how = 'second'));
alter table public.rights_case_done drop constraint rights_case_done_outcome_check;
alter table public.rights_case_done add constraint rights_case_done_outcome_check check (outcome in ('granted', 'refused', 'withdrawn', 'duplicate', 'disowned'));
