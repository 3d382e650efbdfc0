-- The organizers' teams as last heard of. They belong to no bucket: every shard has a copy of its own, all in bucket 0.
CREATE TABLE team (
    bucket       integer NOT NULL DEFAULT 0,
    organizer_id uuid    NOT NULL,
    version      bigint  NOT NULL,
    CONSTRAINT team_pkey PRIMARY KEY (bucket, organizer_id)
);

CREATE TABLE team_member (
    bucket       integer NOT NULL DEFAULT 0,
    organizer_id uuid    NOT NULL,
    user_id      uuid    NOT NULL,
    role         text    NOT NULL,
    CONSTRAINT team_member_pkey PRIMARY KEY (bucket, organizer_id, user_id),
    CONSTRAINT team_member_team_fkey FOREIGN KEY (bucket, organizer_id) REFERENCES team (bucket, organizer_id),
    CONSTRAINT team_member_role_known CHECK (role IN ('OWNER', 'MANAGER', 'CHECK_IN'))
);
