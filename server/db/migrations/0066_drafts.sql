-- A draft that was thrown away within its minute stays as an empty row until that is over: who keeps and drops in turn is counted too.
alter table public.draft add column is_dropped boolean not null default false;
