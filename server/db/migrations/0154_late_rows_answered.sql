-- What was used after its time is kept and asked about: whoever answers for the data can say that it may go, and then only what is used later lives on.
alter table public.announced_sweep add column looked_at timestamptz;
create index announced_sweep_looked on public.announced_sweep (school_id, rule, looked_at) where looked_at is not null;
