-- What a mail says about an event, as event-service tells; the highest version wins.
CREATE TABLE event (
    event_id   uuid        NOT NULL,
    version    bigint      NOT NULL,
    title      text        NOT NULL,
    starts_at  timestamptz NOT NULL,
    timezone   text        NOT NULL,
    venue      text,
    cancelled  boolean     NOT NULL DEFAULT false,
    CONSTRAINT event_pkey PRIMARY KEY (event_id)
);
