-- Whoever received what has been put right since: found in the facts when a correction is granted, told, and shown to whoever asked for it.

create table public.correction_recipient (
  school_id uuid not null references public.school,
  id uuid not null,
  request_id uuid,                         -- the correction that was granted; null once that has gone
  person_id uuid not null,                 -- whose data it is
  asked_by uuid not null,                  -- who asked, and sees who was told
  field text check (length(field) <= 121), -- which value, where the request said so
  kind text not null check (kind in ('list', 'copy', 'roster', 'mail')),
  taken_by uuid,                           -- who took it away; null where nobody in particular did
  last_at timestamptz not null,            -- when they received it last
  found_at timestamptz not null,
  told_at timestamptz,
  told_how text check (told_how in ('app', 'letter', 'impossible', 'disproportionate')),
  told_by uuid,
  done_at timestamptz,                     -- whoever took it says that the copy is put right, or gone
  sealed bytea,                            -- to whom it went, or why they were not told; a key of its own
  primary key (school_id, id),
  foreign key (school_id, request_id) references public.rights_request,
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, asked_by) references public.person,
  constraint correction_recipient_telling check (num_nulls(told_at, told_how) in (0, 2) and (done_at is null or told_at is not null))
);
create unique index correction_recipient_once on public.correction_recipient (school_id, request_id, kind, (coalesce(taken_by, '00000000-0000-0000-0000-000000000000'::uuid)));
create index correction_recipient_person on public.correction_recipient (school_id, person_id);
create index correction_recipient_asker on public.correction_recipient (school_id, asked_by);
create index correction_recipient_taker on public.correction_recipient (school_id, taken_by);
create index correction_recipient_teller on public.correction_recipient (school_id, told_by);
create index correction_recipient_found on public.correction_recipient (school_id, found_at);
