-- A copy that is handed to another Préau: whoever may fetch it draws a secret that opens it there, once and for an hour.
create table public.carry_token (
  school_id uuid not null references public.school,
  id uuid not null,
  request_id uuid not null,                -- the copy that was asked for
  person_id uuid not null,                 -- whose copy it is
  asked_by uuid not null,                  -- who drew it, and as whom the copy is made
  digest bytea not null check (length(digest) = 32), -- SHA-256 of the secret, which is kept nowhere
  drawn_at timestamptz not null,
  until_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (school_id, id),
  unique (school_id, digest),
  foreign key (school_id, request_id) references public.rights_request,
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, asked_by) references public.person
);
create index carry_token_request on public.carry_token (school_id, request_id);
create index carry_token_person on public.carry_token (school_id, person_id);
create index carry_token_asker on public.carry_token (school_id, asked_by);
create index carry_token_until on public.carry_token (school_id, until_at);

alter table directory.egress_day drop constraint egress_day_way_check;
alter table directory.egress_day add constraint egress_day_way_check check (way in ('mail', 'push', 'store', 'witness', 'certificate', 'scanner', 'copy'));
