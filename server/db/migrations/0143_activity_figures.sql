-- What is left of what somebody did in a school year that is over: how often, in a class or in the school, within a month. No row leads to anybody, nor to
-- another row; what fewer than five people did is not here at all.
create table public.activity_figure (
  school_id uuid not null references public.school,
  id uuid not null,
  rule text not null check (rule ~ '^[a-z]+\.[a-z_]{1,60}$'), -- the table whose rows were counted
  month_on date not null check (extract(day from month_on) = 1),
  class_id uuid,                           -- null: for the school, or a class that is no more
  times int not null,
  primary key (school_id, id),
  foreign key (school_id, class_id) references public.class on delete set null (class_id),
  constraint activity_figure_many check (times >= 5)
);
create index activity_figure_class on public.activity_figure (school_id, class_id);
create index activity_figure_month on public.activity_figure (school_id, month_on);
-- The numbers are taken once, before anything goes.
alter table public.announced_sweep add column counted_at timestamptz;
-- What belongs to a year is found by when it happened.
create index post_reaction_when on public.post_reaction (school_id, made_at);
create index conversation_reading_when on public.conversation_reading (school_id, read_at);
create index notice_receipt_when on public.notice_receipt (school_id, seen_at);
create index notice_paper_when on public.notice_paper (school_id, noted_at);
create index calendar_reply_when on public.calendar_reply (school_id, answered_at);
