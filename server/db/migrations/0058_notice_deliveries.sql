-- When a notice went out is known of what was told to each: nothing has to be counted beside it.
drop table public.notice_delivery;
