CREATE TABLE refund (
    bucket       integer     NOT NULL,
    id           uuid        NOT NULL,
    booking_id   uuid        NOT NULL,
    payment_id   uuid        NOT NULL,
    amount       bigint      NOT NULL,
    currency     text        NOT NULL,
    reason       text        NOT NULL,
    status       text        NOT NULL,
    requested_at timestamptz NOT NULL,
    succeeded_at timestamptz,
    -- When the provider is asked next, and how often it was.
    attempt_at   timestamptz,
    attempts     integer     NOT NULL DEFAULT 0,
    CONSTRAINT refund_pkey PRIMARY KEY (bucket, id),
    CONSTRAINT refund_payment_fkey FOREIGN KEY (bucket, payment_id) REFERENCES payment (bucket, id),
    CONSTRAINT refund_amount_positive CHECK (amount > 0),
    CONSTRAINT refund_reason_known CHECK (reason IN
        ('BUYER', 'ORGANIZER', 'EVENT_CANCELLED', 'LATE_CAPTURE', 'SECOND_PAYMENT', 'WRONG_AMOUNT')),
    CONSTRAINT refund_status_known CHECK (status IN ('REQUESTED', 'SUCCEEDED')),
    CONSTRAINT refund_succeeded_is_dated CHECK ((succeeded_at IS NOT NULL) = (status = 'SUCCEEDED')),
    CONSTRAINT refund_attempted_while_requested CHECK ((attempt_at IS NOT NULL) = (status = 'REQUESTED'))
);

CREATE INDEX refund_due ON refund (attempt_at) WHERE status = 'REQUESTED';
CREATE INDEX refund_by_payment ON refund (bucket, payment_id);
