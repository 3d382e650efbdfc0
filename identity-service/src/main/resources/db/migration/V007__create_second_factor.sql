-- What an authenticator app shares with the service, sealed. It counts once a code of it was shown.
CREATE TABLE second_factor (
    account_id    uuid        NOT NULL,
    sealed_secret text        NOT NULL,
    created_at    timestamptz NOT NULL,
    confirmed_at  timestamptz,
    last_step     bigint,
    CONSTRAINT second_factor_pkey PRIMARY KEY (account_id),
    CONSTRAINT second_factor_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT second_factor_confirmed_by_code CHECK ((confirmed_at IS NULL) = (last_step IS NULL))
);

-- Each serves once in place of a code. Only a hash is kept.
CREATE TABLE recovery_code (
    account_id uuid NOT NULL,
    hash       text NOT NULL,
    used_at    timestamptz,
    CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, hash),
    CONSTRAINT recovery_code_factor_fkey FOREIGN KEY (account_id) REFERENCES second_factor (account_id) ON DELETE CASCADE
);

-- Somebody has given the right password and is asked for a code.
CREATE TABLE login_challenge (
    hash         text        NOT NULL,
    account_id   uuid        NOT NULL,
    source       text        NOT NULL,
    source_known boolean     NOT NULL,
    expires_at   timestamptz NOT NULL,
    CONSTRAINT login_challenge_pkey PRIMARY KEY (hash),
    CONSTRAINT login_challenge_account_fkey FOREIGN KEY (account_id) REFERENCES account (id)
);

CREATE INDEX login_challenge_account_idx ON login_challenge (account_id);
CREATE INDEX login_challenge_expires_at_idx ON login_challenge (expires_at);
