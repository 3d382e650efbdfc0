CREATE TABLE payment_intents (
    id              text        NOT NULL,
    idempotency_key text        NOT NULL,
    request         jsonb       NOT NULL,
    token           text        NOT NULL,
    amount          bigint      NOT NULL,
    refunded        bigint      NOT NULL DEFAULT 0,
    currency        text        NOT NULL,
    reference       text        NOT NULL,
    status          text        NOT NULL,
    decline_reason  text,
    created_at      timestamptz NOT NULL,
    settles_at      timestamptz,
    CONSTRAINT payment_intents_pk PRIMARY KEY (id),
    CONSTRAINT payment_intents_one_per_idempotency_key UNIQUE (idempotency_key),
    CONSTRAINT payment_intents_status_known CHECK (status IN ('pending', 'succeeded', 'declined', 'canceled')),
    CONSTRAINT payment_intents_amount_positive CHECK (amount > 0),
    CONSTRAINT payment_intents_refunded_within_amount CHECK (refunded BETWEEN 0 AND amount),
    CONSTRAINT payment_intents_refunded_only_after_success CHECK (refunded = 0 OR status = 'succeeded'),
    CONSTRAINT payment_intents_settles_while_pending CHECK ((settles_at IS NOT NULL) = (status = 'pending')),
    CONSTRAINT payment_intents_reason_when_declined CHECK ((decline_reason IS NOT NULL) = (status = 'declined'))
);

CREATE INDEX payment_intents_by_reference ON payment_intents (reference, created_at);
CREATE INDEX payment_intents_to_settle ON payment_intents (settles_at) WHERE status = 'pending';
