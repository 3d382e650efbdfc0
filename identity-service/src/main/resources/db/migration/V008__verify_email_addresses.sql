-- When the owner of an account showed that he reads the mail to its address. Older instances leave it out.
ALTER TABLE account ADD COLUMN email_verified_at timestamptz;

-- Whoever runs the suite has given the addresses of its administrators.
UPDATE account SET email_verified_at = registered_at WHERE 'ADMIN' = ANY (roles);

-- The right to do something once, which travels by mail. Only a hash is kept. Of each kind an account has one that is good.
CREATE TABLE mailed_token (
    account_id uuid        NOT NULL,
    purpose    text        NOT NULL,
    hash       text        NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT mailed_token_pkey PRIMARY KEY (account_id, purpose),
    CONSTRAINT mailed_token_hash_key UNIQUE (hash),
    CONSTRAINT mailed_token_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT mailed_token_purpose_known CHECK (purpose IN ('PASSWORD_RESET', 'EMAIL_VERIFICATION')),
    CONSTRAINT mailed_token_hash_is_sha256 CHECK (hash ~ '^[A-Za-z0-9_-]{43}$')
);

CREATE INDEX mailed_token_expires_at_idx ON mailed_token (expires_at);

-- How many mails were asked for lately, for an account or from a network.
CREATE TABLE mail_quota (
    subject  text        NOT NULL,
    began_at timestamptz NOT NULL,
    asked    integer     NOT NULL,
    CONSTRAINT mail_quota_pkey PRIMARY KEY (subject),
    CONSTRAINT mail_quota_asked_positive CHECK (asked > 0)
);

CREATE INDEX mail_quota_began_at_idx ON mail_quota (began_at);

-- Addresses that somebody wants to reset the password of, be they anybody's or nobody's. A row lives for a moment.
CREATE TABLE password_reset_request (
    id       uuid        NOT NULL,
    email    text        NOT NULL,
    region   text,
    asked_at timestamptz NOT NULL,
    CONSTRAINT password_reset_request_pkey PRIMARY KEY (id)
);
