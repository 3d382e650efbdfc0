-- What a person recognises a session by. Older instances leave all of it out.
ALTER TABLE session
    ADD COLUMN last_used_at   timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN user_agent     text,
    ADD COLUMN client_address text,
    ADD COLUMN client_network text,
    ADD COLUMN disowned       boolean     NOT NULL DEFAULT false,
    ADD CONSTRAINT session_user_agent_short CHECK (length(user_agent) <= 120),
    ADD CONSTRAINT session_client_address_short CHECK (length(client_address) <= 45),
    ADD CONSTRAINT session_disowned_when_revoked CHECK (revoked_at IS NOT NULL OR NOT disowned);

UPDATE session SET last_used_at = opened_at;

CREATE INDEX session_account_network_idx ON session (account_id, client_network);
DROP INDEX session_account_idx;

-- The gateways ask every two seconds what was revoked within the life of an access token.
CREATE INDEX session_revoked_at_idx ON session (revoked_at) INCLUDE (id) WHERE revoked_at IS NOT NULL;
