-- A number of past years says of how many people it is: five times are not five people. Of what was counted before this it is known that there were five at least.
alter table public.activity_figure add column people int not null default 5;
alter table public.activity_figure alter column people drop default,
  drop constraint activity_figure_many,
  add constraint activity_figure_many check (people >= 5 and times >= people);
