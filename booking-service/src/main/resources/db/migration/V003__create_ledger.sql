-- Every movement of places, by quota. Rows are only ever added; their sums are the quota.
CREATE TABLE ledger (
    bucket     integer     NOT NULL,
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    event_id   uuid        NOT NULL,
    quota_id   uuid        NOT NULL,
    booking_id uuid,
    reason     text        NOT NULL,
    capacity   integer     NOT NULL,
    available  integer     NOT NULL,
    held       integer     NOT NULL,
    sold       integer     NOT NULL,
    blocked    integer     NOT NULL,
    at         timestamptz NOT NULL,
    CONSTRAINT ledger_pkey PRIMARY KEY (bucket, id),
    CONSTRAINT ledger_reason_known CHECK (reason IN
        ('OPENED', 'CAPACITY_CHANGED', 'HELD', 'SOLD', 'EXPIRED', 'CANCELLED', 'REFUNDED', 'CLOSED')),
    CONSTRAINT ledger_movement_balanced CHECK (capacity = available + held + sold + blocked)
);

CREATE INDEX ledger_by_quota ON ledger (bucket, event_id, quota_id);
