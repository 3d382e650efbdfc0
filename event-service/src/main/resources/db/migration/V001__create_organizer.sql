CREATE TABLE organizer (
    id         uuid        NOT NULL CONSTRAINT pk_organizer PRIMARY KEY,
    name       text        NOT NULL CONSTRAINT ck_organizer_name CHECK (char_length(name) BETWEEN 1 AND 200),
    version    bigint      NOT NULL CONSTRAINT ck_organizer_version CHECK (version >= 0),
    created_at timestamptz NOT NULL
);

CREATE TABLE organizer_member (
    organizer_id uuid NOT NULL CONSTRAINT fk_organizer_member_organizer REFERENCES organizer,
    user_id      uuid NOT NULL,
    role         text NOT NULL CONSTRAINT ck_organizer_member_role CHECK (role IN ('OWNER', 'MANAGER', 'CHECK_IN')),
    CONSTRAINT pk_organizer_member PRIMARY KEY (organizer_id, user_id)
);

-- The organizers of one user, page by page.
CREATE INDEX ix_organizer_member_user ON organizer_member (user_id, organizer_id);
