-- Notices: what is announced to the school, to classes or to everybody in a role; in which languages; who has seen and confirmed it.

alter table public.audience drop constraint audience_kind_check;
alter table public.audience add constraint audience_kind_check
  check (kind in ('school', 'staff', 'class', 'class_staff', 'pupil_circle', 'group', 'guardians', 'pupils'));

-- Schools that are there already get what new ones come with; history has no actor that the log of changes could name.
alter table public.audience no force row level security;
alter table public.audience disable trigger user;
insert into public.audience (school_id, id, kind, target_id, created_at)
  select s.school_id, gen_random_uuid(), k.kind, s.school_id, now() from public.school s cross join (values ('staff'), ('guardians'), ('pupils')) as k (kind)
  on conflict do nothing;
alter table public.audience enable trigger user;
alter table public.audience force row level security;

create table public.notice (
  school_id uuid not null references public.school,
  id uuid not null,
  school_year_id uuid not null,
  author_id uuid,                          -- null: whoever runs the installation, or somebody who was erased
  kind text not null check (kind in ('ordinary', 'urgent', 'product', 'maintenance')),
  reason text check (reason in ('closure', 'evacuation', 'shelter', 'weather', 'transport', 'outage')),
  impact text check (impact in ('low', 'high')),
  announcement bytea check (length(announcement) = 32), -- of what an operator sent to every school: the same is there once
  state text not null check (state in ('draft', 'scheduled', 'published', 'withdrawn')),
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'), -- of the original
  asks text[] not null check (asks <@ array['guardian', 'pupil', 'staff']),             -- who is to confirm, by how they belong
  created_at timestamptz not null,
  publish_at timestamptz,
  published_at timestamptz,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  effective_from timestamptz,
  effective_until timestamptz,
  listed_at timestamptz,                   -- since when those who were not reached stand on the office's list
  reminded_at timestamptz,
  places int not null check (places > 0),
  version int not null,
  primary key (school_id, id),
  unique (school_id, announcement),
  foreign key (school_id, school_year_id) references public.school_year (school_id, id),
  check ((kind = 'urgent') = (reason is not null)),
  check ((kind in ('product', 'maintenance')) = (announcement is not null and impact is not null and effective_from is not null) and (announcement is null) = (impact is null)),
  check (effective_until is null or effective_from < effective_until),
  check ((state = 'scheduled') = (publish_at is not null)),
  check (kind <> 'urgent' or state <> 'scheduled'),
  check (case state when 'published' then published_at is not null when 'withdrawn' then true else published_at is null end),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index notice_year on public.notice (school_id, school_year_id, kind);
create index notice_author on public.notice (school_id, author_id, id);
create index notice_withdrawn on public.notice (school_id, withdrawn_by);

-- Before whom it stands; since when, or not yet.
create table public.notice_audience (
  school_id uuid not null,
  notice_id uuid not null,
  audience_id uuid not null,
  open_at timestamptz,
  primary key (school_id, notice_id, audience_id),
  foreign key (school_id, notice_id) references public.notice (school_id, id),
  foreign key (school_id, audience_id) references public.audience (school_id, id)
);
create index notice_audience_open on public.notice_audience (school_id, audience_id, open_at);

-- What it says, a row for each language; a row that was replaced stays, as what it said before.
create table public.notice_text (
  school_id uuid not null,
  id uuid not null,
  notice_id uuid not null,
  place int not null check (place between 1 and 4),
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'),
  author_id uuid,
  made_at timestamptz not null,
  replaced_at timestamptz,
  replaced_by uuid,
  sealed bytea not null,                   -- title and text; owner: class life of the school year
  primary key (school_id, id),
  foreign key (school_id, notice_id) references public.notice (school_id, id)
);
create unique index notice_text_now on public.notice_text (school_id, notice_id, lower(language)) where replaced_at is null;
create index notice_text_notice on public.notice_text (school_id, notice_id, replaced_at);
create index notice_text_author on public.notice_text (school_id, author_id);
create index notice_text_replaced on public.notice_text (school_id, replaced_by);

create table public.notice_receipt (
  school_id uuid not null,
  notice_id uuid not null,
  person_id uuid not null,
  seen_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (school_id, notice_id, person_id),
  foreign key (school_id, notice_id) references public.notice (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id)
);
create index notice_receipt_person on public.notice_receipt (school_id, person_id);

-- How many were told by which way in which minute: counts, and nobody's name.
create table public.notice_delivery (
  school_id uuid not null,
  notice_id uuid not null,
  minute timestamptz not null,
  channel text not null check (channel in ('mail', 'device')),
  count int not null check (count > 0),
  primary key (school_id, notice_id, minute, channel),
  foreign key (school_id, notice_id) references public.notice (school_id, id)
);
