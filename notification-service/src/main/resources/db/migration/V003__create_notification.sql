-- What each user was told. A user's positions grow in the order of commit.
CREATE TABLE notification (
    id              uuid        NOT NULL,
    position        bigint      GENERATED ALWAYS AS IDENTITY,
    user_id         uuid        NOT NULL,
    type            text        NOT NULL,
    source_event_id text        NOT NULL,
    event_id        uuid        NOT NULL,
    occurred_at     timestamptz NOT NULL,
    data            jsonb       NOT NULL,
    read_at         timestamptz,
    CONSTRAINT notification_pkey PRIMARY KEY (id),
    CONSTRAINT notification_once_per_effect UNIQUE (source_event_id, user_id, type),
    CONSTRAINT notification_in_order UNIQUE (user_id, position)
);
