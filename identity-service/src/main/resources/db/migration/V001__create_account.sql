CREATE TABLE account (
    id            uuid        NOT NULL,
    email         text        NOT NULL,
    display_name  text        NOT NULL,
    password_hash text        NOT NULL,
    roles         text[]      NOT NULL,
    mfa_enabled   boolean     NOT NULL DEFAULT false,
    registered_at timestamptz NOT NULL,
    CONSTRAINT account_pkey PRIMARY KEY (id),
    CONSTRAINT account_email_key UNIQUE (email),
    CONSTRAINT account_email_normalised CHECK (email = lower(email) AND email ~ '^[!-~]+@[!-~]+$' AND length(email) <= 254),
    CONSTRAINT account_display_name_given CHECK (length(display_name) BETWEEN 1 AND 200),
    CONSTRAINT account_roles_known CHECK (roles <@ ARRAY ['USER', 'ADMIN'] AND 'USER' = ANY (roles))
);
