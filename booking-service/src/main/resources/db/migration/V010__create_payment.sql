CREATE TABLE payment (
    bucket            integer     NOT NULL,
    id                uuid        NOT NULL,
    booking_id        uuid        NOT NULL,
    -- The client's key and a digest of its request.
    idempotency_key   text        NOT NULL,
    fingerprint       text        NOT NULL,
    amount            bigint      NOT NULL,
    currency          text        NOT NULL,
    status            text        NOT NULL,
    created_at        timestamptz NOT NULL,
    decided_at        timestamptz,
    decline_reason    text,
    -- What the provider calls the payment, and what it says it took. The intent is null when nothing had to be taken.
    intent            text,
    captured_amount   bigint,
    captured_currency text,
    refunded          bigint      NOT NULL DEFAULT 0,
    -- When the provider is asked about the payment, and how often it was.
    check_at          timestamptz,
    checks            integer     NOT NULL DEFAULT 0,
    CONSTRAINT payment_pkey PRIMARY KEY (bucket, id),
    CONSTRAINT payment_booking_fkey FOREIGN KEY (bucket, booking_id) REFERENCES booking (bucket, id),
    CONSTRAINT payment_idempotency_key_once UNIQUE (bucket, booking_id, idempotency_key),
    CONSTRAINT payment_status_known
        CHECK (status IN ('INITIATED', 'UNKNOWN', 'PENDING', 'CAPTURED', 'DECLINED', 'VOIDED')),
    CONSTRAINT payment_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT payment_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT payment_checked_while_open
        CHECK ((check_at IS NOT NULL) = (status IN ('INITIATED', 'UNKNOWN', 'PENDING'))),
    CONSTRAINT payment_decided_when_not_open CHECK ((decided_at IS NULL) = (check_at IS NOT NULL)),
    CONSTRAINT payment_reason_when_declined CHECK ((decline_reason IS NOT NULL) = (status = 'DECLINED')),
    CONSTRAINT payment_captured_is_counted
        CHECK ((captured_amount IS NOT NULL) = (status = 'CAPTURED')
            AND (captured_currency IS NOT NULL) = (status = 'CAPTURED')),
    CONSTRAINT payment_captured_has_intent CHECK (coalesce(captured_amount, 0) = 0 OR intent IS NOT NULL),
    CONSTRAINT payment_refunded_within_captured CHECK (refunded BETWEEN 0 AND coalesce(captured_amount, 0))
);

-- Nobody is charged twice: while one attempt is open there is no other.
CREATE UNIQUE INDEX payment_one_open_per_booking ON payment (bucket, booking_id)
    WHERE status IN ('INITIATED', 'UNKNOWN', 'PENDING');
CREATE INDEX payment_due ON payment (check_at) WHERE status IN ('INITIATED', 'UNKNOWN', 'PENDING');
CREATE INDEX payment_captured ON payment (decided_at) WHERE status = 'CAPTURED';
