-- Files that stand behind what is written: kept once by the hash of their bytes, and never changed. Who may read one is said by
-- the records that name it.
create table attachment (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  kind text not null,
  bytes integer not null check (bytes between 1 and 20000000),
  content bytea not null,
  stored_at timestamptz(3) not null
);
create trigger append_only before update or delete on attachment for each row execute function refuse_change();
create trigger append_truncate before truncate on attachment for each statement execute function refuse_change();
