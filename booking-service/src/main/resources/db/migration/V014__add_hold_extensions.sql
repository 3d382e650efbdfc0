-- How often the end of a hold was moved.
ALTER TABLE booking
    ADD COLUMN extensions integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT booking_extensions_not_negative CHECK (extensions >= 0);
