-- The mail of a notification, until the mail server took it over.
CREATE TABLE delivery (
    notification_id uuid        NOT NULL,
    state           text        NOT NULL,
    attempts        integer     NOT NULL,
    planned_at      timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    useful_until    timestamptz,
    settled_at      timestamptz,
    last_error      text,
    CONSTRAINT delivery_pkey PRIMARY KEY (notification_id),
    CONSTRAINT delivery_of_notification FOREIGN KEY (notification_id) REFERENCES notification (id),
    CONSTRAINT delivery_state_known CHECK (state IN ('PENDING', 'SENT', 'FAILED', 'MOOT')),
    CONSTRAINT delivery_settled_once CHECK ((state = 'PENDING') = (settled_at IS NULL)),
    CONSTRAINT delivery_attempts_counted CHECK (attempts >= 0)
);

CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'PENDING';
