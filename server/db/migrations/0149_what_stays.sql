-- What an erasure leaves, by table and rule, with the last day of each: `[{table, because, rows, until}]`. It names nobody, as the rest of a certificate. What was
-- erased before has its number and last day only.
alter table public.erasure add stays jsonb not null default '[]' check (jsonb_typeof(stays) = 'array');
