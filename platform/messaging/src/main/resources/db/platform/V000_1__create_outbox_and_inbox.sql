-- Events that were committed and wait for the relay; a row lives until Kafka has it.
CREATE TABLE outbox (
    bucket         integer     NOT NULL,
    position       bigint      GENERATED ALWAYS AS IDENTITY,
    event_id       uuid        NOT NULL,
    topic          text        NOT NULL,
    record_key     text        NOT NULL,
    type           text        NOT NULL,
    subject        text        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    traceparent    text,
    data           text        NOT NULL,
    parked_because text,
    CONSTRAINT outbox_pkey PRIMARY KEY (bucket, position),
    CONSTRAINT outbox_bucket_in_range CHECK (bucket BETWEEN 0 AND 1023)
);

CREATE INDEX outbox_in_order ON outbox (position) WHERE parked_because IS NULL;

-- Events that had their effect, by consumer.
CREATE TABLE inbox (
    bucket   integer     NOT NULL,
    consumer text        NOT NULL,
    source   text        NOT NULL,
    event_id text        NOT NULL,
    seen_at  timestamptz NOT NULL,
    CONSTRAINT inbox_pkey PRIMARY KEY (bucket, consumer, source, event_id),
    CONSTRAINT inbox_bucket_in_range CHECK (bucket BETWEEN 0 AND 1023)
);

CREATE INDEX inbox_by_age ON inbox (seen_at);
