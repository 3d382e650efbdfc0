CREATE TABLE session (
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    opened_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    version    integer     NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (id),
    CONSTRAINT session_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT session_expires_after_opening CHECK (expires_at > opened_at)
);

CREATE INDEX session_account_idx ON session (account_id);
CREATE INDEX session_expires_at_idx ON session (expires_at);

-- Only a hash is kept, so that nobody who reads this table can renew a session.
CREATE TABLE refresh_token (
    hash       text        NOT NULL,
    session_id uuid        NOT NULL,
    used_at    timestamptz,
    version    integer     NOT NULL,
    CONSTRAINT refresh_token_pkey PRIMARY KEY (hash),
    CONSTRAINT refresh_token_session_fkey FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE,
    CONSTRAINT refresh_token_hash_is_sha256 CHECK (hash ~ '^[A-Za-z0-9_-]{43}$')
);

-- A session has at most one token that renews it.
CREATE UNIQUE INDEX refresh_token_one_unused_per_session ON refresh_token (session_id) WHERE used_at IS NULL;
CREATE INDEX refresh_token_session_idx ON refresh_token (session_id);
CREATE INDEX refresh_token_used_at_idx ON refresh_token (used_at) WHERE used_at IS NOT NULL;
