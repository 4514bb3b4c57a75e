-- What a court or an authority orders to be handed over of somebody: written down by one, signed by another, handed over as a signed copy, and told.

create table public.judicial_order (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,                 -- whose data is ordered
  dated_on date not null,
  due_on date not null,
  silent_until date,                       -- the order forbids telling the person until then
  parts text[],                            -- what of their data; null: all of it
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  signed_by uuid,
  signed_at timestamptz,
  declined_by uuid,
  declined_at timestamptz,
  handed_by uuid,
  handed_at timestamptz,
  manifest bytea check (length(manifest) = 32), -- SHA-256 of the list of what was handed over
  told_at timestamptz,
  sealed bytea not null,                   -- which authority, its reference, and what it orders in words; a key of its own
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  constraint judicial_order_parts check (parts <@ array['record', 'family', 'messages', 'pictures'] and cardinality(parts) > 0),
  constraint judicial_order_signing check (num_nulls(signed_at, signed_by) in (0, 2) and signed_by <> recorded_by and num_nonnulls(signed_at, declined_at) < 2),
  constraint judicial_order_declining check (num_nulls(declined_at, declined_by) in (0, 2)),
  constraint judicial_order_handing check (num_nulls(handed_at, handed_by, manifest) in (0, 3) and (handed_at is null or signed_at is not null)),
  constraint judicial_order_telling check (told_at is null or handed_at is not null),
  constraint judicial_order_silence check (silent_until is null or silent_until <= dated_on + 3653)
);
create index judicial_order_person on public.judicial_order (school_id, person_id);
create index judicial_order_recorder on public.judicial_order (school_id, recorded_by);
create index judicial_order_signer on public.judicial_order (school_id, signed_by);
create index judicial_order_decliner on public.judicial_order (school_id, declined_by);
create index judicial_order_hander on public.judicial_order (school_id, handed_by);
create index judicial_order_recorded on public.judicial_order (school_id, recorded_at);
create index judicial_order_untold on public.judicial_order (school_id, handed_at) where handed_at is not null and told_at is null;
