-- First passwords: codes on slips of paper, each good once and for days, and who printed which.

-- How a school prints; without a row fourteen days, and the office alone.
create table public.slip_setting (
  school_id uuid not null references public.school,
  days int not null check (days between 1 and 14),
  teachers_print boolean not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (school_id)
);

create table public.slip_batch (
  school_id uuid not null references public.school,
  id uuid not null,
  class_id uuid,
  whom text not null check (whom in ('class', 'staff', 'people', 'person', 'helped', 'operator')),
  why text not null check (why in ('first', 'lost', 'forgotten')),
  slips int not null,
  made_at timestamptz not null,
  made_by uuid,
  primary key (school_id, id),
  foreign key (school_id, class_id) references public.class
);
create index slip_batch_class on public.slip_batch (school_id, class_id);
create index slip_batch_made on public.slip_batch (school_id, made_by);

create table public.activation_code (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  batch_id uuid not null,
  code_digest bytea not null check (length(code_digest) = 32), -- keyed with an epoch of the vault: means nothing without the ring
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  voided_at timestamptz,
  void_why text check (void_why in ('new_one', 'lost', 'gone')),
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, batch_id) references public.slip_batch,
  check (made_at < expires_at),
  check (num_nonnulls(voided_at, void_why) in (0, 2))
);
create index activation_code_person on public.activation_code (school_id, person_id, made_at);
create index activation_code_batch on public.activation_code (school_id, batch_id);
create index activation_code_digest on public.activation_code (code_digest);
create unique index activation_code_live on public.activation_code (school_id, person_id) where used_at is null and voided_at is null;
