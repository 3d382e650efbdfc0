-- Under which key the door sent the request that let somebody in, if it sent one.
ALTER TABLE check_in
    ADD COLUMN idempotency_key text;

CREATE UNIQUE INDEX check_in_idempotency_key_once ON check_in (bucket, admitted_by, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
