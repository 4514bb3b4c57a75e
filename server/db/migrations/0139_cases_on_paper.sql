-- Cases that come by letter or telephone, and what may follow a refusal: a complaint, a hearing, and a statement that stands with the record.
alter table public.rights_request drop constraint rights_request_kind_check;
alter table public.rights_request
  add constraint rights_request_kind_check check (kind in ('access', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'human', 'complaint', 'withdrawal', 'hearing', 'deindexing')),
  add column came text not null default 'app' check (came in ('app', 'letter', 'phone', 'in_person')),
  add column identity text check (identity in ('known', 'called_back', 'document_seen', 'signature')), -- how the desk knows who asks
  add column taken_by uuid,               -- who of the desk wrote it down
  add column follows uuid,                -- the refusal that it is about
  add column policy_id uuid,              -- which consent is taken back
  add foreign key (school_id, follows) references public.rights_request,
  add foreign key (school_id, policy_id) references public.policy,
  add constraint rights_request_on_paper check ((came = 'app') = (identity is null)),
  add constraint rights_request_following check (follows is null or kind in ('complaint', 'hearing')),
  add constraint rights_request_withdrawing check ((policy_id is null) = (kind <> 'withdrawal'));
drop index public.rights_request_demand;
create unique index rights_request_demand on public.rights_request (school_id, asked_by, person_id, kind, (coalesce(purpose, '')), (coalesce(follows, '00000000-0000-0000-0000-000000000000'::uuid)))
  where closed_at is null and kind in ('erasure', 'restriction', 'objection', 'deindexing', 'hearing');
create index rights_request_takers on public.rights_request (school_id, taken_by);
create index rights_request_follows on public.rights_request (school_id, follows);
create index rights_request_policy on public.rights_request (school_id, policy_id);
create index rights_request_unlisted on public.rights_request (school_id, person_id) where kind = 'deindexing' and outcome = 'granted';

create table public.record_statement (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,                 -- whose record it stands with
  asked_by uuid not null,                  -- whose words it is
  request_id uuid,                         -- the hearing after which it was placed; null once that has gone
  field text check (length(field) <= 121), -- which value it is about
  placed_at timestamptz not null,
  sealed bytea not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person,
  foreign key (school_id, asked_by) references public.person,
  foreign key (school_id, request_id) references public.rights_request
);
create unique index record_statement_once on public.record_statement (school_id, request_id);
create index record_statement_person on public.record_statement (school_id, person_id);
create index record_statement_author on public.record_statement (school_id, asked_by);
