-- The sum of a quota's ledger entries up to one of them, so that nobody adds up all of them again. Entries of a quota are
-- written under its row's lock: once one can be seen, no earlier one is still to come.
CREATE TABLE ledger_checkpoint (
    bucket    integer NOT NULL,
    event_id  uuid    NOT NULL,
    quota_id  uuid    NOT NULL,
    entry_id  bigint  NOT NULL,
    capacity  integer NOT NULL,
    available integer NOT NULL,
    held      integer NOT NULL,
    sold      integer NOT NULL,
    blocked   integer NOT NULL,
    CONSTRAINT ledger_checkpoint_pkey PRIMARY KEY (bucket, event_id, quota_id),
    CONSTRAINT ledger_checkpoint_quota_fkey
        FOREIGN KEY (bucket, event_id, quota_id) REFERENCES quota (bucket, event_id, id),
    CONSTRAINT ledger_checkpoint_balanced CHECK (capacity = available + held + sold + blocked)
);

CREATE INDEX ledger_of_quota_in_order ON ledger (bucket, event_id, quota_id, id);
DROP INDEX ledger_by_quota;
