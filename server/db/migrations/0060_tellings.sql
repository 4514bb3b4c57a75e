-- When somebody is told: presets with an hour, quiet hours, what waits for a digest, and the mails that left with it.

alter table public.notification_choice drop constraint notification_choice_preset_check;
-- What nobody chose stood as 'normal'; the preset that holds now for whoever chose nothing takes its place.
update public.notification_choice set preset = case preset when 'everything' then 'as_it_happens' else 'calm' end;
alter table public.notification_choice
  alter column preset set default 'calm',
  add constraint notification_choice_preset_check check (preset in ('calm', 'as_it_happens', 'weekly')),
  add column to_do text check (to_do in ('now', 'daily', 'weekly', 'never')),           -- null: as the preset says
  add column messages text check (messages in ('now', 'daily', 'weekly', 'never')),
  add column class_life text check (class_life in ('now', 'daily', 'weekly', 'never')),
  add column homework text check (homework in ('now', 'daily', 'weekly', 'never')),
  add column digest_minute smallint not null default 1050 check (digest_minute between 0 and 1439),
  add column digest_weekday smallint not null default 5 check (digest_weekday between 1 and 7),
  add column quiet_from smallint check (quiet_from between 0 and 1439),                 -- one's own, beside the school's
  add column quiet_until smallint check (quiet_until between 0 and 1439),
  add column quiet_days smallint check (quiet_days between 0 and 127),                   -- 1 for Monday, 2 for Tuesday, 4 for Wednesday …
  add column mails_stopped_at timestamptz,                                              -- by the link of a mail
  add constraint notification_choice_quiet_check check (num_nulls(quiet_from, quiet_until, quiet_days) in (0, 3));

-- What holds for a whole school. No row: nights from 19 to 7, and weekends.
create table public.notification_rules (
  school_id uuid primary key references public.school,
  quiet_from smallint not null default 1140 check (quiet_from between 0 and 1439),
  quiet_until smallint not null default 420 check (quiet_until between 0 and 1439),
  quiet_days smallint not null default 96 check (quiet_days between 0 and 127),
  dpo_address text check (length(dpo_address) <= 254)
);

-- One person was, or will be, told of one thing.
create table public.telling (
  school_id uuid not null,
  id uuid not null,                        -- made of what happened and to whom it is told: no second row for the same
  person_id uuid not null,
  category text not null check (category in ('urgent', 'to_do', 'messages', 'class_life', 'homework', 'account')),
  event text not null check (length(event) <= 100),
  happened_at timestamptz not null,
  due_at timestamptz not null,
  taken_at timestamptz,                    -- when it left, or was left to a mail
  mail_id uuid,                            -- of telling_mail, which goes sooner
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person
);
create index telling_person on public.telling (school_id, person_id, due_at);
create index telling_of_mail on public.telling (school_id, mail_id);

-- A mail that left, as long as an answer to it, or a report that it did not arrive, may come. Its id stands in its Message-ID.
create table public.telling_mail (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  answered_at timestamptz,                 -- when somebody who wrote back was told where to write
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person
);
create index telling_mail_person on public.telling_mail (school_id, person_id, made_at);

-- What stands in a mail so that one can say, without signing in, that no more are wanted.
create table public.mail_stop (
  school_id uuid not null,
  person_id uuid not null,
  token_digest bytea not null check (length(token_digest) = 32),
  made_at timestamptz not null,
  sealed bytea not null,                   -- the token, which stands in every mail; owner: the person
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references public.person
);
create index mail_stop_digest on public.mail_stop (token_digest);

-- An account whose address takes no mail.
create table directory.mail_trouble (
  account_id uuid primary key references directory.account,
  way text not null check (way in ('refused', 'report')),
  status text not null check (length(status) <= 12),
  since_at timestamptz not null,
  salt bytea not null check (length(salt) = 16),
  address_digest bytea not null check (length(address_digest) = 32)  -- SHA-256 of the salt and the address: another address is no trouble
);

-- How often a school told something urgent: everybody may see it.
create table public.urgent_telling (
  school_id uuid not null references public.school,
  id uuid not null,
  at timestamptz not null,
  told int not null check (told >= 0),
  through_quiet int not null check (through_quiet >= 0),
  primary key (school_id, id)
);
create index urgent_telling_at on public.urgent_telling (school_id, at);
