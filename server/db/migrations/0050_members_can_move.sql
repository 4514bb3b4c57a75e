-- A member of a conversation can be found by an id, so that a merge of two records of one person takes the conversation along.

alter table public.conversation_member add column id uuid;
update public.conversation_member set id = gen_random_uuid();
alter table public.conversation_member alter column id set not null, add unique (school_id, id);
