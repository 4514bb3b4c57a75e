-- How often something left this machine, and for whom: by day and recipient, of nobody. And each revision of the public pages, bound to the one before.
create table directory.egress_day (
  day date not null,
  way text not null check (way in ('mail', 'push', 'store', 'witness', 'certificate', 'scanner')),
  recipient text not null check (recipient ~ '^(\*\.)?[a-z0-9_.:-]{1,253}$'),
  sent int not null check (sent >= 0),
  refused int not null check (refused >= 0),
  primary key (day, way, recipient)
);

create table directory.public_revision (
  number int primary key,
  at timestamptz not null,
  lines text[] not null check (length(array_to_string(lines, '')) <= 4000000),
  previous bytea not null check (length(previous) = 32),
  digest bytea not null check (length(digest) = 32)
);
