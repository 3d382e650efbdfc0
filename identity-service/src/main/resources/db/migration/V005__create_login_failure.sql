-- Wrong passwords of the last hour. The address that was tried is hashed, for it may be nobody's.
CREATE TABLE login_failure (
    subject   text        NOT NULL,
    source    text        NOT NULL,
    failures  integer     NOT NULL,
    failed_at timestamptz NOT NULL,
    CONSTRAINT login_failure_pkey PRIMARY KEY (subject, source),
    CONSTRAINT login_failure_failures_positive CHECK (failures > 0)
);

CREATE INDEX login_failure_failed_at_idx ON login_failure (failed_at);
