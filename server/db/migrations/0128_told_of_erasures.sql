-- Whoever received what was restricted or erased since is told as well. Of an erasure nothing is kept but that something taken away then holds somebody who is gone.
alter table public.correction_recipient
  add column because text not null default 'rectification' check (because in ('rectification', 'restriction', 'erasure')),
  add column erasure_id uuid,
  alter column person_id drop not null,
  alter column asked_by drop not null,
  add foreign key (school_id, erasure_id) references public.erasure,
  add constraint correction_recipient_of_erasure check (case because when 'erasure' then num_nonnulls(person_id, asked_by, request_id, field) = 0 and erasure_id is not null
    else num_nulls(person_id, asked_by) = 0 and erasure_id is null end);
create unique index correction_recipient_erasure on public.correction_recipient (school_id, erasure_id, kind, (coalesce(taken_by, '00000000-0000-0000-0000-000000000000'::uuid)));
