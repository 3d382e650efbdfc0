-- Who can be written to, as identity-service tells.
CREATE TABLE recipient (
    user_id      uuid NOT NULL,
    email        text NOT NULL,
    display_name text NOT NULL,
    CONSTRAINT recipient_pkey PRIMARY KEY (user_id)
);
