-- What a person typed and did not send yet, sealed under the person's own key.
create table public.draft (
  school_id uuid not null,
  id uuid not null,                        -- made by the form that was typed into
  person_id uuid not null,
  kept_at timestamptz not null,
  sealed bytea not null,                   -- which form, and what stood in it; owner: the person
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person
);
create index draft_person on public.draft (school_id, person_id, kept_at);
