-- Rosters: what somebody said the columns of a source's lists hold is remembered, by marks of their headings.

alter table public.roster_source add column list_columns jsonb not null default '{}';
