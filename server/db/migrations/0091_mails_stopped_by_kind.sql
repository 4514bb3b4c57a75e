-- Mails of one kind can be stopped by the link of a mail while the others go on.
alter table public.notification_choice add column stopped_kinds text[] not null default '{}'
  check (stopped_kinds <@ array['to_do', 'messages', 'class_life', 'homework']);
