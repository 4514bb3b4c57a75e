-- Keeping: the end of a path from a file to whoever decided about it.

create index file_state_by on public.file (school_id, state_by);
