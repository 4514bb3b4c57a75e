create policy "one's own account" on directory.account for select using (id = app.account_id());
create policy "an account is made with itself in hand" on directory.account for insert with check (id = app.account_id());
create policy "one changes the own account" on directory.account for update using (id = app.account_id());

create policy "one's own memberships" on directory.membership for select using (account_id = app.account_id() or (school_id = app.school_id() and app.runs_school()));
create policy "memberships are made by those who run the school" on directory.membership for insert with check (school_id = app.school_id() and app.runs_school());

create policy "one's own sessions" on directory.session for select using (account_id = app.account_id());
create policy "one starts a session" on directory.session for insert with check (account_id = app.account_id());
create policy "one's own sessions move and end" on directory.session for update using (account_id = app.account_id());
