-- A device that an account has signed in from before is known by a cookie: it waits for nobody else's wrong tries, and counts once.
alter table directory.session add column device_digest bytea check (length(device_digest) = 32); -- SHA-256 of the cookie's 256 random bits
create index session_device on directory.session (account_id, device_digest) where device_digest is not null;
