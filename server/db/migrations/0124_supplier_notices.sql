-- A company that is to get something, or about which something else is true, is announced thirty days before; and one may object to being told through companies at all.
create table directory.supplier_notice (
  id uuid primary key,
  host text not null check (host ~ '^(\*\.)?[a-z0-9.:-]{1,253}$'),
  change text not null check (change in ('new', 'other', 'gone')),
  digest bytea not null check (length(digest) = 32), -- of who it is and what it gets
  announced_at timestamptz not null,
  from_on date not null,
  told_at timestamptz                                -- every school was told
);
create index on directory.supplier_notice (host, announced_at);

alter table public.rights_request drop constraint rights_request_purpose_check;
alter table public.rights_request add constraint rights_request_purpose_check check (purpose in ('class_news', 'reminders', 'matching', 'outside'));
