-- An answer about pictures may come on paper: somebody of the school writes it down, and the original is kept at the school.

alter table public.image_consent
  add column on_paper boolean not null default false,
  add column recorded_by uuid,             -- null: erased since, or nobody had to
  add foreign key (school_id, recorded_by) references public.person (school_id, id),
  add constraint image_consent_recorded check (on_paper or recorded_by is null);
create index image_consent_recorded on public.image_consent (school_id, recorded_by);
