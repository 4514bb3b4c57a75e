-- Families: who may do what for a child and until when, who is called and who may fetch, who must not be found, and two records of one person.

-- Whoever is of age may let a guardian in again.
alter table public.guardianship drop constraint guardianship_source_check;
alter table public.guardianship add constraint guardianship_source_check check (source in ('class_key', 'roster', 'office', 'delegation', 'pupil'));

-- Whom the school calls when something has happened, in order of place.
create table public.emergency_contact (
  school_id uuid not null references public.school,
  id uuid not null,
  pupil_id uuid not null,
  place int not null check (place between 1 and 20),
  source text not null check (source in ('roster', 'office', 'guardian')),
  sealed bytea not null,                   -- name, telephone, how they stand to the child, note; owner: the pupil
  made_at timestamptz not null,
  made_by uuid,
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id)
);
create index emergency_contact_pupil on public.emergency_contact (school_id, pupil_id);
create index emergency_contact_made on public.emergency_contact (school_id, made_by);

-- Who may fetch a child, on which days.
create table public.pick_up_adult (
  school_id uuid not null references public.school,
  id uuid not null,
  pupil_id uuid not null,
  from_on date not null,
  until_on date,
  source text not null check (source in ('roster', 'office', 'guardian')),
  sealed bytea not null,                   -- name, telephone, how they stand to the child, note; owner: the pupil
  made_at timestamptz not null,
  made_by uuid,
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id),
  check (until_on is null or from_on <= until_on)
);
create index pick_up_adult_pupil on public.pick_up_adult (school_id, pupil_id);
create index pick_up_adult_made on public.pick_up_adult (school_id, made_by);

-- Somebody who must not be found by way of the school: an alias in lists, no photograph, no list that leaves the house.
create table public.protected_identity (
  school_id uuid not null references public.school,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('marked', 'registered', 'court')),
  from_at timestamptz not null,
  until_at timestamptz,
  made_by uuid,
  ended_by uuid,
  sealed bytea not null,                   -- alias, reference of the decision; owner: the person
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id),
  check (until_at is null or from_at <= until_at),
  constraint protected_identity_twice exclude using gist (person_id with =, tstzrange(from_at, until_at) with &&, school_id with =)
);
create index protected_identity_person on public.protected_identity (school_id, person_id);
create index protected_identity_made on public.protected_identity (school_id, made_by);
create index protected_identity_ended on public.protected_identity (school_id, ended_by);

-- A change of a guardian's rights: one asks, another countersigns, and only then it holds.
create table public.guardianship_change (
  school_id uuid not null references public.school,
  id uuid not null,
  guardianship_id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null,
  preset_before text not null check (preset_before in ('equal', 'information', 'court_restricted', 'no_contact', 'foster', 'relative')),
  preset_after text not null check (preset_after in ('equal', 'information', 'court_restricted', 'no_contact', 'foster', 'relative')),
  scopes_before text[] not null check (scopes_before <@ array['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'other_guardian', 'copies']),
  scopes_after text[] not null check (scopes_after <@ array['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'other_guardian', 'copies']),
  edge_version int not null,               -- the version of the edge that the change was made to
  sealed bytea not null,                   -- the reference of the document; owner: the pupil
  asked_at timestamptz not null,
  asked_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  verdict text check (verdict in ('countersigned', 'declined', 'withdrawn')),
  primary key (school_id, id),
  foreign key (school_id, guardianship_id) references public.guardianship (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id),
  foreign key (school_id, guardian_id) references public.person (school_id, id),
  check ((verdict is null) = (decided_at is null)),
  constraint guardianship_change_by_two check (verdict is distinct from 'countersigned' or decided_by is distinct from asked_by or asked_by is null),
  constraint guardianship_change_open exclude using gist (school_id with =, guardianship_id with =) where (verdict is null)
);
create index guardianship_change_edge on public.guardianship_change (school_id, guardianship_id);
create index guardianship_change_pupil on public.guardianship_change (school_id, pupil_id);
create index guardianship_change_guardian on public.guardianship_change (school_id, guardian_id);
create index guardianship_change_asked on public.guardianship_change (school_id, asked_by);
create index guardianship_change_decided on public.guardianship_change (school_id, decided_by);

-- A guardian lends some rights to somebody until a day; the other guardian may object, and the head decides.
create table public.delegation (
  school_id uuid not null references public.school,
  id uuid not null,
  guardianship_id uuid not null,           -- the edge that is lent from
  edge_id uuid,                            -- the edge that came of it
  pupil_id uuid not null,
  lent_by uuid not null,
  holder_id uuid,                          -- to whom, once there is a record
  relation text not null check (relation in ('mother', 'father', 'parent', 'guardian', 'foster', 'relative', 'other')),
  scopes text[] not null check (scopes <@ array['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'other_guardian', 'copies']),
  sealed bytea not null,                   -- to whom: name, e-mail; owner: the one who lends
  made_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  objected_at timestamptz,
  objected_by uuid,
  settled_at timestamptz,
  settled_by uuid,
  verdict text check (verdict in ('stands', 'ends')),
  primary key (school_id, id),
  foreign key (school_id, guardianship_id) references public.guardianship (school_id, id),
  foreign key (school_id, edge_id) references public.guardianship (school_id, id),
  foreign key (school_id, pupil_id) references public.person (school_id, id),
  foreign key (school_id, lent_by) references public.person (school_id, id),
  foreign key (school_id, holder_id) references public.person (school_id, id),
  check (made_at < until_at),
  check ((verdict is null) = (settled_at is null))
);
create index delegation_from on public.delegation (school_id, guardianship_id);
create index delegation_edge on public.delegation (school_id, edge_id);
create index delegation_pupil on public.delegation (school_id, pupil_id);
create index delegation_lent on public.delegation (school_id, lent_by);
create index delegation_holder on public.delegation (school_id, holder_id);
create index delegation_ended on public.delegation (school_id, ended_by);
create index delegation_objected on public.delegation (school_id, objected_by);
create index delegation_settled on public.delegation (school_id, settled_by);

-- Two records that may be one person, until somebody says whether they are.
create table public.same_person (
  school_id uuid not null references public.school,
  id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  reason text not null check (reason in ('account', 'address', 'family_name')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  verdict text check (verdict in ('merged', 'different')),
  primary key (school_id, id),
  foreign key (school_id, first_id) references public.person (school_id, id),
  foreign key (school_id, second_id) references public.person (school_id, id),
  unique (school_id, first_id, second_id),
  check (first_id <> second_id),
  check ((verdict is null) = (decided_at is null))
);
create index same_person_second on public.same_person (school_id, second_id);
create index same_person_decided on public.same_person (school_id, decided_by);

-- Two records made one: which rows moved, so that they can go back for thirty days.
create table public.person_merge (
  school_id uuid not null references public.school,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  sealed bytea not null,                   -- what moved, by table, row and column; owner: the one who was merged
  made_at timestamptz not null,
  made_by uuid,
  final_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (school_id, id),
  foreign key (school_id, kept_id) references public.person (school_id, id),
  foreign key (school_id, merged_id) references public.person (school_id, id),
  check (kept_id <> merged_id),
  check (undone_at is not null or undone_by is null),
  constraint person_merge_once exclude using gist (school_id with =, merged_id with =) where (undone_at is null)
);
create index person_merge_kept on public.person_merge (school_id, kept_id);
create index person_merge_merged on public.person_merge (school_id, merged_id);
create index person_merge_made on public.person_merge (school_id, made_by);
create index person_merge_undone on public.person_merge (school_id, undone_by);
