-- Files of a post stand in the order that its author gives them.

create index attachment_place on public.attachment (school_id, target_id, place);
drop index public.attachment_target;
