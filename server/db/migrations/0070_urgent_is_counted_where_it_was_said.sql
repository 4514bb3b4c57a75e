-- What was urgent was counted beside itself, and the two could differ: now the notices and messages that were urgent are what is counted.
drop table public.urgent_telling;

create index message_urgent on public.message (school_id, conversation_id) where urgent is not null;
create index notice_urgent on public.notice (school_id, school_year_id) where kind = 'urgent';
