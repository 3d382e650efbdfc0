-- What happened to accounts, sessions and keys. It knows people by the ids of their accounts, and addresses by their network.
CREATE TABLE security_event (
    id         uuid        NOT NULL,
    at         timestamptz NOT NULL,
    type       text        NOT NULL,
    account_id uuid,
    session_id uuid,
    client_id  text,
    region     text,
    CONSTRAINT security_event_pkey PRIMARY KEY (id),
    CONSTRAINT security_event_type_named CHECK (type ~ '^[A-Z_]{3,40}$'),
    CONSTRAINT security_event_region_truncated CHECK (region ~ '(/24|/48)$')
);

CREATE INDEX security_event_at_idx ON security_event (at, id);
CREATE INDEX security_event_account_idx ON security_event (account_id, at, id);

-- Nobody rewrites what has happened; only what is old may go.
CREATE FUNCTION keep_security_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'security_event only grows' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'security_event_kept';
END
$$;

CREATE TRIGGER security_event_kept BEFORE UPDATE OR DELETE ON security_event
    FOR EACH ROW EXECUTE FUNCTION keep_security_event();
