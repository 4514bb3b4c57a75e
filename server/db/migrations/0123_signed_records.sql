-- What nothing can measure somebody signs for, by role and until a day; what was found of such a thing has states of its own.
create table directory.signed_record (
  about_school uuid not null,
  control text not null check (control ~ '^[CP]-[0-9]{2}$'),
  asks text not null check (asks ~ '^[a-z_]{1,40}$'),
  number int not null check (number > 0),
  at timestamptz not null,
  until_on date not null,
  signer text not null check (signer in ('dpo', 'head', 'operator')),
  done int check (done >= 0),
  of_all int check (of_all >= done),
  paper bytea check (length(paper) = 32),          -- SHA-256 of a paper that whoever signed keeps
  statement bytea not null check (length(statement) = 32), -- of the sentence that was signed, in English
  is_sample boolean not null,
  signature bytea not null check (length(signature) = 64),
  withdrawn_at timestamptz,
  primary key (about_school, control, asks, number),
  constraint signed_record_counts check (num_nulls(done, of_all) in (0, 2)),
  constraint signed_record_days check (until_on between (at at time zone 'UTC')::date and (at at time zone 'UTC')::date + 367)
);

alter table directory.evidence drop constraint evidence_result_check;
alter table directory.evidence add constraint evidence_result_check
  check (result in ('ok', 'warning', 'failed', 'error', 'not_applicable', 'not_yet', 'stale', 'sample'));
alter table directory.control_day drop constraint control_day_state_check;
alter table directory.control_day add constraint control_day_state_check
  check (state in ('ok', 'warning', 'failed', 'stale', 'not_applicable', 'not_yet', 'sample'));
