-- Money: what was budgeted, committed, claimed and paid, in integer pence, double-entry. Append-only like events: a mistake is
-- reversed by entries of its own. A journal belongs to the record that caused it and is written in its transaction.
--
-- An amount is positive on one side and negative on the other, so that every journal, and with it everything, sums to zero.
-- Where a balance stands is kept beside the entries, so that a check locks one row and the database refuses what overdraws.

create table ledger_journal (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  regime text not null,
  record_kind text not null check (record_kind in ('real', 'fictional', 'exercise')),
  -- The version of the record that caused it, and its place among the journals of that version.
  record uuid not null,
  version integer not null,
  position smallint not null,
  kind text not null check (kind in ('allocate', 'commit', 'release', 'accrue', 'pay', 'earn', 'claw-back', 'reverse')),
  -- A line of money of the regime, and the role that pays.
  line text not null,
  payer text not null,
  effective date not null,
  known_at timestamptz(3) not null,
  -- A journal is reversed once.
  reverses uuid unique references ledger_journal (id),
  unique (record, version, position),
  check ((kind = 'reverse') = (reverses is not null))
);
create index ledger_journal_case on ledger_journal (case_id);
create index ledger_journal_regime on ledger_journal (regime, record_kind, line);

create table ledger_entry (
  journal uuid not null references ledger_journal (id),
  position smallint not null,
  account text not null check (account in ('authority', 'budget', 'committed', 'used', 'cost', 'payable', 'held', 'cash')),
  -- The contract under which it is, and the record of what is owed: a claim, a result, a cost. By their records.
  contract uuid,
  item uuid,
  pence bigint not null check (pence <> 0),
  primary key (journal, position)
);

-- Nothing is spent that was not budgeted, nothing is paid that is not owed, and nothing is paid twice: a balance never passes
-- zero to the wrong side.
create table ledger_balance (
  case_id uuid not null references case_file (id),
  line text not null,
  payer text not null,
  account text not null,
  contract text not null,
  item text not null,
  pence bigint not null check (
    case when account in ('authority', 'payable', 'held', 'cash') then pence <= 0 else pence >= 0 end
  ),
  primary key (case_id, line, payer, account, contract, item)
);

-- One row a line of money, whatever its cases: whoever allocates locks it, so that two cannot take the last of a cap.
create table money_line (
  regime text not null,
  record_kind text not null check (record_kind in ('real', 'fictional', 'exercise')),
  line text not null,
  allocated bigint not null check (allocated >= 0),
  primary key (regime, record_kind, line)
);

create function refuse_unbalanced() returns trigger language plpgsql as $$
declare
  found_sum numeric;
  found_lines integer;
begin
  select coalesce(sum(pence), 0), count(*) into found_sum, found_lines from ledger_entry where journal = new.journal;
  if found_sum <> 0 or found_lines < 2 then
    raise exception 'a journal of % entries that sum to % is refused: both sides are written, and sum to zero', found_lines, found_sum
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger entries_balance after insert on ledger_entry
  deferrable initially deferred for each row execute function refuse_unbalanced();

do $$
declare
  kept text;
begin
  foreach kept in array array['ledger_journal', 'ledger_entry'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', kept);
    execute format('create trigger append_truncate before truncate on %I for each statement execute function refuse_change()', kept);
  end loop;
end $$;

-- Registers: records that belong to no case, but to a regime, an organisation or the whole sector.
alter table record add column regime text;
create index record_register on record (kind, regime) where case_id is null;
