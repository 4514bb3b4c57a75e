-- A consent may be what a purpose waits for; and an answer is kept as long as it holds, its time runs from when it ceased to.

alter table public.policy add column serves text check (serves in ('class_news', 'reminders', 'matching'));
alter table public.policy add constraint policy_serving check (serves is null or (kind = 'consent' and about = 'self'));
create unique index policy_serves on public.policy (school_id, serves) where serves is not null and ended_at is null;

alter table public.policy_answer add column ceased_at timestamptz;
create index policy_answer_ceased on public.policy_answer (school_id, ceased_at) where ceased_at is not null;
alter table public.policy_answer no force row level security;
alter table public.policy no force row level security;
alter table public.policy_version no force row level security;
update public.policy_answer a set ceased_at = coalesce(a.replaced_at,
  (select p.ended_at from public.policy p where p.school_id = a.school_id and p.id = a.policy_id),
  (select min(n.published_at) from public.policy_version n join public.policy_version v on v.school_id = a.school_id and v.id = a.version_id
    where n.school_id = a.school_id and n.policy_id = a.policy_id and n.counts_from > v.number and a.says <> 'no'));
alter table public.policy_answer force row level security;
alter table public.policy force row level security;
alter table public.policy_version force row level security;
