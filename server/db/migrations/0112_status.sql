-- How the parts of the installation answer, by day and now; what whoever runs it says of incidents; who hears of both by mail.
create table directory.component_day (
  day date not null,
  component text not null check (component in ('app', 'database', 'jobs', 'records', 'files', 'mail', 'push', 'scanner', 'witness')),
  seen int not null check (seen >= 0),     -- so often it was measured
  slow int not null check (slow >= 0),
  down int not null check (down >= 0 and slow + down <= seen),
  primary key (day, component)
);

create table directory.component_now (
  component text primary key check (component in ('app', 'database', 'jobs', 'records', 'files', 'mail', 'push', 'scanner', 'witness')),
  state text not null check (state in ('up', 'slow', 'down')),
  since_at timestamptz not null,
  measured_at timestamptz not null
);

create table directory.incident (
  id uuid primary key,
  impact text not null check (impact in ('minor', 'major', 'outage')),
  components text[] not null check (cardinality(components) > 0 and components <@ array['app', 'database', 'jobs', 'records', 'files', 'mail', 'push', 'scanner', 'witness']),
  began_at timestamptz not null,           -- when it was felt, which may be before anybody wrote of it
  opened_at timestamptz not null,
  closed_at timestamptz,
  check (began_at <= opened_at and (closed_at is null or closed_at >= opened_at))
);

create table directory.incident_update (
  incident_id uuid not null references directory.incident,
  number int not null check (number > 0),
  state text not null check (state in ('investigating', 'identified', 'watching', 'resolved')),
  at timestamptz not null,
  primary key (incident_id, number)
);
create index incident_update_at on directory.incident_update (at);

-- In its own languages, as the operator wrote it: public, of a machine, never changed. The first place is the original.
create table directory.incident_text (
  incident_id uuid not null,
  number int not null,
  place int not null check (place between 1 and 4),
  language text not null check (language in ('en', 'fr', 'sv', 'ja')),
  title text not null check (length(title) between 1 and 200),
  body text not null check (length(body) <= 5000),
  primary key (incident_id, number, place),
  unique (incident_id, number, language),
  foreign key (incident_id, number) references directory.incident_update (incident_id, number)
);

-- An address that somebody gave at the public page; no account, no name. Its key is its own and dies with it.
create table directory.status_subscriber (
  id uuid primary key,
  locale text not null check (locale in ('en', 'fr', 'fr-CA', 'sv', 'ja')),
  made_at timestamptz not null,
  asked_at timestamptz,                    -- since when the mail with the link is on its way
  confirmed_at timestamptz,
  told_at timestamptz,                     -- of everything that was said until then
  token_digest bytea not null unique check (length(token_digest) = 32),  -- SHA-256 of 256 random bits
  sealed bytea not null                    -- address and link; owner: an account that is nobody's
);
