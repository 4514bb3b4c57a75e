-- Before somebody is told what waits for them, what was taken back meanwhile is looked for: by when, and not by reading every post and message.
create index post_taken_back on public.post (school_id, withdrawn_at) where withdrawn_at is not null;
create index notice_taken_back on public.notice (school_id, withdrawn_at) where withdrawn_at is not null;
create index message_taken_back on public.message (school_id, withdrawn_at) where withdrawn_at is not null;
