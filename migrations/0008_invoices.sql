-- An invoice is owed once: whoever pays owes a supplier's number in one case and not in another, also where two write it at the
-- same moment. A cost holds its number while it stands; its reversal gives the number back, so that rows here come and go.
--
-- Supplier and number stand as letters and digits alone, in lower case. The payer is a role where that is one body for all cases,
-- and the code of the organisation where each case has its own. No release wrote costs before this migration.
create table invoice (
  record_kind text not null check (record_kind in ('real', 'fictional', 'exercise')),
  payer text not null,
  supplier text not null check (supplier <> ''),
  number text not null check (number <> ''),
  -- The cost that holds it.
  record uuid not null,
  primary key (record_kind, payer, supplier, number)
);
create index invoice_record on invoice (record);
