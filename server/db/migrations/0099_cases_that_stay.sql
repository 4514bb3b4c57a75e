-- A case goes with whom it was about. That there was one, and how it ended, stays, without anybody in it.

create table public.rights_case_done (
  school_id uuid not null references public.school,
  id uuid not null,                        -- the request's: its number is made from it
  kind text not null check (kind in ('access', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'human')),
  profile text not null check (profile in ('EU-FR', 'EU-SE', 'QC-PRIV', 'QC-PUB', 'US', 'JP')),
  asked_at timestamptz not null,
  due_on date not null,
  closed_at timestamptz not null,
  closed_by uuid,
  outcome text not null check (outcome in ('granted', 'refused', 'withdrawn', 'duplicate')),
  erasure_id uuid not null,                -- with what it went, and whose certificate is quoted
  primary key (school_id, id),
  foreign key (school_id, erasure_id) references public.erasure
);
create index rights_case_done_erasure on public.rights_case_done (school_id, erasure_id);
create index rights_case_done_closer on public.rights_case_done (school_id, closed_by);
