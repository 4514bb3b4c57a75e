-- Whoever was told that something must not be used for the time being is told when it may be again.
alter table public.correction_recipient drop constraint correction_recipient_because_check;
alter table public.correction_recipient add constraint correction_recipient_because_check check (because in ('rectification', 'restriction', 'lifting', 'erasure'));
drop index public.correction_recipient_once;
create unique index correction_recipient_once on public.correction_recipient (school_id, request_id, because, kind, (coalesce(taken_by, '00000000-0000-0000-0000-000000000000'::uuid)));
