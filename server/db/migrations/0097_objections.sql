-- An objection names the purpose that it is to: whatever serves that purpose passes over this person.

alter table public.rights_request add column purpose text check (purpose in ('class_news', 'reminders', 'matching'));
alter table public.rights_request add constraint rights_request_objecting check (purpose is null or kind = 'objection');
drop index public.rights_request_demand;
create unique index rights_request_demand on public.rights_request (school_id, asked_by, person_id, kind, (coalesce(purpose, '')))
  where closed_at is null and kind in ('erasure', 'restriction', 'objection');
create index rights_request_objection on public.rights_request (school_id, purpose, person_id) where purpose is not null;
