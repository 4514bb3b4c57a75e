-- Image rights: whether photos of a pupil may be shown to the class, the school or outside, by school year; every answer is a row, and a receipt.

create table public.image_consent (
  school_id uuid not null references public.school,
  id uuid not null,                        -- the number of the receipt is made from it
  pupil_id uuid not null,
  school_year_id uuid not null,
  audience text not null check (audience in ('class', 'school', 'outside')),
  by_id uuid,                              -- a guardian, or the pupil
  says text not null check (says in ('yes', 'no')),
  wording int not null check (wording > 0),
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'),
  said_at timestamptz not null,
  replaced_at timestamptz,                 -- by a later answer of the same person
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id),
  foreign key (school_id, by_id) references public.person (school_id, id),
  foreign key (school_id, school_year_id) references public.school_year (school_id, id)
);
create index image_consent_pupil on public.image_consent (school_id, pupil_id, school_year_id);
create index image_consent_by on public.image_consent (school_id, by_id);
create index image_consent_year on public.image_consent (school_id, school_year_id);
create unique index image_consent_stands on public.image_consent (school_id, pupil_id, school_year_id, audience, by_id) where replaced_at is null;
