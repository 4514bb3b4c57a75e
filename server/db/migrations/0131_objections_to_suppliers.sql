-- A notice says whom and what it announces, so that it can be read when the list says something else; and a school objects to one, with its reasons.
alter table directory.supplier_notice add column way text check (way in ('mail', 'push', 'store', 'witness', 'certificate', 'scanner', 'copy'));
alter table directory.supplier_notice add column entity text check (length(entity) between 1 and 200);
alter table directory.supplier_notice add column address text check (length(address) between 1 and 300);
alter table directory.supplier_notice add column country text check (country ~ '^[A-Z]{2}$');
alter table directory.supplier_notice add constraint supplier_notice_whom check (num_nulls(entity, address, country) in (0, 3));

create table public.supplier_objection (
  school_id uuid not null references public.school,
  id uuid not null,
  notice_id uuid not null references directory.supplier_notice,
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  sealed bytea not null,                   -- the reasons; a key of its own
  primary key (school_id, id),
  constraint supplier_objection_withdrawing check (num_nulls(withdrawn_at, withdrawn_by) in (0, 2))
);
create unique index supplier_objection_open on public.supplier_objection (school_id, notice_id) where withdrawn_at is null;
create index supplier_objection_notice on public.supplier_objection (notice_id);
create index supplier_objection_maker on public.supplier_objection (school_id, made_by);
create index supplier_objection_withdrawer on public.supplier_objection (school_id, withdrawn_by);
create index supplier_objection_made on public.supplier_objection (school_id, made_at);

-- What is wrong now, and what is announced of the machine, is asked for with every first look.
create index incident_open on directory.incident (opened_at) where closed_at is null;
create index notice_maintenance on public.notice (school_id, effective_from) where kind = 'maintenance';
