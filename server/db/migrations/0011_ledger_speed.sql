-- The index by tag is written for every fact, by the sequencer alone, which takes the log's number from the log's own row: asking that row again
-- for each costs a third of the insert. And a row that is lengthened all day long stays where it is, without new entries in two indexes, if there is room.
alter table ledger.subject_day drop constraint subject_day_epoch_fkey;
alter table ledger.subject_day set (fillfactor = 70);
