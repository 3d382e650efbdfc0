-- Under which key the client sent the request that opened the account, if it sent one.
ALTER TABLE account
    ADD COLUMN registration_key text;
