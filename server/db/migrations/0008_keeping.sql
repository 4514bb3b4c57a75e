-- Keeping: the end of a path from a file to whoever decided about it.


-- What a law orders a school to keep of someone whose record is gone, or whose enrolment is: names and years, sealed for the statutory class and year.
create table public.register_entry (
  school_id uuid not null references public.school,
  id uuid not null,                        -- that of the row it stands for: written once
  person_id uuid not null,                 -- outlives the person: no foreign key
  rule text not null check (rule in ('jp_register')),
  year_to_on date not null,                -- the last day of the school year it is about: its time runs from there
  sealed bytea not null,                   -- who, and what; owner: epoch register of the year
  made_at timestamptz not null,
  primary key (school_id, id)
);
create index register_entry_person on public.register_entry (school_id, person_id);
create index register_entry_year on public.register_entry (school_id, year_to_on);
