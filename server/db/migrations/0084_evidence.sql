-- What was found each time a promise was looked at: numbers about nobody, each signed and bound to the one before; how every control stood
-- on each day; and which promises were kept, so that one that is broken can be told from one that never held.
create table directory.evidence (
  number bigint primary key,
  about_school uuid not null,
  control text not null check (control ~ '^[CP]-[0-9]{2}$'),
  asks text not null check (asks ~ '^[a-z_]{1,40}$'),
  at timestamptz not null,
  valid_seconds int not null check (valid_seconds > 0),
  result text not null check (result in ('ok', 'warning', 'failed', 'error', 'not_applicable')),
  source text not null check (source in ('probe', 'query', 'test', 'record')),
  facts jsonb not null,
  previous bytea not null check (length(previous) = 32),
  digest bytea not null check (length(digest) = 32),
  signature bytea not null check (length(signature) = 64),
  -- Neither a word nor an id has room in what is published: numbers and yes or no, under names made of letters.
  constraint evidence_of_nobody check (
    jsonb_typeof(facts) = 'object'
    and not jsonb_path_exists(facts, '$.* ? (@.type() != "number" && @.type() != "boolean")')
    and not jsonb_path_exists(facts, '$.keyvalue() ? (!(@.key like_regex "^[a-zA-Z][a-zA-Z0-9]{0,39}$"))'))
);
create index on directory.evidence (about_school, control, asks, number);
create index on directory.evidence (at);

create table directory.control_day (
  about_school uuid not null,
  control text not null check (control ~ '^[CP]-[0-9]{2}$'),
  day date not null,
  state text not null check (state in ('ok', 'warning', 'failed', 'stale', 'not_applicable', 'not_yet')),
  primary key (about_school, control, day)
);

create table directory.kept_promise (
  about_school uuid not null,
  promise text not null check (promise ~ '^[A-Z]{3}-[0-9]{2}$'),
  kept_at timestamptz not null,
  lost_at timestamptz,
  primary key (about_school, promise)
);
