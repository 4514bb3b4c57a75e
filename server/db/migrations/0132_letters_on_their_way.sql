-- A letter that is being sent is claimed, and noted as sent once it has left: whoever dies in between loses none, for the claim runs out.
alter table directory.status_subscriber add column claimed_at timestamptz;
alter table directory.weak_point add column claimed_at timestamptz;
