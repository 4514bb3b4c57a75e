-- A session that ended because a school had nothing left for its person may go on in another school of the account.
alter table directory.session add column ended_why text check (ended_why in ('membership')), add check (ended_why is null or ended_at is not null);
