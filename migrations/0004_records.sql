-- What is written in a case beside its events: how much, so that a decision sees what it was made on; and since when the
-- public may read the case, which takes a publication of its own.
alter table case_file add column records integer not null default 0 check (records >= 0);
alter table case_file add column published date;
create index record_kind on record (kind, effective);
