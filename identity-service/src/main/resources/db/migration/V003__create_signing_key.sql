-- Of two instances that make the next generation at the same time, one wins.
CREATE TABLE signing_key (
    generation integer     NOT NULL,
    kid        text        NOT NULL,
    sealed_jwk bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    signs_from timestamptz NOT NULL,
    CONSTRAINT signing_key_pkey PRIMARY KEY (generation),
    CONSTRAINT signing_key_kid_key UNIQUE (kid),
    CONSTRAINT signing_key_published_before_signing CHECK (signs_from >= created_at)
);
