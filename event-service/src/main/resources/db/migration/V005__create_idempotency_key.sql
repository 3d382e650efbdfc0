CREATE TABLE idempotency_key (
    subject     text        NOT NULL,
    key         text        NOT NULL CONSTRAINT ck_idempotency_key_length CHECK (char_length(key) BETWEEN 1 AND 255),
    fingerprint text        NOT NULL,
    status      integer     NOT NULL,
    location    text,
    etag        text,
    body        text        NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT pk_idempotency_key PRIMARY KEY (subject, key)
);

CREATE INDEX ix_idempotency_key_created ON idempotency_key (created_at);
