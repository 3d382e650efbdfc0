-- The W3C trace context of what a mail tells of, in which sending it goes on.
ALTER TABLE delivery ADD COLUMN traceparent text;
ALTER TABLE token_mail ADD COLUMN traceparent text;
