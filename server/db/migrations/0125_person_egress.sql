-- How often something left this server for somebody, by month and company: so that each family can be told.
create table public.person_egress (
  school_id uuid not null references public.school,
  month_on date not null, -- its first day
  way text not null check (way in ('mail', 'push')),
  recipient text not null check (recipient ~ '^(\*\.)?[a-z0-9_.:-]{1,253}$'),
  person_id uuid not null,
  sent int not null check (sent > 0),
  primary key (school_id, month_on, way, recipient, person_id),
  foreign key (school_id, person_id) references public.person (school_id, id)
);
create index on public.person_egress (school_id, person_id);
