CREATE TABLE refunds (
    id              text        NOT NULL,
    intent_id       text        NOT NULL,
    idempotency_key text        NOT NULL,
    request         jsonb       NOT NULL,
    amount          bigint      NOT NULL,
    reference       text        NOT NULL,
    created_at      timestamptz NOT NULL,
    CONSTRAINT refunds_pk PRIMARY KEY (id),
    CONSTRAINT refunds_of_intent FOREIGN KEY (intent_id) REFERENCES payment_intents (id),
    CONSTRAINT refunds_one_per_idempotency_key UNIQUE (idempotency_key),
    CONSTRAINT refunds_amount_positive CHECK (amount > 0)
);

CREATE INDEX refunds_by_intent ON refunds (intent_id);
