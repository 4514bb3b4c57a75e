-- Whoever writes a post is a person of the school, never the school itself: the database says so, and what belongs to the post is found by them.
alter table public.post add constraint post_author_person foreign key (school_id, author_id) references public.person (school_id, id);
