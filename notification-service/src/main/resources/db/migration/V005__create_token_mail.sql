-- The mails that bring accounts a token. The token is there for as long as the mail waits, and no longer.
CREATE TABLE token_mail (
    id           text        NOT NULL,
    kind         text        NOT NULL,
    email        text        NOT NULL,
    display_name text        NOT NULL,
    token        text,
    expires_at   timestamptz NOT NULL,
    state        text        NOT NULL,
    attempts     integer     NOT NULL,
    planned_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    settled_at   timestamptz,
    last_error   text,
    CONSTRAINT token_mail_pkey PRIMARY KEY (id),
    CONSTRAINT token_mail_kind_known CHECK (kind IN ('PASSWORD_RESET', 'EMAIL_VERIFICATION')),
    CONSTRAINT token_mail_state_known CHECK (state IN ('PENDING', 'SENT', 'FAILED', 'MOOT')),
    CONSTRAINT token_mail_settled_once CHECK ((state = 'PENDING') = (settled_at IS NULL)),
    CONSTRAINT token_mail_token_while_pending CHECK ((state = 'PENDING') = (token IS NOT NULL)),
    CONSTRAINT token_mail_attempts_counted CHECK (attempts >= 0)
);

CREATE INDEX token_mail_due ON token_mail (due_at) WHERE state = 'PENDING';
CREATE INDEX token_mail_settled ON token_mail (settled_at) WHERE settled_at IS NOT NULL;
