-- Class life: what is said to a class or to the whole school, the versions that it had, in whose feeds it stands, and what was answered.

create table public.post (
  school_id uuid not null references public.school,
  id uuid not null,
  school_year_id uuid not null,
  author_id uuid,
  state text not null check (state in ('draft', 'scheduled', 'published', 'withdrawn')),
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'),
  answers text not null check (answers in ('none', 'reactions', 'comments')),
  created_at timestamptz not null,
  publish_at timestamptz,
  published_at timestamptz,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  pinned_at timestamptz,
  pinned_by uuid,
  places int not null check (places > 0),  -- before so many audiences; whoever reads may belong to one of them
  files int not null default 0,            -- so many are attached; a feed need not look
  comments int not null default 0,         -- counted by triggers, as are the reactions
  seen int not null default 0,
  thanks int not null default 0,
  glad int not null default 0,
  sealed bytea not null,                   -- the text; owner: class life of the school year
  version int not null,
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references public.school_year (school_id, id),
  check ((state = 'scheduled') = (publish_at is not null)),
  check (case state when 'published' then published_at is not null when 'withdrawn' then true else published_at is null end),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (pinned_at is null or state = 'published')
);
create index post_year on public.post (school_id, school_year_id);
create index post_author on public.post (school_id, author_id, id);
create index post_withdrawn on public.post (school_id, withdrawn_by);
create index post_pinned on public.post (school_id, pinned_by);

-- Where a post stands: a feed is a walk along this index, for each audience of whoever reads, from the newest on.
create table public.post_audience (
  school_id uuid not null,
  post_id uuid not null,
  audience_id uuid not null,
  feed_at timestamptz,                     -- since when it is there; null: not published yet
  is_pinned boolean not null,
  primary key (school_id, post_id, audience_id),
  foreign key (school_id, post_id) references public.post (school_id, id),
  foreign key (school_id, audience_id) references public.audience (school_id, id)
);
create index post_audience_feed on public.post_audience (school_id, audience_id, is_pinned, feed_at, post_id);

-- What a post said before it was changed or withdrawn.
create table public.post_version (
  school_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  number int not null check (number > 0),
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'),
  written_by uuid,
  replaced_at timestamptz not null,
  sealed bytea not null,                   -- the text; owner: class life of the school year
  primary key (school_id, id),
  unique (school_id, post_id, number),
  foreign key (school_id, post_id) references public.post (school_id, id)
);
create index post_version_author on public.post_version (school_id, written_by);

create table public.post_comment (
  school_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  author_id uuid not null,
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'),
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  sealed bytea not null,                   -- the text; owners: the author and class life of the school year
  primary key (school_id, id),
  foreign key (school_id, post_id) references public.post (school_id, id),
  foreign key (school_id, author_id) references public.person (school_id, id),
  check (num_nonnulls(withdrawn_at, withdrawn_by) <> 1 or withdrawn_by is null)
);
create index post_comment_post on public.post_comment (school_id, post_id, id);
create index post_comment_author on public.post_comment (school_id, author_id);
create index post_comment_withdrawn on public.post_comment (school_id, withdrawn_by);

create table public.post_reaction (
  school_id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('seen', 'thanks', 'glad')),
  made_at timestamptz not null,
  primary key (school_id, post_id, person_id),
  foreign key (school_id, post_id) references public.post (school_id, id),
  foreign key (school_id, person_id) references public.person (school_id, id)
);
create index post_reaction_person on public.post_reaction (school_id, person_id);
