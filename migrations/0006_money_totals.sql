-- Money summed up to date with each journal, so that a page over a whole sector reads one short table.

-- Whether it pays for consultancy, which is shown apart.
alter table ledger_journal add column consultancy boolean not null default false;
-- Whether the version of the record that caused it is for everybody.
alter table ledger_journal add column public boolean not null default false;
create index ledger_entry_item on ledger_entry (item) where item is not null;

-- By account, and by who may see the record that caused it and that of the cost that it is about. Consultancy is told of
-- costs alone. No kind of record posted before this migration, so that there is nothing to sum up yet.
create table ledger_total (
  case_id uuid not null references case_file (id),
  line text not null,
  payer text not null,
  account text not null,
  consultancy boolean not null,
  public boolean not null,
  pence bigint not null,
  primary key (case_id, line, payer, account, consultancy, public)
);

-- Each account's side by a name of its own, so that a refusal says which was overdrawn.
alter table ledger_balance drop constraint ledger_balance_check;
alter table ledger_balance
  add constraint budget_not_overdrawn check (account <> 'budget' or pence >= 0),
  add constraint committed_not_overdrawn check (account <> 'committed' or pence >= 0),
  add constraint payable_not_overdrawn check (account <> 'payable' or pence <= 0),
  add constraint held_not_overdrawn check (account <> 'held' or pence <= 0),
  add constraint authority_not_overdrawn check (account <> 'authority' or pence <= 0),
  add constraint cash_not_overdrawn check (account <> 'cash' or pence <= 0),
  add constraint used_not_overdrawn check (account <> 'used' or pence >= 0),
  add constraint cost_not_overdrawn check (account <> 'cost' or pence >= 0);
