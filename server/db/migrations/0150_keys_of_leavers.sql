-- What somebody is handed before they leave: with it they ask about their data years later, without an account.
create table public.leaver_key (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,
  code_digest bytea not null check (length(code_digest) = 32), -- SHA-256 of 128 random bits, which are kept nowhere
  made_at timestamptz not null,
  used_at timestamptz,                     -- when something was first asked with it
  replaced_at timestamptz,                 -- it opens nothing any more
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person
);
create unique index leaver_key_digest on public.leaver_key (code_digest);
create unique index leaver_key_live on public.leaver_key (school_id, person_id) where replaced_at is null;
create index leaver_key_person on public.leaver_key (school_id, person_id);

alter table public.rights_request drop constraint rights_request_came_check, drop constraint rights_request_identity_check;
alter table public.rights_request
  add constraint rights_request_came_check check (came in ('app', 'key', 'letter', 'phone', 'in_person')),
  add constraint rights_request_identity_check check (identity in ('known', 'called_back', 'document_seen', 'signature', 'leaver_key')),
  add constraint rights_request_by_key check ((came = 'key') = (coalesce(identity, '') = 'leaver_key'));
